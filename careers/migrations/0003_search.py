import django.contrib.postgres.fields
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


# The words of a text: without accents and capitals, in the singular, without those that say nothing.
WORDS = r"""
CREATE FUNCTION careers_split_words(said text) RETURNS TABLE (word text, place bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 5 AS $$
    SELECT CASE
            WHEN part ~ '^.{2,}ies$' THEN left(part, -3) || 'y'
            WHEN part ~ '^.+(ss|sh|ch|x)es$' THEN left(part, -2)
            WHEN part ~ '^.{2,}[^sui]s$' THEN left(part, -1)
            ELSE part
        END, n
    FROM regexp_split_to_table(
        lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f''’]', '', 'g')), '[^a-z0-9]+'
    ) WITH ORDINALITY AS parts (part, n)
    WHERE part <> '' AND part <> ALL ('{a,an,and,at,for,in,of,on,or,the,to,with}')
$$;
"""

# What a career is found by (careers/models/search.py). A term weighs more in careers that have it in
# several names, and in those with few names. How rare it is counts when somebody searches.
# In a new database nothing is known of how many rows there are, so the plan is told to hash.
INDEX = """
-- Made here, since Django would add an index for how terms begin, which nobody asks for.
CREATE TABLE careers_searchterm (
    term text PRIMARY KEY, careers integer[] NOT NULL, weights smallint[] NOT NULL
) WITH (toast_tuple_target = 8160);

-- Terms have the careers of all, so two that change some of them take turns. All careers are indexed
-- anew where most of them changed: an empty index is faster than one to look things up in.
CREATE FUNCTION careers_begin_indexing(ids bigint[], of_texts boolean) RETURNS bigint[]
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(4361302);
    IF cardinality(ids) > (SELECT count(*) FROM careers_career) / 2 THEN
        DELETE FROM careers_searchterm WHERE starts_with(term, '~') = of_texts;
        RETURN ARRAY(SELECT id FROM careers_career);
    END IF;
    DELETE FROM careers_searchterm
        WHERE careers <@ ids::integer[] AND starts_with(term, '~') = of_texts;
    UPDATE careers_searchterm SET (careers, weights) = (
            SELECT array_agg(career), array_agg(weight)
            FROM unnest(careers, weights) AS one (career, weight) WHERE career <> ALL (ids)
        ) WHERE careers && ids::integer[] AND starts_with(term, '~') = of_texts;
    RETURN ids;
END $$;

CREATE FUNCTION careers_index_names(changed bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off SET jit = off SET work_mem = '64MB' AS $$
DECLARE ids bigint[] := careers_begin_indexing(changed, false);
BEGIN
    DELETE FROM careers_searchname WHERE career_id = ANY (ids || changed);
    INSERT INTO careers_searchname (career_id, name, weight)
    WITH chosen AS (
        SELECT career.*, occupation.soc_code, occupation.title
        FROM careers_career career JOIN salaries_occupation occupation
            ON occupation.id = career.occupation_id
        WHERE career.id = ANY (ids)
    ), titles AS (
        SELECT DISTINCT ON (fact.soc_code) fact.soc_code, fact.values -> 'titles' AS titles
        FROM careers_occupationfact fact JOIN careers_factrelease release
            ON release.id = fact.release_id
        WHERE release.kind = 'titles' AND release.status = 'published'
            AND fact.soc_code IN (SELECT soc_code FROM chosen)
        ORDER BY fact.soc_code, release.period DESC
    ), names AS (
        SELECT id, unnest(ARRAY[name_en, plural_en, name_es, plural_es] || other_names::text[])
            AS name, 3 AS weight FROM chosen
        UNION ALL SELECT id, title, 1 FROM chosen
        UNION ALL SELECT id, jsonb_array_elements_text(titles), 1
            FROM chosen JOIN titles USING (soc_code)
    )
    SELECT DISTINCT ON (id, lower(name)) id, name, weight FROM names
    WHERE name <> '' ORDER BY id, lower(name), weight DESC;

    INSERT INTO careers_searchterm AS known (term, careers, weights)
    WITH words AS MATERIALIZED (
        SELECT name.id, career_id, name.weight, word, max(place) AS place
        FROM careers_searchname name, careers_split_words(name.name)
        WHERE career_id = ANY (ids) GROUP BY name.id, word
    ), counted AS MATERIALIZED (
        SELECT career_id, word, sum(weight) AS n FROM words GROUP BY career_id, word
    ), terms AS (
        SELECT career_id, '=' || word AS term, n, 1.0 AS share FROM counted
        UNION ALL
        SELECT one.career_id, one.word || '|' || other.word, sum(one.weight), 1.0
        FROM words one JOIN words other ON other.id = one.id AND one.word < other.word
        GROUP BY one.career_id, one.word, other.word
        UNION ALL
        SELECT career_id, '>' || word, sum(weight), 0.5
        FROM (SELECT DISTINCT ON (id) * FROM words ORDER BY id, place DESC) AS lasts
        GROUP BY career_id, word
        UNION ALL
        SELECT career_id, substr('^' || word || '$', start, 4), sum(n), 0.25
        FROM counted, generate_series(1, greatest(length(word) - 1, 1)) AS start
        GROUP BY career_id, 2
    ), sizes AS (
        SELECT career_id, count(*) AS names FROM careers_searchname
        WHERE career_id = ANY (ids) GROUP BY career_id
    )
    SELECT term, array_agg(career_id),
        array_agg(1000 * share * power(n::float, 0.3) / power(names::float + 5, 0.15))
    FROM terms JOIN sizes USING (career_id) GROUP BY term ORDER BY term
    ON CONFLICT (term) DO UPDATE SET
        careers = known.careers || EXCLUDED.careers, weights = known.weights || EXCLUDED.weights;
END $$;

CREATE FUNCTION careers_index_texts(changed bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off SET jit = off SET work_mem = '64MB' AS $$
DECLARE ids bigint[] := careers_begin_indexing(changed, true);
BEGIN
    INSERT INTO careers_searchterm AS known (term, careers, weights)
    WITH chosen AS (
        SELECT career.id, soc_code FROM careers_career career JOIN salaries_occupation occupation
            ON occupation.id = career.occupation_id
        WHERE career.id = ANY (ids)
    ), fields AS (
        SELECT DISTINCT ON (fact.soc_code) fact.soc_code, fact.values -> 'fields' AS fields
        FROM careers_occupationfact fact JOIN careers_factrelease release
            ON release.id = fact.release_id
        WHERE release.kind = 'fields' AND release.status = 'published'
            AND fact.soc_code IN (SELECT soc_code FROM chosen)
        ORDER BY fact.soc_code, release.period DESC
    ), texts AS (
        (SELECT DISTINCT ON (career_id, language) career_id AS id,
            summary || ' ' || array_to_string(duties, ' ') AS said
        FROM careers_description
        WHERE career_id = ANY (ids) AND published_at IS NOT NULL AND withdrawn_at IS NULL
        ORDER BY career_id, language, number DESC)
        UNION ALL
        SELECT id, jsonb_array_elements(fields) ->> 1 FROM chosen JOIN fields USING (soc_code)
    ), counted AS (
        SELECT id, word, 50 * power(count(*)::float, 0.3) AS weight
        FROM texts, careers_split_words(said) GROUP BY id, word
    )
    SELECT '~' || word, array_agg(id), array_agg(weight) FROM counted GROUP BY word ORDER BY word
    ON CONFLICT (term) DO UPDATE SET
        careers = known.careers || EXCLUDED.careers, weights = known.weights || EXCLUDED.weights;
END $$;
"""

