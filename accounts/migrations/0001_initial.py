import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# The log is only ever added to. A person who is deleted goes out of it, and so does an address
# that is old; rows go when `purge` says so within its transaction.
KEEP = """
CREATE FUNCTION accounts_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('accounts.purging', true) IS DISTINCT FROM 'on' THEN
            RAISE EXCEPTION 'The log of sign-ins is only added to.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.at, NEW.kind, NEW.name) IS DISTINCT FROM (OLD.id, OLD.at, OLD.kind, OLD.name)
        OR (NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
        OR (NEW.by_id IS NOT NULL AND NEW.by_id IS DISTINCT FROM OLD.by_id)
        OR (NEW.address IS NOT NULL AND NEW.address IS DISTINCT FROM OLD.address)
    THEN
        RAISE EXCEPTION 'The log of sign-ins is only added to.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER accounts_keep_event BEFORE UPDATE OR DELETE ON accounts_signinevent
    FOR EACH ROW EXECUTE FUNCTION accounts_keep_event();
"""

FORGET = """
DROP TRIGGER accounts_keep_event ON accounts_signinevent;
DROP FUNCTION accounts_keep_event();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
                ('kind', models.CharField(choices=[('signed-in', 'Signed in'), ('recovery-code', 'Signed in with a recovery code'), ('failed', 'Wrong name or password'), ('code-failed', 'Wrong code'), ('locked', 'Locked after wrong tries'), ('released', 'Lock lifted'), ('signed-out', 'Signed out'), ('factor-set', 'Second factor set up'), ('factor-removed', 'Second factor removed'), ('codes-made', 'New recovery codes'), ('password-changed', 'Password changed'), ('reset-asked', 'Asked for a new password by email'), ('password-reset', 'Password set by email')], max_length=20, verbose_name='what')),
                ('name', models.CharField(blank=True, help_text='The user name; empty where nobody has the name that was entered.', max_length=150)),
                ('address', models.GenericIPAddressField(help_text='Where it came from; forgotten before the row is.', null=True)),
                ('by', models.ForeignKey(help_text='Who did it, if not the person.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sign_in_events', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'sign-in event',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['user', '-at'], name='sign_in_event_of_person'), models.Index(fields=['address', '-at'], name='sign_in_event_of_address')],
            },
        ),
        migrations.CreateModel(
            name='KeptForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(help_text="The form's path and query.", max_length=500)),
                ('body', models.TextField(help_text='The names and values, as browsers encode them.')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'address'), name='kept_form_once')],
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
    ]
