import common.markdown
import django.contrib.postgres.fields
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# What a version says never changes. Its HTML may be rendered again, it may be withdrawn, and users
# who made it may be deleted.
FREEZE = """
CREATE FUNCTION careers_refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a guide cannot be changed'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER careers_guide_version_frozen
    BEFORE UPDATE OF guide_id, number, document, note, created_at, published_at
    ON careers_guideversion FOR EACH ROW
    WHEN ((OLD.guide_id, OLD.number, OLD.document, OLD.note, OLD.created_at, OLD.published_at)
        IS DISTINCT FROM
        (NEW.guide_id, NEW.number, NEW.document, NEW.note, NEW.created_at, NEW.published_at))
    EXECUTE FUNCTION careers_refuse_frozen();

-- The rows of projections that visitors have seen never change: a correction is another release.
CREATE FUNCTION careers_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM careers_projectionrelease
               WHERE id IN (OLD.release_id, NEW.release_id) AND status <> 'draft') THEN
        RAISE EXCEPTION 'published projections cannot be changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER careers_projection_frozen
    BEFORE INSERT OR UPDATE OR DELETE ON careers_projection
    FOR EACH ROW EXECUTE FUNCTION careers_refuse_published();
"""
THAW = """
DROP TRIGGER careers_projection_frozen ON careers_projection;
DROP FUNCTION careers_refuse_published();
DROP TRIGGER careers_guide_version_frozen ON careers_guideversion;
DROP FUNCTION careers_refuse_frozen();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('salaries', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LoadedContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True)),
                ('loaded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'loaded content',
            },
        ),
        migrations.CreateModel(
            name='Career',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text="Part of the page's address. Links break when it changes.", unique=True)),
                ('name_en', models.CharField(help_text='As in a sentence: “medical office administrator”.', max_length=80, verbose_name='name')),
                ('name_es', models.CharField(blank=True, help_text='Empty: the English name is shown.', max_length=80, verbose_name='name in Spanish')),
                ('cip_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^\\d{2}(\\.\\d{2}(\\d{2})?)?$', 'Write the CIP code as in 51.07 or 51.0705.')]), blank=True, default=list, help_text='Separated by commas, as in 51.07, 51.0705. They choose the training programs.', size=None, verbose_name='fields of study (CIP codes)')),
                ('illustration', models.CharField(blank=True, help_text='A file in static/img/careers/. Leave empty for none.', max_length=100)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('occupation', models.ForeignKey(help_text='What its wages are for: search by SOC code or title, as in 43-6013.', on_delete=django.db.models.deletion.PROTECT, related_name='careers', to='salaries.occupation', verbose_name='survey occupation')),
            ],
            options={
                'ordering': ['name_en'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(help_text="The page's path on this site.", max_length=300, verbose_name='page')),
                ('section', models.SlugField(blank=True, help_text='The anchor of the part; empty for the page.', verbose_name='part of the page')),
                ('statement', models.TextField(max_length=4000, verbose_name='what is wrong')),
                ('source_url', models.URLField(blank=True, verbose_name='where it says so')),
                ('email', models.EmailField(blank=True, help_text='Only to answer; erased when the report is closed.', max_length=254, verbose_name='email')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('status', models.CharField(choices=[('open', 'Open'), ('fixed', 'Fixed'), ('declined', 'Checked, nothing to fix')], default='open', max_length=10, verbose_name='status')),
                ('public_note_en', models.TextField(blank=True, help_text='What was fixed, in a sentence. The page “What we corrected” shows it once the status is “Fixed”. Without a note the report is not listed there.', max_length=500, verbose_name='public note')),
                ('public_note_es', models.TextField(blank=True, help_text='Shown on the pages in Spanish; without it, they show the one in English.', max_length=500, verbose_name='public note in Spanish')),
                ('editors_note', models.TextField(blank=True, help_text='For editors only.', verbose_name='editors note')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('assigned_to', models.ForeignKey(blank=True, help_text='Who looks after it.', limit_choices_to={'is_active': True, 'is_staff': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('closed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='CorrectionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='careers.correction')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'answer',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=2)),
                ('title', models.CharField(help_text="The guide's heading: “How to become a …”.", max_length=120)),
                ('summary', models.TextField(help_text='One or two sentences, shown on the home page and to search engines.', max_length=400)),
                ('occupation_includes', models.TextField(blank=True, help_text='What the survey occupation includes, in a sentence or two.')),
                ('occupation_excludes', models.TextField(blank=True, help_text='What it excludes, and where that is counted instead.')),
                ('reviewed_on', models.DateField(help_text='When somebody last compared the guide with its sources. Fixing a comma is no review.')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('handed_over_at', models.DateTimeField(editable=False, null=True)),
                ('handed_over_note', models.CharField(blank=True, editable=False, max_length=300)),
                ('career', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guides', to='careers.career')),
                ('handed_over_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['career__name_en', 'language'],
                'permissions': [('publish_guide', 'Can publish and withdraw guides')],
                'constraints': [
                    models.UniqueConstraint(fields=('career', 'language'), name='guide_once_in_a_language', violation_error_message='This career has a guide in this language.'),
                    models.CheckConstraint(condition=models.Q(('language__in', ['en', 'es'])), name='guide_language_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FitStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('great_fit', models.CharField(help_text='Ends the sentence “A great fit if you …”.', max_length=160)),
                ('maybe_not', models.CharField(help_text='Ends the sentence “Maybe not if you …”.', max_length=160)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fit_statements', to='careers.guide')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Certification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('name', models.CharField(max_length=120)),
                ('abbreviation', models.CharField(max_length=20)),
                ('awarding_body', models.CharField(max_length=120)),
                ('awarding_body_abbreviation', models.CharField(blank=True, max_length=20)),
                ('url', models.URLField(help_text="The awarding body's own page.", verbose_name='web address')),
                ('detail', models.TextField(blank=True, help_text='What it shows an employer, in a sentence.')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certifications', to='careers.guide')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GuideSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('part', models.CharField(choices=[('text', 'Only the text'), ('duties', 'Duties'), ('roadmap', 'Roadmap and certifications'), ('workplaces', 'Workplaces'), ('costs', 'Training costs'), ('skills', 'Skills'), ('outlook', 'National pay and outlook'), ('fit', 'Great fit or maybe not, and the quiz'), ('benefits', 'Benefits and challenges'), ('wages', 'Wages by state'), ('training', 'Start training: find programs'), ('measured', 'What the work is like, measured'), ('corrections', 'Tell us what is wrong')], default='text', max_length=20)),
                ('anchor', models.SlugField(help_text='Part of links to this section. Links break when it changes.')),
                ('heading', models.CharField(max_length=120)),
                ('short_heading', models.CharField(blank=True, help_text='For the table of contents; empty takes the heading.', max_length=40)),
                ('body', models.TextField(blank=True, help_text='Markdown.', validators=[common.markdown.validate_links])),
                ('body_figures', models.CharField(blank=True, help_text='Printed beside it: keys of measured facts; growth (of jobs, as projected); top-pay (what the top 10% earn, and who is left out). Separated by commas.', max_length=120, validators=[django.core.validators.RegexValidator('^[-\\w]+(, ?[-\\w]+)*$', 'Separate the keys by commas.')])),
                ('note', models.TextField(blank=True, help_text='Markdown. A caution or a tip, set apart below the section.', validators=[common.markdown.validate_links])),
                ('note_figures', models.CharField(blank=True, help_text='Printed beside it: keys of measured facts; growth (of jobs, as projected); top-pay (what the top 10% earn, and who is left out). Separated by commas.', max_length=120, validators=[django.core.validators.RegexValidator('^[-\\w]+(, ?[-\\w]+)*$', 'Separate the keys by commas.')])),
                ('is_shown', models.BooleanField(default=True, help_text='Without it versions are published without the section.', verbose_name='shown')),
                ('verified_on', models.DateField(blank=True, help_text='Fixing a comma is no review. Empty: the day of the guide counts.', null=True, verbose_name='compared with its sources on')),
                ('review_every_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1)], verbose_name='to be compared every … months')),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='careers.guide')),
                ('owner', models.ForeignKey(blank=True, help_text='Who compares it with its sources.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('guide', 'anchor'), name='section_anchor_once', violation_error_message='Another section of this guide has this anchor.'),
                    models.CheckConstraint(condition=models.Q(('review_every_months__gte', 1), ('review_every_months__lte', 120)), name='section_review_every', violation_error_message='Give a number of months from 1 to 120.'),
                    models.CheckConstraint(condition=models.Q(('part__in', ['text', 'duties', 'roadmap', 'workplaces', 'costs', 'skills', 'outlook', 'fit', 'benefits', 'wages', 'training', 'measured', 'corrections'])), name='section_part_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GuideVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('document', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('html', models.JSONField(blank=True, default=dict)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, help_text='The hour from which visitors read it. Empty: kept for editors alone.', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='careers.guide')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version of a guide',
                'verbose_name_plural': 'versions of guides',
                'ordering': ['-number'],
                'indexes': [
                    models.Index(condition=models.Q(('published_at__gt', models.F('created_at'))), fields=['published_at'], name='guide_version_scheduled'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('guide', 'number'), name='guide_version_number_once'),
                ],
            },
        ),
        migrations.AddField(
            model_name='correction',
            name='guide_version',
            field=models.ForeignKey(editable=False, help_text='The version of the guide that the reader saw.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='careers.guideversion', verbose_name='guide version'),
        ),
        migrations.CreateModel(
            name='OccupationInterests',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('realistic', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='realistic')),
                ('investigative', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='investigative')),
                ('artistic', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='artistic')),
                ('social', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='social')),
                ('enterprising', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='enterprising')),
                ('conventional', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='conventional')),
                ('source', models.CharField(help_text='Who published the figures, in what, and when.', max_length=200)),
                ('source_url', models.URLField(blank=True, verbose_name="source's web address")),
                ('occupation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='salaries.occupation')),
            ],
            options={
                'verbose_name': 'interests of an occupation',
                'verbose_name_plural': 'interests of an occupation',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('realistic__range', (1, 7))), models.Q(('investigative__range', (1, 7))), models.Q(('artistic__range', (1, 7))), models.Q(('social__range', (1, 7))), models.Q(('enterprising__range', (1, 7))), models.Q(('conventional__range', (1, 7)))), name='occupation_interests_range'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OutsideLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=2000, unique=True, verbose_name='address')),
                ('places', models.TextField(help_text='One place on each line.', verbose_name='where it is used')),
                ('is_good', models.BooleanField(help_text='Empty where the site refuses robots.', null=True, verbose_name='works')),
                ('detail', models.CharField(blank=True, max_length=200, verbose_name='answer')),
                ('checked_at', models.DateTimeField(null=True)),
                ('broken_since', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'link to another site',
                'verbose_name_plural': 'links to other sites',
                'ordering': ['url'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('broken_since__isnull', False), ('is_good', False)), models.Q(('broken_since__isnull', True), ('is_good', True)), models.Q(('broken_since__isnull', True), ('is_good__isnull', True)), _connector='OR'), name='broken_link_since_when')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('kind', models.CharField(choices=[('duty', 'Duty'), ('skill', 'Skill'), ('workplace', 'Workplace'), ('benefit', 'Benefit'), ('challenge', 'Challenge')], max_length=10)),
                ('title', models.CharField(max_length=120)),
                ('detail', models.TextField(blank=True, help_text='A sentence or two.')),
                ('figures', models.CharField(blank=True, help_text='Printed beside it: keys of measured facts; growth (of jobs, as projected); top-pay (what the top 10% earn, and who is left out). Separated by commas.', max_length=120, validators=[django.core.validators.RegexValidator('^[-\\w]+(, ?[-\\w]+)*$', 'Separate the keys by commas.')])),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='careers.guide')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['duty', 'skill', 'workplace', 'benefit', 'challenge'])), name='point_kind_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RelatedOccupation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('soc_code', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^\\d{2}-\\d{4}$', 'Write the SOC code as in 43-6013.')], verbose_name='SOC code')),
                ('relation', models.CharField(choices=[('neighbor', 'Similar work'), ('next', 'Next step up')], default='neighbor', max_length=10)),
                ('difference', models.CharField(help_text='How the work differs, in a few words.', max_length=200)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_occupations', to='careers.guide')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('guide', 'soc_code'), name='related_occupation_once'),
                    models.CheckConstraint(condition=models.Q(('soc_code__regex', '^\\d{2}-\\d{4}$')), name='related_soc_code_form'),
                    models.CheckConstraint(condition=models.Q(('relation__in', ['neighbor', 'next'])), name='relation_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoadmapStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('anchor', models.SlugField(help_text='Part of links to this step. Links break when it changes.')),
                ('title', models.CharField(max_length=80)),
                ('body', models.TextField(help_text='Markdown.', validators=[common.markdown.validate_links])),
                ('duration', models.CharField(blank=True, help_text='As in “6 to 18 months”.', max_length=60)),
                ('subjects', models.TextField(blank=True, help_text='The subjects taught at this step, one on each line.', verbose_name='what you study')),
                ('shows_certifications', models.BooleanField(default=False, help_text="List the career's certifications below this step.")),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roadmap_steps', to='careers.guide')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('guide', 'anchor'), name='roadmap_anchor_once', violation_error_message='Another step of this guide has this anchor.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publisher', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=160)),
                ('period', models.CharField(help_text='What the figures are for: “2024–34”, “2025”.', max_length=40)),
                ('url', models.URLField(blank=True, verbose_name='web address')),
                ('published_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['publisher', 'title', 'period'],
                'constraints': [models.UniqueConstraint(fields=('publisher', 'title', 'period'), name='source_once')],
            },
        ),
        migrations.CreateModel(
            name='MeasuredFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('key', models.SlugField(help_text='A short name that the quiz refers to.')),
                ('statement', models.CharField(help_text='What holds for these workers: “Talk with people … every few minutes”.', max_length=160)),
                ('percent', models.DecimalField(decimal_places=1, help_text='Percent of workers.', max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)])),
                ('comparison_percent', models.DecimalField(blank=True, decimal_places=1, help_text='The same in the comparison group; empty where it was not published.', max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)])),
                ('comparison_group', models.CharField(blank=True, max_length=120)),
                ('meaning', models.CharField(blank=True, help_text='What that means for a day at work.', max_length=200)),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measured_facts', to='careers.guide')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='careers.source')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('guide', 'key'), name='measured_fact_key_once'),
                    models.CheckConstraint(condition=models.Q(('percent__gte', 0), ('percent__lte', 100)), name='measured_fact_percent'),
                    models.CheckConstraint(condition=models.Q(('comparison_percent__isnull', True), models.Q(('comparison_percent__gte', 0), ('comparison_percent__lte', 100)), _connector='OR'), name='measured_fact_comparison'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TrainingCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('program_type', models.CharField(max_length=60)),
                ('credential', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Undergraduate certificate or diploma'), (2, 'Associate degree'), (3, "Bachelor's degree"), (4, 'Post-baccalaureate certificate'), (5, "Master's degree"), (6, 'Doctoral degree'), (7, 'First professional degree'), (8, 'Graduate or professional certificate')], help_text='For the payback of programs with this credential that name no cost.', null=True)),
                ('cost_low', models.PositiveIntegerField(help_text='Dollars for the whole program.')),
                ('cost_high', models.PositiveIntegerField(help_text='Dollars for the whole program.')),
                ('months_low', models.PositiveSmallIntegerField()),
                ('months_high', models.PositiveSmallIntegerField()),
                ('guide', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='training_costs', to='careers.guide')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('cost_low__lte', models.F('cost_high'))), name='training_cost_in_order', violation_error_message='The lower cost is above the higher one.'),
                    models.CheckConstraint(condition=models.Q(('months_low__lte', models.F('months_high'))), name='training_months_in_order', violation_error_message='The shorter time is above the longer one.'),
                    models.CheckConstraint(condition=models.Q(('credential__gte', 1), ('credential__lte', 8)), name='training_cost_credential_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProjectionRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base_year', models.PositiveSmallIntegerField()),
                ('target_year', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('source', models.CharField(default='U.S. Bureau of Labor Statistics, Employment Projections', max_length=160)),
                ('source_url', models.URLField(default='https://www.bls.gov/emp/', verbose_name="source's web address")),
                ('released_on', models.DateField(blank=True, help_text='Leave empty where the day is not known.', null=True, verbose_name='released by the source on')),
                ('note', models.CharField(blank=True, help_text='Shown beside the source: what readers should know.', max_length=300)),
                ('file_name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'release of projections',
                'verbose_name_plural': 'releases of projections',
                'ordering': ['-base_year', '-pk'],
                'permissions': [('publish_projectionrelease', 'Can publish and withdraw projections')],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('status', 'published')), fields=('base_year',), name='projections_published_once'),
                    models.CheckConstraint(condition=models.Q(('target_year__gt', models.F('base_year'))), name='projections_years_in_order'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'withdrawn'])), name='projectionrelease_status_known'),
                    models.CheckConstraint(condition=models.Q(('status', 'draft'), ('published_at__isnull', False), _connector='OR'), name='projectionrelease_published_when'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='projectionrelease_withdrawn_when'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Projection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('soc_code', models.CharField(db_index=True, max_length=7, verbose_name='SOC code')),
                ('is_group', models.BooleanField(help_text='A group of occupations, or all of them.')),
                ('employment', models.PositiveIntegerField(help_text='Jobs in the first year.')),
                ('employment_projected', models.PositiveIntegerField(help_text='Jobs in the last year.')),
                ('growth_percent', models.DecimalField(decimal_places=1, max_digits=5)),
                ('openings_per_year', models.PositiveIntegerField(help_text='Average of the years between.')),
                ('self_employed_percent', models.DecimalField(decimal_places=1, help_text='Percent of jobs in the first year.', max_digits=4, null=True)),
                ('entry_education', models.CharField(blank=True, choices=[('none', 'No formal educational credential'), ('diploma', 'High school diploma or equivalent'), ('some_college', 'Some college, no degree'), ('nondegree', 'Postsecondary nondegree award'), ('associate', "Associate's degree"), ('bachelor', "Bachelor's degree"), ('master', "Master's degree"), ('doctoral', 'Doctoral or professional degree')], max_length=14)),
                ('experience', models.CharField(blank=True, choices=[('none', 'None'), ('under_five', 'Less than 5 years'), ('five', '5 years or more')], max_length=14)),
                ('training', models.CharField(blank=True, choices=[('none', 'None'), ('short', 'Short-term on-the-job training'), ('moderate', 'Moderate-term on-the-job training'), ('long', 'Long-term on-the-job training'), ('internship', 'Internship/residency'), ('apprenticeship', 'Apprenticeship')], max_length=14)),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='projections', to='careers.projectionrelease')),
            ],
            options={
                'ordering': ['release', 'soc_code'],
                'constraints': [
                    models.UniqueConstraint(fields=('release', 'soc_code'), name='projection_of_occupation_once'),
                    models.CheckConstraint(condition=models.Q(('soc_code__regex', '^\\d{2}-\\d{4}$')), name='projection_soc_code_form'),
                    models.CheckConstraint(condition=models.Q(('entry_education__in', ['', 'none', 'diploma', 'some_college', 'nondegree', 'associate', 'bachelor', 'master', 'doctoral'])), name='projection_education_known'),
                    models.CheckConstraint(condition=models.Q(('experience__in', ['', 'none', 'under_five', 'five'])), name='projection_experience_known'),
                    models.CheckConstraint(condition=models.Q(('training__in', ['', 'none', 'short', 'moderate', 'long', 'internship', 'apprenticeship'])), name='projection_training_known'),
                ],
            },
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['status', '-created_at'], name='correction_inbox'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('status', 'fixed')), fields=['-closed_at'], name='correction_public'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'open'), ('email', ''), _connector='OR'), name='closed_correction_has_no_email'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'fixed', 'declined'])), name='correction_status_known'),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
