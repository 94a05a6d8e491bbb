"""The database itself refuses to change a published quiz version: results refer to it."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION quiz_refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'quiz version is published and cannot be changed'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION quiz_refuse_part_of_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parent bigint;
BEGIN
    IF TG_TABLE_NAME = 'quiz_statement' THEN
        SELECT version_id INTO parent FROM quiz_trait WHERE id = NEW.trait_id;
    ELSE
        parent := NEW.version_id;
    END IF;
    IF EXISTS (SELECT FROM quiz_quizversion WHERE id = parent AND status = 'published') THEN
        RAISE EXCEPTION 'quiz version is published and cannot be changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER quiz_version_frozen BEFORE UPDATE ON quiz_quizversion
    FOR EACH ROW WHEN (OLD.status = 'published') EXECUTE FUNCTION quiz_refuse_frozen();
CREATE TRIGGER quiz_trait_frozen BEFORE INSERT OR UPDATE ON quiz_trait
    FOR EACH ROW EXECUTE FUNCTION quiz_refuse_part_of_frozen();
CREATE TRIGGER quiz_statement_frozen BEFORE INSERT OR UPDATE ON quiz_statement
    FOR EACH ROW EXECUTE FUNCTION quiz_refuse_part_of_frozen();
CREATE TRIGGER quiz_band_frozen BEFORE INSERT OR UPDATE ON quiz_band
    FOR EACH ROW EXECUTE FUNCTION quiz_refuse_part_of_frozen();
CREATE TRIGGER quiz_condition_frozen BEFORE INSERT OR UPDATE ON quiz_condition
    FOR EACH ROW EXECUTE FUNCTION quiz_refuse_part_of_frozen();
"""

THAW = """
DROP TRIGGER quiz_condition_frozen ON quiz_condition;
DROP TRIGGER quiz_band_frozen ON quiz_band;
DROP TRIGGER quiz_statement_frozen ON quiz_statement;
DROP TRIGGER quiz_trait_frozen ON quiz_trait;
DROP TRIGGER quiz_version_frozen ON quiz_quizversion;
DROP FUNCTION quiz_refuse_part_of_frozen();
DROP FUNCTION quiz_refuse_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("quiz", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
