import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('imports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StagedWage',
            fields=[
                ('row', models.IntegerField(help_text='In its table of the file, 1 is the head.', primary_key=True, serialize=False)),
                ('area_code', models.CharField(max_length=7)),
                ('soc_code', models.CharField(max_length=7)),
                ('employment', models.IntegerField(null=True)),
                ('employment_rse', models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                ('jobs_per_1000', models.DecimalField(decimal_places=3, max_digits=8, null=True)),
                ('location_quotient', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('mean_rse', models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                ('annual_p10', models.IntegerField(null=True)),
                ('annual_p25', models.IntegerField(null=True)),
                ('annual_median', models.IntegerField(null=True)),
                ('annual_p75', models.IntegerField(null=True)),
                ('annual_p90', models.IntegerField(null=True)),
                ('annual_mean', models.IntegerField(null=True)),
                ('hourly_p10', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('hourly_p25', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('hourly_median', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('hourly_p75', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('hourly_p90', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('hourly_mean', models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ('employment_missing', models.CharField(max_length=11)),
                ('annual_missing', models.CharField(max_length=11)),
                ('hourly_missing', models.CharField(max_length=11)),
            ],
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text="The survey's area code: 06 is California, 99 the nation.", max_length=7, unique=True)),
                ('level', models.CharField(choices=[('nation', 'Nation'), ('state', 'State'), ('territory', 'Territory'), ('metro', 'Metropolitan area'), ('nonmetro', 'Nonmetropolitan area')], max_length=9)),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(help_text="Part of the page's address. Links break when it changes.", max_length=130, unique=True)),
                ('state', models.CharField(help_text='Postal abbreviation of its (first) state; US for the nation.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Two capital letters, as in CA.')])),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['state', 'level'], name='area_state_level')],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['nation', 'state', 'territory', 'metro', 'nonmetro'])), name='area_level_known'), models.CheckConstraint(condition=models.Q(('state__regex', '^[A-Z]{2}$')), name='area_state_form', violation_error_message='Write the state as two capital letters.'), models.UniqueConstraint(condition=models.Q(('level__in', ['nation', 'state', 'territory'])), fields=('state',), name='area_one_per_state', violation_error_message='There is already an area for this state.')],
            },
        ),
        migrations.CreateModel(
            name='Occupation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soc_code', models.CharField(max_length=7, unique=True, validators=[django.core.validators.RegexValidator('^\\d{2}-\\d{4}$', 'Write the SOC code as in 43-6013.')], verbose_name='SOC code')),
                ('title', models.CharField(max_length=120)),
                ('group', models.CharField(choices=[('total', 'All occupations'), ('major', 'Major group'), ('minor', 'Minor group'), ('broad', 'Broad occupation'), ('detailed', 'Detailed occupation')], max_length=8)),
            ],
            options={
                'ordering': ['soc_code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('soc_code__regex', '^\\d{2}-\\d{4}$')), name='occupation_soc_code_form'), models.CheckConstraint(condition=models.Q(('group__in', ['total', 'major', 'minor', 'broad', 'detailed'])), name='occupation_group_known')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.DateField(help_text='First day of the month that the figures are for.')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('source', models.CharField(default='U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics (OEWS)', max_length=160)),
                ('source_url', models.URLField(default='https://www.bls.gov/oes/', verbose_name="source's web address")),
                ('released_on', models.DateField(blank=True, help_text='Leave empty where the day is not known.', null=True, verbose_name='released by the source on')),
                ('annual_top_code', models.PositiveIntegerField(blank=True, help_text='Dollars a year at which the source stops giving exact wages (# in its files).', null=True)),
                ('hourly_top_code', models.DecimalField(blank=True, decimal_places=2, help_text='The same in dollars an hour.', max_digits=7, null=True)),
                ('note', models.CharField(blank=True, help_text='Shown beside the source: what readers should know.', max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(blank=True, help_text='The release of the same month that returns when this one is withdrawn.', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='replaced_by', to='salaries.release')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-period', '-pk'],
                'permissions': [('publish_release', 'Can publish and withdraw releases')],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('status', 'published')), fields=('period',), name='release_one_published_a_month', violation_error_message='A release of this month is published already.'),
                    models.CheckConstraint(condition=models.Q(('period__day', 1)), name='release_period_is_a_month', violation_error_message='Give the first day of the month.'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'withdrawn'])), name='release_status_known'),
                    models.CheckConstraint(condition=models.Q(('status', 'draft'), ('published_at__isnull', False), _connector='OR'), name='release_published_when'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='release_withdrawn_when'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('nation', 'Nation'), ('state', 'State'), ('territory', 'Territory'), ('metro', 'Metropolitan area'), ('nonmetro', 'Nonmetropolitan area')], max_length=9)),
                ('occupation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='coverage', to='salaries.occupation')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverage', to='salaries.release')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('occupation', 'release', 'level'), name='coverage_once'), models.CheckConstraint(condition=models.Q(('level__in', ['nation', 'state', 'territory', 'metro', 'nonmetro'])), name='coverage_level_known')],
            },
        ),
        migrations.CreateModel(
            name='SourceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(db_index=True, help_text='Of the table inside, unpacked: a file zipped anew is still the same file.', max_length=64)),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), help_text='Levels of areas in it.', size=None)),
                ('names', models.JSONField(default=dict, editable=False, help_text='What it calls `areas` and `occupations`, by their codes.')),
                ('rows', models.PositiveIntegerField()),
                ('loaded_at', models.DateTimeField(auto_now_add=True)),
                ('loaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='salaries.release')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('release', 'sha256'), name='source_file_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Wage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employment', models.PositiveIntegerField(blank=True, help_text='Workers.', null=True)),
                ('employment_rse', models.DecimalField(blank=True, decimal_places=1, help_text='Percent.', max_digits=5, null=True, verbose_name='relative standard error of employment')),
                ('jobs_per_1000', models.DecimalField(blank=True, decimal_places=3, max_digits=8, null=True, verbose_name='jobs per 1,000 jobs')),
                ('location_quotient', models.DecimalField(blank=True, decimal_places=2, help_text="The occupation's share of jobs here against the nation's; 1 is the same.", max_digits=7, null=True)),
                ('employment_missing', models.CharField(blank=True, choices=[('', 'Nothing is missing'), ('suppressed', 'Not released by the source (*)'), ('top_coded', "At or above the source's top code (#)"), ('annual_only', 'Released by the year only'), ('hourly_only', 'Released by the hour only'), ('no_estimate', 'No employment estimate (**)'), ('not_bundled', 'Not in the bundled file'), ('removed', 'Removed by an editor')], max_length=11, verbose_name='why employment is missing')),
                ('hourly_mean', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)])),
                ('hourly_p10', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)])),
                ('hourly_p25', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)])),
                ('hourly_median', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)])),
                ('hourly_p75', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)])),
                ('hourly_p90', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(0)])),
                ('hourly_missing', models.CharField(blank=True, choices=[('', 'Nothing is missing'), ('suppressed', 'Not released by the source (*)'), ('top_coded', "At or above the source's top code (#)"), ('annual_only', 'Released by the year only'), ('hourly_only', 'Released by the hour only'), ('no_estimate', 'No employment estimate (**)'), ('not_bundled', 'Not in the bundled file'), ('removed', 'Removed by an editor')], max_length=11, verbose_name='why hourly pay is missing')),
                ('annual_mean', models.PositiveIntegerField(blank=True, null=True)),
                ('annual_p10', models.PositiveIntegerField(blank=True, null=True)),
                ('annual_p25', models.PositiveIntegerField(blank=True, null=True)),
                ('annual_median', models.PositiveIntegerField(blank=True, null=True)),
                ('annual_p75', models.PositiveIntegerField(blank=True, null=True)),
                ('annual_p90', models.PositiveIntegerField(blank=True, null=True)),
                ('annual_missing', models.CharField(blank=True, choices=[('', 'Nothing is missing'), ('suppressed', 'Not released by the source (*)'), ('top_coded', "At or above the source's top code (#)"), ('annual_only', 'Released by the year only'), ('hourly_only', 'Released by the hour only'), ('no_estimate', 'No employment estimate (**)'), ('not_bundled', 'Not in the bundled file'), ('removed', 'Removed by an editor')], max_length=11, verbose_name='why annual pay is missing')),
                ('mean_rse', models.DecimalField(blank=True, decimal_places=1, help_text='Percent.', max_digits=5, null=True, verbose_name='relative standard error of the mean')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('source_figures', models.JSONField(editable=False, help_text='What the source says of the columns that an editor changed.', null=True)),
                ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='wages', to='salaries.area')),
                ('edited_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('occupation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='wages', to='salaries.occupation')),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='wages', to='salaries.release')),
            ],
            options={
                'ordering': ['release', 'occupation', 'area'],
                'indexes': [
                    models.Index(fields=['area', 'release'], name='wage_area_release'),
                    models.Index(condition=models.Q(('edited_by__isnull', False)), fields=['edited_by'], name='wage_edited_by'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('release', 'occupation', 'area'), name='wage_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('employment_missing', ''), ('employment__isnull', False)), models.Q(('employment_missing__in', ['no_estimate', 'not_bundled', 'removed']), models.Q(('employment__isnull', False), _negated=True)), _connector='OR'), name='wage_employment_reason', violation_error_message='Give a reason where one of the employment figures is empty, and only there.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('hourly_missing', ''), ('hourly_mean__isnull', False), ('hourly_p10__isnull', False), ('hourly_p25__isnull', False), ('hourly_median__isnull', False), ('hourly_p75__isnull', False), ('hourly_p90__isnull', False)), models.Q(('hourly_missing__in', ['annual_only', 'not_bundled', 'removed', 'suppressed', 'top_coded']), models.Q(('hourly_mean__isnull', False), ('hourly_p10__isnull', False), ('hourly_p25__isnull', False), ('hourly_median__isnull', False), ('hourly_p75__isnull', False), ('hourly_p90__isnull', False), _negated=True)), _connector='OR'), name='wage_hourly_reason', violation_error_message='Give a reason where one of the hourly figures is empty, and only there.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('annual_missing', ''), ('annual_mean__isnull', False), ('annual_p10__isnull', False), ('annual_p25__isnull', False), ('annual_median__isnull', False), ('annual_p75__isnull', False), ('annual_p90__isnull', False)), models.Q(('annual_missing__in', ['hourly_only', 'not_bundled', 'removed', 'suppressed', 'top_coded']), models.Q(('annual_mean__isnull', False), ('annual_p10__isnull', False), ('annual_p25__isnull', False), ('annual_median__isnull', False), ('annual_p75__isnull', False), ('annual_p90__isnull', False), _negated=True)), _connector='OR'), name='wage_annual_reason', violation_error_message='Give a reason where one of the annual figures is empty, and only there.'),
                    models.CheckConstraint(condition=models.Q(('source_figures__isnull', True), ('edited_at__isnull', False), _connector='OR'), name='wage_edited_knows_source'),
                    models.CheckConstraint(condition=models.Q(('hourly_p10__lte', models.F('hourly_p25')), ('hourly_p10__lte', models.F('hourly_median')), ('hourly_p10__lte', models.F('hourly_p75')), ('hourly_p10__lte', models.F('hourly_p90')), ('hourly_p25__lte', models.F('hourly_median')), ('hourly_p25__lte', models.F('hourly_p75')), ('hourly_p25__lte', models.F('hourly_p90')), ('hourly_median__lte', models.F('hourly_p75')), ('hourly_median__lte', models.F('hourly_p90')), ('hourly_p75__lte', models.F('hourly_p90'))), name='wage_hourly_ascending', violation_error_message='The hourly percentiles must not fall from one to the next.'),
                    models.CheckConstraint(condition=models.Q(('annual_p10__lte', models.F('annual_p25')), ('annual_p10__lte', models.F('annual_median')), ('annual_p10__lte', models.F('annual_p75')), ('annual_p10__lte', models.F('annual_p90')), ('annual_p25__lte', models.F('annual_median')), ('annual_p25__lte', models.F('annual_p75')), ('annual_p25__lte', models.F('annual_p90')), ('annual_median__lte', models.F('annual_p75')), ('annual_median__lte', models.F('annual_p90')), ('annual_p75__lte', models.F('annual_p90'))), name='wage_annual_ascending', violation_error_message='The annual percentiles must not fall from one to the next.'),
                    models.CheckConstraint(condition=models.Q(('hourly_mean__gte', 0), ('hourly_p10__gte', 0), ('hourly_p25__gte', 0), ('hourly_median__gte', 0), ('hourly_p75__gte', 0), ('hourly_p90__gte', 0)), name='wage_hourly_not_negative'),
                    models.CheckConstraint(condition=models.Q(('employment_rse__gte', 0), ('jobs_per_1000__gte', 0), ('location_quotient__gte', 0), ('mean_rse__gte', 0)), name='wage_employment_not_negative'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WageImport',
            fields=[
                ('importrun_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='imports.importrun')),
                ('period', models.DateField(help_text='First day of the month the figures are for; None until it is known.', null=True)),
                ('released_on', models.DateField(blank=True, null=True)),
                ('is_excerpt', models.BooleanField(default=False, help_text='Whether empty cells are figures that the file leaves out.')),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), default=list, help_text='Levels of areas in the file.', size=None)),
                ('base', models.ForeignKey(blank=True, help_text='The published release it was compared with.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='salaries.release')),
                ('release', models.ForeignKey(blank=True, help_text='The draft that was made of it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='salaries.release')),
            ],
            options={
                'verbose_name': 'import',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('period__isnull', True), ('period__day', 1), _connector='OR'), name='wage_import_period_is_a_month'),
                ],
            },
            bases=('imports.importrun',),
        ),
        migrations.CreateModel(
            name='PriceLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('index', models.DecimalField(decimal_places=3, help_text='All items; 100 is the nation.', max_digits=6, validators=[django.core.validators.MinValueValidator(50), django.core.validators.MaxValueValidator(200)])),
                ('loaded_at', models.DateTimeField(auto_now=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='price_levels', to='salaries.area')),
                ('loaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year', 'area'],
                'constraints': [models.UniqueConstraint(fields=('area', 'year'), name='price_level_once'), models.CheckConstraint(condition=models.Q(('index__gte', 50), ('index__lte', 200)), name='price_level_plausible')],
            },
        ),
        migrations.RunSQL(
            # What wages come in is covered; it goes with its release.
            """
            CREATE FUNCTION salaries_cover() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO salaries_coverage (release_id, occupation_id, level)
                SELECT DISTINCT n.release_id, n.occupation_id, a.level
                FROM new_wages n JOIN salaries_area a ON a.id = n.area_id
                ON CONFLICT DO NOTHING;
                RETURN NULL;
            END $$;
            CREATE TRIGGER wages_are_covered AFTER INSERT ON salaries_wage
            REFERENCING NEW TABLE AS new_wages
            FOR EACH STATEMENT EXECUTE FUNCTION salaries_cover();
            """,
            "DROP TRIGGER wages_are_covered ON salaries_wage; DROP FUNCTION salaries_cover",
        ),
        migrations.RunSQL(
            # What a crash may lose need not be written twice; see StagedWage.
            "ALTER TABLE salaries_stagedwage SET UNLOGGED;"
            "ALTER TABLE salaries_stagedwage DROP CONSTRAINT salaries_stagedwage_pkey",
            migrations.RunSQL.noop,
        ),
    ]
