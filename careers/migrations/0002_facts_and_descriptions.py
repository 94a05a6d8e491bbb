import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Facts that visitors have seen never change: a correction is another release. What a version of a
# description says never changes either; it may be withdrawn, and users who made it deleted.
FREEZE = """
CREATE FUNCTION careers_refuse_published_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM careers_factrelease
               WHERE id IN (OLD.release_id, NEW.release_id) AND status <> 'draft') THEN
        RAISE EXCEPTION 'published facts cannot be changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER careers_fact_frozen
    BEFORE INSERT OR UPDATE OR DELETE ON careers_occupationfact
    FOR EACH ROW EXECUTE FUNCTION careers_refuse_published_facts();

CREATE FUNCTION careers_refuse_frozen_description() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a description cannot be changed'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER careers_description_frozen
    BEFORE UPDATE OF career_id, language, number, summary, duties, likes, strains, outlook_reason,
        note, created_at, published_at
    ON careers_description FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL AND
        (OLD.career_id, OLD.language, OLD.number, OLD.summary, OLD.duties, OLD.likes, OLD.strains,
         OLD.outlook_reason, OLD.note, OLD.created_at, OLD.published_at) IS DISTINCT FROM
        (NEW.career_id, NEW.language, NEW.number, NEW.summary, NEW.duties, NEW.likes, NEW.strains,
         NEW.outlook_reason, NEW.note, NEW.created_at, NEW.published_at))
    EXECUTE FUNCTION careers_refuse_frozen_description();

-- Whoever changes the address of a career, in whatever way, leaves the old one leading to it. No
-- other career takes that one: links to it would show another career than they were made for.
CREATE FUNCTION careers_keep_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM careers_previousslug
               WHERE slug = NEW.slug AND career_id <> NEW.id) THEN
        RAISE EXCEPTION 'another career had the address % before', NEW.slug
            USING ERRCODE = 'unique_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.slug <> NEW.slug THEN
        DELETE FROM careers_previousslug WHERE slug = NEW.slug;
        INSERT INTO careers_previousslug (slug, career_id) VALUES (OLD.slug, NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER careers_career_slug_kept
    AFTER INSERT OR UPDATE OF slug ON careers_career FOR EACH ROW
    EXECUTE FUNCTION careers_keep_slug();
"""
THAW = """
DROP TRIGGER careers_career_slug_kept ON careers_career;
DROP FUNCTION careers_keep_slug();
DROP TRIGGER careers_description_frozen ON careers_description;
DROP FUNCTION careers_refuse_frozen_description();
DROP TRIGGER careers_fact_frozen ON careers_occupationfact;
DROP FUNCTION careers_refuse_published_facts();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0001_initial'),
        ('imports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='career',
            name='slug',
            field=models.SlugField(help_text="Part of the page's address. The old one leads to a new one.", max_length=80, unique=True),
        ),
        migrations.AddConstraint(
            model_name='career',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ['compare']), _negated=True), name='career_slug_free', violation_error_message='This address is another page of the site. Choose another.'),
        ),
        migrations.AddField(
            model_name='career',
            name='other_names',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, db_default=[], default=list, help_text='Separated by commas: abbreviations and everyday words that people search by.', size=None),
        ),
        migrations.AddField(
            model_name='career',
            name='plural_en',
            field=models.CharField(blank=True, db_default='', help_text='As in “medical office administrators”.', max_length=80, verbose_name='plural'),
        ),
        migrations.AddField(
            model_name='career',
            name='plural_es',
            field=models.CharField(blank=True, db_default='', max_length=80, verbose_name='plural in Spanish'),
        ),
        migrations.CreateModel(
            name='FactRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('released_on', models.DateField(blank=True, help_text='Leave empty where the day is not known.', null=True, verbose_name='released by the source on')),
                ('note', models.CharField(blank=True, help_text='Shown beside the source: what readers should know.', max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('interests', 'Interests'), ('job_zone', 'Preparation'), ('education', 'Education, experience and training that workers report'), ('conditions', 'Work conditions'), ('activities', 'Work activities'), ('skills', 'Skills'), ('knowledge', 'Knowledge'), ('technology', 'Software and tools'), ('titles', 'Other names'), ('related', 'Related occupations'), ('industries', 'Industries'), ('pay_history', 'Pay in earlier years'), ('telework', 'Telework'), ('apprenticeships', 'Apprenticeships'), ('fields', 'Fields of study'), ('ai_tasks', 'AI: tasks that language models could speed up'), ('ai_abilities', 'AI: abilities that it shares'), ('ai_use', 'AI: what an assistant was used for')], max_length=16)),
                ('edition', models.CharField(help_text="The source's own name of the release, as in O*NET 30.2.", max_length=60)),
                ('period', models.DateField(help_text='First day of the month that the facts are for; the newest is shown.')),
                ('source', models.CharField(help_text='Who published it, and in what.', max_length=200)),
                ('source_url', models.URLField(blank=True, verbose_name="source's web address")),
                ('license', models.CharField(blank=True, help_text='As in CC BY 4.0.', max_length=60)),
                ('credit', models.TextField(blank=True, help_text='The sentence that the license wants beside the figures.')),
                ('statistics', models.JSONField(blank=True, default=dict, help_text='Of all occupations together, by the key of a figure: median, sd, lowest, highest, count.')),
                ('file_name', models.CharField(max_length=200)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(blank=True, editable=False, help_text='The release that gave way to it, and returns if it is withdrawn.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='careers.factrelease')),
            ],
            options={
                'verbose_name': 'release of facts',
                'verbose_name_plural': 'releases of facts',
                'ordering': ['kind', '-period', '-pk'],
                'permissions': [('publish_factrelease', 'Can publish and withdraw facts')],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'withdrawn'])), name='factrelease_status_known'),
                    models.CheckConstraint(condition=models.Q(('status', 'draft'), ('published_at__isnull', False), _connector='OR'), name='factrelease_published_when'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='factrelease_withdrawn_when'),
                    models.UniqueConstraint(condition=models.Q(('status', 'published')), fields=('kind', 'period'), name='facts_published_once'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['interests', 'job_zone', 'education', 'conditions', 'activities', 'skills', 'knowledge', 'technology', 'titles', 'related', 'industries', 'pay_history', 'telework', 'apprenticeships', 'fields', 'ai_tasks', 'ai_abilities', 'ai_use'])), name='factrelease_kind_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OccupationFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soc_code', models.CharField(db_index=True, max_length=7, verbose_name='SOC code')),
                ('values', models.JSONField()),
                ('components', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, help_text='Codes of which the values are the mean, where the source has no own ones.', size=None)),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='careers.factrelease')),
            ],
            options={
                'verbose_name': 'facts of an occupation',
                'verbose_name_plural': 'facts of occupations',
                'ordering': ['release', 'soc_code'],
                'constraints': [
                    models.UniqueConstraint(fields=('release', 'soc_code'), name='fact_once'),
                    models.CheckConstraint(condition=models.Q(('soc_code__regex', '^\\d{2}-\\d{4}$')), name='fact_soc_code_form'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PreviousSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('career', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='previous_slugs', to='careers.career')),
            ],
        ),
        migrations.CreateModel(
            name='Description',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=2)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('summary', models.TextField(help_text='One or two sentences: what these people do, for whom or where.', max_length=300)),
                ('duties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), help_text='Four to six, each beginning with a verb: “Check how patients are doing”.', size=None)),
                ('likes', models.TextField(blank=True, help_text='One sentence.', max_length=200, verbose_name='what people like')),
                ('strains', models.TextField(blank=True, help_text='One sentence.', max_length=200, verbose_name='what wears people down')),
                ('outlook_reason', models.TextField(blank=True, help_text='The reason that the projections give, in our own words.', max_length=300, verbose_name='why jobs grow or decline')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('career', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptions', to='careers.career')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['career', 'language', '-number'],
                'permissions': [('publish_description', 'Can publish and withdraw descriptions')],
                'constraints': [models.UniqueConstraint(fields=('career', 'language', 'number'), name='description_number_once'), models.CheckConstraint(condition=models.Q(('language__in', ['en', 'es'])), name='description_language_known')],
            },
        ),
        # Interests are facts of a release now. The version that still runs reads the table, and this
        # one, which no longer knows of it, may delete an occupation that it has a row of.
        migrations.AlterField(
            model_name='occupationinterests',
            name='occupation',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='salaries.occupation'),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name='OccupationInterests')],
        ),
        migrations.AddField(
            model_name='projectionrelease',
            name='replaces',
            field=models.ForeignKey(blank=True, editable=False, help_text='The release that gave way to it, and returns if it is withdrawn.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='careers.projectionrelease'),
        ),
        migrations.CreateModel(
            name='FactImport',
            fields=[
                ('importrun_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='imports.importrun')),
                ('edition', models.CharField(blank=True, help_text='As the editor gave it; empty: as the file says.', max_length=60)),
                ('period', models.DateField(help_text='First day of the month that the facts are for.')),
                ('released_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('bases', models.JSONField(default=dict, help_text='By kind the key of the published release it was compared with.')),
                ('releases', models.ManyToManyField(help_text='The drafts that were made of it.', related_name='imports', to='careers.factrelease')),
            ],
            options={
                'verbose_name': 'import of facts',
                'verbose_name_plural': 'imports of facts',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('period__day', 1)), name='fact_import_period_is_a_month'),
                ],
            },
            bases=('imports.importrun',),
        ),
        migrations.CreateModel(
            name='ProjectionImport',
            fields=[
                ('importrun_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='imports.importrun')),
                ('released_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('base', models.ForeignKey(help_text='The published release it was compared with.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='careers.projectionrelease')),
                ('release', models.ForeignKey(help_text='The draft that was made of it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='careers.projectionrelease')),
            ],
            options={
                'verbose_name': 'import of projections',
                'verbose_name_plural': 'imports of projections',
            },
            bases=('imports.importrun',),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
