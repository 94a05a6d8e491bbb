from django.db import migrations, models

# A transaction's first change of content leaves a row; the row's deferred triggers run at COMMIT.
# The generation is written in the second round, behind all other checks that a commit makes: its
# row is then locked for the moment of the commit alone, and no two commits can wait for each other.
FUNCTIONS = """
CREATE FUNCTION pagecache_next_generation() RETURNS void LANGUAGE sql AS $$
    INSERT INTO pagecache_generation (id, number)
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ON CONFLICT (id) DO UPDATE
    SET number = greatest(pagecache_generation.number + 1, EXCLUDED.number);
$$;

CREATE FUNCTION pagecache_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pagecache_change (transaction, is_last)
    VALUES (pg_current_xact_id()::text::bigint, false)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE FUNCTION pagecache_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE pagecache_change SET is_last = true WHERE transaction = NEW.transaction;
    ELSE
        PERFORM pagecache_next_generation();
        DELETE FROM pagecache_change WHERE transaction = NEW.transaction;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER pagecache_at_commit AFTER INSERT OR UPDATE ON pagecache_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pagecache_at_commit();
"""
NO_FUNCTIONS = """
DROP FUNCTION pagecache_note_change() CASCADE;
DROP FUNCTION pagecache_at_commit() CASCADE;
DROP FUNCTION pagecache_next_generation();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("transaction", models.BigIntegerField(primary_key=True, serialize=False)),
                ("is_last", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Generation",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="generation_one_row"
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
