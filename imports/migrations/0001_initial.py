import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(editable=False, max_length=20)),
                ('file_name', models.CharField(max_length=200)),
                ('path', models.CharField(help_text='Where the file is until it is imported.', max_length=400)),
                ('size', models.PositiveBigIntegerField(help_text='Bytes.')),
                ('sha256', models.CharField(blank=True, db_index=True, help_text='Of the tables inside, decompressed.', max_length=64)),
                ('even_if_known', models.BooleanField(default=False, help_text='Load the file although it was loaded before.')),
                ('state', models.CharField(choices=[('queued', 'Waiting for its turn'), ('reading', 'Reading and staging'), ('checking', 'Checking'), ('comparing', 'Comparing with what is published'), ('building', 'Building the draft'), ('ready', 'Ready to look at'), ('blocked', 'Cannot be published'), ('failed', 'Failed'), ('cancelled', 'Cancelled'), ('published', 'Published'), ('discarded', 'Discarded')], default='queued', max_length=10)),
                ('percent', models.PositiveSmallIntegerField(default=0, help_text='Of the current step.')),
                ('message', models.TextField(blank=True, help_text='What went wrong, and where in the file.')),
                ('cancel_requested', models.BooleanField(default=False)),
                ('rows_read', models.PositiveIntegerField(default=0)),
                ('rows_staged', models.PositiveIntegerField(default=0)),
                ('rows_left_out', models.PositiveIntegerField(default=0, help_text='Rows that are of no concern here, as those of a single industry.')),
                ('counts', models.JSONField(default=dict, help_text='Rows by how they differ.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(blank=True, help_text='When a worker took it; it may still wait for another.', null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('percent__gte', 0), ('percent__lte', 100)), name='import_percent'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'reading', 'checking', 'comparing', 'building', 'ready', 'blocked', 'failed', 'cancelled', 'published', 'discarded'])), name='import_state_known'),
                    models.CheckConstraint(condition=models.Q(('kind', ''), _negated=True), name='import_has_a_kind'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='One of those that the kind of file has.', max_length=20)),
                ('severity', models.CharField(choices=[('block', 'Forbids publishing'), ('ask', 'Asks for a second yes'), ('look', 'Look at it'), ('note', 'For your information')], max_length=5)),
                ('row', models.PositiveIntegerField(help_text='In the file, 1 is the header.', null=True)),
                ('place', models.CharField(blank=True, help_text='An area or an institution.', max_length=160)),
                ('subject', models.CharField(blank=True, help_text='What the row is about.', max_length=160)),
                ('column', models.CharField(blank=True, max_length=30)),
                ('before', models.CharField(blank=True, max_length=200)),
                ('after', models.CharField(blank=True, max_length=200)),
                ('change', models.DecimalField(decimal_places=1, help_text='Of a figure, in percent.', max_digits=9, null=True)),
                ('message', models.TextField(blank=True, help_text='A whole sentence, where cells do not do.')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='imports.importrun')),
            ],
            options={
                'verbose_name': 'finding',
                'ordering': ['pk'],
                'indexes': [
                    models.Index(fields=['run', 'kind', 'id'], name='finding_run_kind'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('severity__in', ['block', 'ask', 'look', 'note'])), name='finding_severity_known'),
                ],
            },
        ),
    ]
