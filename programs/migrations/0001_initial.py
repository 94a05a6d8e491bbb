import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import programs.models.position
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('imports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateExtension("cube"),
        migrations.CreateModel(
            name='Dataset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('compiled', 'College Scorecard, compiled for one field of study'), ('field-of-study', 'College Scorecard, field of study'), ('institution', 'College Scorecard, institution'), ('directory', 'IPEDS institution directory (HD)')], max_length=20)),
                ('title', models.CharField(help_text='As readers see it: “College Scorecard, field of study”.', max_length=160)),
                ('publisher', models.CharField(max_length=120)),
                ('published_on', models.DateField(help_text='The day on which the publisher released the file.')),
                ('url', models.URLField(blank=True, verbose_name='web address')),
                ('credit', models.CharField(blank=True, help_text='Who compiled it and under which license, if anyone.', max_length=200)),
                ('credit_url', models.URLField(blank=True, verbose_name="license's web address")),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the table')),
                ('imported_at', models.DateTimeField(auto_now_add=True, verbose_name='published here at')),
                ('imported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'published file',
                'ordering': ['-imported_at', '-pk'],
                'permissions': [('publish_dataset', 'Can publish a file of programs or institutions')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['compiled', 'field-of-study', 'institution', 'directory'])), name='dataset_kind_known'),
                    models.CheckConstraint(condition=models.Q(('withdrawn_by__isnull', True), ('withdrawn_at__isnull', False), _connector='OR'), name='dataset_withdrawn_when'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FieldOfStudy',
            fields=[
                ('code', models.CharField(max_length=7, primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('^\\d{2}\\.\\d{2}(\\d{2})?$', 'Write the CIP code as in 51.07 or 51.0705.')], verbose_name='CIP code')),
                ('name', models.CharField(max_length=160)),
            ],
            options={
                'verbose_name_plural': 'fields of study',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{2}\\.\\d{2}(\\d{2})?$')), name='field_code_form')],
            },
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unitid', models.PositiveIntegerField(blank=True, help_text='The federal number of the institution. Empty for one that has none.', null=True, unique=True, verbose_name='UNITID')),
                ('opeid', models.CharField(blank=True, help_text='The number under which federal aid is paid. Campuses may share one.', max_length=8, validators=[django.core.validators.RegexValidator('^\\d{6}(\\d{2})?$', 'An OPE ID has six or eight digits.')], verbose_name='OPE ID')),
                ('name', models.CharField(max_length=160)),
                ('slug', models.SlugField(help_text="Part of the page's address. Links break when it changes.", max_length=120, unique=True)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(blank=True, choices=[('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VA', 'Virginia'), ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming'), ('AS', 'American Samoa'), ('FM', 'Federated States of Micronesia'), ('GU', 'Guam'), ('MH', 'Marshall Islands'), ('MP', 'Northern Mariana Islands'), ('PW', 'Palau'), ('PR', 'Puerto Rico'), ('VI', 'U.S. Virgin Islands')], max_length=2)),
                ('zip_code', models.CharField(blank=True, max_length=10, validators=[django.core.validators.RegexValidator('^\\d{5}(-\\d{4})?$', 'Write the ZIP code as in 98101 or 98101-1234.')], verbose_name='ZIP code')),
                ('latitude', models.FloatField(blank=True, help_text='Decimal degrees, north positive.', null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)])),
                ('longitude', models.FloatField(blank=True, help_text='Decimal degrees, west negative.', null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)])),
                ('position', models.GeneratedField(db_persist=True, expression=programs.models.position.Cube(programs.models.position.Cube(programs.models.position.Cube(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(6368000.0), '*', django.db.models.functions.math.Cos(django.db.models.functions.math.Radians('latitude'))), '*', django.db.models.functions.math.Cos(django.db.models.functions.math.Radians('longitude')))), django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(6368000.0), '*', django.db.models.functions.math.Cos(django.db.models.functions.math.Radians('latitude'))), '*', django.db.models.functions.math.Sin(django.db.models.functions.math.Radians('longitude')))), django.db.models.expressions.CombinedExpression(models.Value(6368000.0), '*', django.db.models.functions.math.Sin(django.db.models.functions.math.Radians('latitude')))), output_field=programs.models.position.CubeField())),
                ('website', models.URLField(blank=True)),
                ('control', models.CharField(blank=True, choices=[('public', 'Public'), ('nonprofit', 'Private, nonprofit'), ('for-profit', 'Private, for-profit'), ('', 'Not reported')], max_length=10)),
                ('level', models.CharField(blank=True, choices=[('4', '4-year'), ('2', '2-year'), ('1', 'less than 2-year'), ('', 'Not reported')], max_length=1)),
                ('accreditor', models.CharField(blank=True, max_length=160)),
                ('is_distance_only', models.BooleanField(default=False, verbose_name='teaches only at a distance')),
                ('is_closed', models.BooleanField(default=False, verbose_name='closed')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('overridden', models.JSONField(blank=True, default=dict, editable=False, help_text='The columns that an editor corrected, with what the latest file says of each.')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('directory', models.ForeignKey(blank=True, help_text='The file that its address is from.', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='programs.dataset')),
                ('source', models.ForeignKey(blank=True, help_text="The file that listed it first; empty for an editor's own entry.", null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='programs.dataset')),
            ],
            options={
                'ordering': ['name', 'state', 'city'],
                'indexes': [
                    models.Index(fields=['state', 'name'], name='institution_state_name'),
                    models.Index(fields=['opeid'], name='institution_opeid', opclasses=['varchar_pattern_ops']),
                    django.contrib.postgres.indexes.GistIndex(fields=['position'], name='institution_position'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='institution_coordinates_both', violation_error_message='Latitude and longitude come together, in degrees.'),
                    models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('is_closed', True), _connector='OR'), name='institution_closed_before_dated', violation_error_message='An institution with a closing date is closed.'),
                    models.CheckConstraint(condition=models.Q(('control__in', ['public', 'nonprofit', 'for-profit', ''])), name='institution_control_known'),
                    models.CheckConstraint(condition=models.Q(('level__in', ['4', '2', '1', ''])), name='institution_level_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('credential', models.PositiveSmallIntegerField(choices=[(1, 'Undergraduate certificate or diploma'), (2, 'Associate degree'), (3, "Bachelor's degree"), (4, 'Post-baccalaureate certificate'), (5, "Master's degree"), (6, 'Doctoral degree'), (7, 'First professional degree'), (8, 'Graduate or professional certificate')])),
                ('title', models.CharField(blank=True, help_text="The program's own name, where it has one; empty shows the field of study.", max_length=160)),
                ('delivery', models.CharField(blank=True, choices=[('campus', 'On campus'), ('hybrid', 'Partly online'), ('online', 'Online'), ('', 'Not reported')], max_length=10)),
                ('months_low', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='months, from')),
                ('months_high', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='months, to')),
                ('cost_low', models.PositiveIntegerField(blank=True, help_text='Dollars for the whole program.', null=True, verbose_name='cost, from')),
                ('cost_high', models.PositiveIntegerField(blank=True, help_text='Dollars for the whole program.', null=True, verbose_name='cost, to')),
                ('has_externship', models.BooleanField(blank=True, null=True, verbose_name='externship')),
                ('certifications', models.CharField(blank=True, help_text='As in “CMAA, CPC”.', max_length=200, verbose_name='certifications prepared for')),
                ('details_from', models.CharField(blank=True, help_text="Where you read cost, length and the rest: a web address or a catalog's name.", max_length=300, verbose_name='details read at')),
                ('details_on', models.DateField(blank=True, null=True, verbose_name='details read on')),
                ('completers', models.PositiveIntegerField(blank=True, help_text='People who finished it in the year counted.', null=True)),
                ('completers_missing', models.CharField(blank=True, choices=[('', 'The figure is there'), ('suppressed', 'Suppressed for privacy'), ('not-reported', 'Not reported')], max_length=12, verbose_name='if there are none, why')),
                ('earnings', models.PositiveIntegerField(blank=True, help_text='Median a year, in dollars, four years after completion, of those at work.', null=True)),
                ('earnings_missing', models.CharField(blank=True, choices=[('', 'The figure is there'), ('suppressed', 'Suppressed for privacy'), ('not-reported', 'Not reported')], max_length=12, verbose_name='if there are none, why')),
                ('debt', models.PositiveIntegerField(blank=True, help_text='Median federal debt at completion, in dollars.', null=True)),
                ('debt_missing', models.CharField(blank=True, choices=[('', 'The figure is there'), ('suppressed', 'Suppressed for privacy'), ('not-reported', 'Not reported')], max_length=12, verbose_name='if it is not there, why')),
                ('high_school_earnings', models.PositiveIntegerField(blank=True, help_text="In the institution's state, a year, in dollars.", null=True, verbose_name='typical earnings with a high school diploma')),
                ('is_current', models.BooleanField(default=True, help_text='Only listed programs are found by visitors.', verbose_name='listed')),
                ('overridden', models.JSONField(blank=True, default=dict, editable=False, help_text='The columns that an editor corrected, with what the latest file says of each.')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='programs', to='programs.fieldofstudy', verbose_name='field of study')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='programs', to='programs.institution')),
                ('source', models.ForeignKey(blank=True, help_text="The file that its figures are from; empty for an editor's own entry.", null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='programs', to='programs.dataset')),
            ],
            options={
                'ordering': ['institution', 'field', 'credential', 'title'],
                'indexes': [
                    models.Index(models.F('field'), models.OrderBy(models.F('completers'), descending=True, nulls_last=True), condition=models.Q(('is_current', True)), name='program_by_completers'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('source__isnull', False)), fields=('institution', 'field', 'credential'), name='imported_program_once', violation_error_message='This program is imported already.'),
                    models.UniqueConstraint(condition=models.Q(('source__isnull', True)), fields=('institution', 'field', 'credential', 'title'), name='own_program_once', violation_error_message='This institution has such a program already; give this one a name of its own.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('cost_high__isnull', True), ('cost_low__isnull', True)), ('cost_low__lte', models.F('cost_high')), _connector='OR'), name='program_cost_in_order', violation_error_message='Give both costs, the lower one first.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('months_high__isnull', True), ('months_low__isnull', True)), ('months_low__lte', models.F('months_high')), _connector='OR'), name='program_months_in_order', violation_error_message='Give both lengths, the shorter one first.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('certifications', ''), ('cost_low', None), ('has_externship', None), ('months_low', None)), models.Q(('details_on__isnull', False), models.Q(('details_from', ''), _negated=True)), _connector='OR'), name='program_details_dated', violation_error_message='Say where you read the details, and when.'),
                    models.CheckConstraint(condition=models.Q(('credential__range', (1, 8))), name='program_credential_known'),
                    models.CheckConstraint(condition=models.Q(('delivery__in', ['campus', 'hybrid', 'online', ''])), name='program_delivery_known'),
                    models.CheckConstraint(condition=models.Q(('completers_missing__in', ['', 'suppressed', 'not-reported']), ('earnings_missing__in', ['', 'suppressed', 'not-reported']), ('debt_missing__in', ['', 'suppressed', 'not-reported'])), name='program_reasons_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('completers__isnull', False), ('completers_missing', '')), models.Q(('completers__isnull', True), models.Q(('completers_missing', ''), _negated=True)), _connector='OR'), name='program_completers_or_reason', violation_error_message='Give the completers or the reason why there is none.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('earnings__isnull', False), ('earnings_missing', '')), models.Q(('earnings__isnull', True), models.Q(('earnings_missing', ''), _negated=True)), _connector='OR'), name='program_earnings_or_reason', violation_error_message='Give the earnings or the reason why there is none.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('debt__isnull', False), ('debt_missing', '')), models.Q(('debt__isnull', True), models.Q(('debt_missing', ''), _negated=True)), _connector='OR'), name='program_debt_or_reason', violation_error_message='Give the debt or the reason why there is none.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProgramImport',
            fields=[
                ('importrun_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='imports.importrun')),
                ('published_on', models.DateField(help_text='The day on which the publisher released the file.')),
                ('credit', models.CharField(blank=True, help_text='Who compiled it and under which license, if anyone.', max_length=200)),
                ('credit_url', models.URLField(blank=True, verbose_name="license's web address")),
                ('layout', models.CharField(blank=True, choices=[('compiled', 'College Scorecard, compiled for one field of study'), ('field-of-study', 'College Scorecard, field of study'), ('institution', 'College Scorecard, institution'), ('directory', 'IPEDS institution directory (HD)')], help_text='Empty until the file is read.', max_length=20)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, help_text='Ours that the file has.', size=None)),
                ('dataset', models.OneToOneField(blank=True, help_text='What it was published as.', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='run', to='programs.dataset')),
            ],
            options={
                'verbose_name': 'import',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('layout__in', ['', 'compiled', 'field-of-study', 'institution', 'directory'])), name='program_import_layout_known'),
                ],
            },
            bases=('imports.importrun',),
        ),
        migrations.CreateModel(
            name='StagedInstitution',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('row_number', models.PositiveIntegerField()),
                ('unitid', models.PositiveIntegerField()),
                ('opeid', models.CharField(max_length=8, null=True)),
                ('name', models.CharField(max_length=160, null=True)),
                ('slug', models.CharField(max_length=120, null=True)),
                ('city', models.CharField(max_length=80, null=True)),
                ('state', models.CharField(max_length=2, null=True)),
                ('zip_code', models.CharField(max_length=10, null=True)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('website', models.CharField(max_length=200, null=True)),
                ('control', models.CharField(max_length=10, null=True)),
                ('level', models.CharField(max_length=1, null=True)),
                ('accreditor', models.CharField(max_length=160, null=True)),
                ('is_distance_only', models.BooleanField(null=True)),
                ('is_closed', models.BooleanField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.programimport')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('run', 'unitid'), name='staged_institution_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StagedProgram',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('row_number', models.PositiveIntegerField()),
                ('unitid', models.PositiveIntegerField()),
                ('field_code', models.CharField(max_length=7)),
                ('field_name', models.CharField(max_length=160)),
                ('credential', models.PositiveSmallIntegerField()),
                ('completers', models.PositiveIntegerField(null=True)),
                ('completers_missing', models.CharField(max_length=12)),
                ('earnings', models.PositiveIntegerField(null=True)),
                ('earnings_missing', models.CharField(max_length=12)),
                ('debt', models.PositiveIntegerField(null=True)),
                ('debt_missing', models.CharField(max_length=12)),
                ('high_school_earnings', models.PositiveIntegerField(null=True)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.programimport')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('run', 'unitid', 'field_code', 'credential'), name='staged_program_once'),
                ],
            },
        ),
    ]