# Whatever changes a name or a text, changes what it is found by in the same transaction.
TRIGGERS = """
CREATE FUNCTION careers_index_changed_careers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        ids := ARRAY(SELECT id FROM changed);
    ELSE
        ids := ARRAY(
            SELECT id FROM changed one JOIN replaced before USING (id)
            WHERE (one.name_en, one.plural_en, one.name_es, one.plural_es, one.other_names,
                   one.occupation_id) IS DISTINCT FROM
                  (before.name_en, before.plural_en, before.name_es, before.plural_es, before.other_names,
                   before.occupation_id));
    END IF;
    IF cardinality(ids) > 0 THEN
        PERFORM careers_index_names(ids);
        PERFORM careers_index_texts(ids);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER careers_career_indexed AFTER INSERT ON careers_career
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION careers_index_changed_careers();
CREATE TRIGGER careers_career_indexed_again AFTER UPDATE ON careers_career
    REFERENCING OLD TABLE AS replaced NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION careers_index_changed_careers();
CREATE TRIGGER careers_career_forgotten AFTER DELETE ON careers_career
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION careers_index_changed_careers();


CREATE FUNCTION careers_index_changed_descriptions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[] := ARRAY(SELECT DISTINCT career_id FROM changed
                              WHERE published_at IS NOT NULL);
BEGIN
    IF cardinality(ids) > 0 THEN
        PERFORM careers_index_texts(ids);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER careers_description_indexed AFTER INSERT ON careers_description
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION careers_index_changed_descriptions();
CREATE TRIGGER careers_description_indexed_again AFTER UPDATE ON careers_description
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION careers_index_changed_descriptions();
CREATE TRIGGER careers_description_forgotten AFTER DELETE ON careers_description
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION careers_index_changed_descriptions();

CREATE FUNCTION careers_index_changed_facts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[] := ARRAY(
    SELECT career.id FROM careers_career career JOIN salaries_occupation occupation
        ON occupation.id = career.occupation_id
    WHERE soc_code IN (SELECT soc_code FROM careers_occupationfact WHERE release_id = NEW.id));
BEGIN
    IF NEW.kind = 'titles' THEN
        PERFORM careers_index_names(ids);
    ELSE
        PERFORM careers_index_texts(ids);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER careers_facts_indexed AFTER UPDATE OF status ON careers_factrelease FOR EACH ROW
    WHEN (NEW.kind IN ('titles', 'fields') AND OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION careers_index_changed_facts();

CREATE FUNCTION careers_index_changed_occupation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM careers_index_names(ARRAY(SELECT id FROM careers_career
                                      WHERE occupation_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER careers_occupation_indexed AFTER UPDATE OF title ON salaries_occupation FOR EACH ROW
    WHEN (OLD.title IS DISTINCT FROM NEW.title)
    EXECUTE FUNCTION careers_index_changed_occupation();
"""

