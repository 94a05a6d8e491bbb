from django.db import migrations, models

# A transaction's first change of content leaves a row; the row's deferred triggers run at COMMIT.
# The generation is written in the second round, behind all other checks that a commit makes: its
# row is then locked for the moment of the commit alone, and no two commits can wait for each other.
FUNCTIONS = """
CREATE FUNCTION serving_next_generation() RETURNS void LANGUAGE sql AS $$
    INSERT INTO serving_generation (id, number)
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ON CONFLICT (id) DO UPDATE
    SET number = greatest(serving_generation.number + 1, EXCLUDED.number);
$$;

-- A page changes also when the hour comes at which a version is to be published. The two numbers are not
-- added up: after a clock was set back, a sum could come a second time. PL/pgSQL keeps the plan.
CREATE FUNCTION serving_current_generation() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE generation text;
BEGIN
    SELECT number || '.' || lpad((
        SELECT count(*) FROM careers_guideversion
        WHERE published_at > created_at AND published_at <= now()
    )::text, 6, '0') INTO STRICT generation FROM serving_generation;
    RETURN generation;
END $$;

CREATE FUNCTION serving_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO serving_change (transaction, is_last)
    VALUES (pg_current_xact_id()::text::bigint, false)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE FUNCTION serving_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE serving_change SET is_last = true WHERE transaction = NEW.transaction;
    ELSE
        PERFORM serving_next_generation();
        DELETE FROM serving_change WHERE transaction = NEW.transaction;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER serving_at_commit AFTER INSERT OR UPDATE ON serving_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION serving_at_commit();
"""

NO_FUNCTIONS = """
DROP FUNCTION serving_note_change() CASCADE;
DROP FUNCTION serving_at_commit() CASCADE;
DROP FUNCTION serving_current_generation();
DROP FUNCTION serving_next_generation();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('transaction', models.BigIntegerField(primary_key=True, serialize=False)),
                ('is_last', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='generation_one_row')],
            },
        ),
        migrations.CreateModel(
            name='RateCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='What is counted, such as reports or wrong codes.', max_length=20, verbose_name='kind')),
                ('sender', models.CharField(help_text='Keyed hash of the network address, with a new key each day; empty for the count of everybody.', max_length=64, verbose_name='sender')),
                ('ends_at', models.DateTimeField(db_index=True, help_text='When the count ends; then it is deleted.', verbose_name='ends at')),
                ('number', models.PositiveIntegerField(default=0, help_text='How many requests there were.', verbose_name='number')),
            ],
            options={
                'verbose_name': 'count of requests',
                'constraints': [models.UniqueConstraint(fields=('kind', 'sender', 'ends_at'), name='rate_count_once')],
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
