from django.db import migrations


# First the careers whose terms weigh most for what was said; the nearest of them in an order for which
# a name very like it counts, the more where no word was right, a name that is our own, and how many
# have the job. Its plan is kept, and compiling it would take longer than running it.
SEARCH = """
CREATE FUNCTION careers_search(said text, most integer)
RETURNS TABLE (found_id integer, matched text) LANGUAGE plpgsql STABLE
SET jit = off SET enable_memoize = off AS $$
DECLARE total float := (SELECT count(*) FROM careers_career);
BEGIN
    RETURN QUERY
    WITH words AS MATERIALIZED (
        SELECT word, max(place) AS place FROM careers_split_words(said)
        GROUP BY word ORDER BY place LIMIT 12
    ), terms AS (
        SELECT '=' || word AS term FROM words
        UNION ALL SELECT '~' || word FROM words
        UNION ALL (SELECT '>' || word FROM words ORDER BY place DESC LIMIT 1)
        UNION ALL SELECT one.word || '|' || other.word
            FROM words one JOIN words other ON one.word < other.word
        UNION
        SELECT substr('^' || word || '$', start, 4)
        FROM words, generate_series(1, least(greatest(length(word) - 1, 1), 30)) AS start
    ), found AS (
        SELECT one.career_id, sum(one.weight * rarity) AS score,
            bool_or(left(known.term, 1) IN ('=', '~')) AS has_word
        FROM careers_searchterm known
            CROSS JOIN LATERAL power(ln(1 + total / cardinality(known.careers)), 2) AS rarity
            CROSS JOIN LATERAL unnest(careers, weights) AS one (career_id, weight)
        WHERE known.term = ANY (ARRAY(SELECT term FROM terms))
        GROUP BY one.career_id
    ), first AS MATERIALIZED (
        SELECT *, score / max(score) OVER () AS part, row_number() OVER (ORDER BY score DESC) <= 10
            AS is_near
        FROM found ORDER BY score DESC LIMIT most
    ), best AS (
        SELECT first.*, likest.*, jobs.employment FROM first LEFT JOIN LATERAL (
            SELECT name.name, name.weight, similarity(name.name, said) AS likeness
            FROM careers_searchname name
            WHERE is_near AND name.career_id = first.career_id
            ORDER BY likeness DESC, name.weight DESC, name.id LIMIT 1
        ) AS likest ON true LEFT JOIN LATERAL (
            SELECT projection.employment
            FROM careers_career career
                JOIN salaries_occupation occupation ON occupation.id = career.occupation_id
                JOIN careers_projection projection USING (soc_code)
                JOIN careers_projectionrelease release ON release.id = projection.release_id
            WHERE is_near AND career.id = first.career_id AND release.status = 'published'
            ORDER BY release.base_year DESC LIMIT 1
        ) AS jobs ON true
    )
    SELECT career_id, name FROM best
    WHERE part > 0.2 AND (has_word OR likeness > 0.2)
    ORDER BY is_near DESC, part
        + coalesce(likeness, 0) * CASE WHEN has_word THEN 0.4 ELSE 0.7 END
        + CASE WHEN likeness = 1 AND weight > 1 THEN 0.15 ELSE 0 END
        + 0.03 * ln(greatest(employment, 1000)) DESC, career_id;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0003_search'),
    ]

    operations = [
        migrations.RunSQL(SEARCH, "DROP FUNCTION careers_search(text, integer);"),
    ]