FORGET = """
DROP TRIGGER careers_occupation_indexed ON salaries_occupation;
DROP TRIGGER careers_facts_indexed ON careers_factrelease;
DROP TRIGGER careers_description_forgotten ON careers_description;
DROP TRIGGER careers_description_indexed_again ON careers_description;
DROP TRIGGER careers_description_indexed ON careers_description;
DROP TRIGGER careers_career_forgotten ON careers_career;
DROP TRIGGER careers_career_indexed_again ON careers_career;
DROP TRIGGER careers_career_indexed ON careers_career;
DROP FUNCTION careers_index_changed_occupation();
DROP FUNCTION careers_index_changed_facts();
DROP FUNCTION careers_index_changed_descriptions();
DROP FUNCTION careers_index_changed_careers();
DROP FUNCTION careers_index_texts(bigint[]);
DROP FUNCTION careers_index_names(bigint[]);
DROP FUNCTION careers_begin_indexing(bigint[], boolean);
DROP FUNCTION careers_split_words(text);
DROP TABLE careers_searchterm;
"""

# Careers that were there before.
FILL = """
SELECT careers_index_names(ARRAY(SELECT id FROM careers_career));
SELECT careers_index_texts(ARRAY(SELECT id FROM careers_career));
"""


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0002_facts_and_descriptions'),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name='SearchName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('weight', models.PositiveSmallIntegerField()),
                ('career', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='careers.career')),
            ],
        ),
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='SearchTerm',
                fields=[
                    ('term', models.TextField(primary_key=True, serialize=False)),
                    ('careers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                    ('weights', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ],
            ),
        ]),
        migrations.RunSQL(WORDS + INDEX + TRIGGERS + FILL, FORGET),
    ]
