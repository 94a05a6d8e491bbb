import counselors.codes
import counselors.models.invitations
import counselors.zones
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('careers', '0001_initial'),
        ('quiz', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As in “Period 3, Fall”. Students see it.', max_length=60, verbose_name='name of the group')),
                ('code', models.CharField(default=counselors.codes.generate_code, editable=False, help_text='Part of the group’s link; easy to say aloud.', max_length=10, unique=True)),
                ('naming', models.CharField(choices=[('nickname', 'With a nickname the student chooses'), ('anonymous', 'Without any name')], default='nickname', help_text='How a student’s result comes back to you.', max_length=9, verbose_name='how results come back')),
                ('time_zone', models.CharField(choices=[('America/New_York', 'Eastern time'), ('America/Chicago', 'Central time'), ('America/Denver', 'Mountain time'), ('America/Phoenix', 'Arizona time'), ('America/Los_Angeles', 'Pacific time'), ('America/Anchorage', 'Alaska time'), ('Pacific/Honolulu', 'Hawaii time'), ('America/Puerto_Rico', 'Puerto Rico time'), ('Pacific/Guam', 'Guam time'), ('Pacific/Pago_Pago', 'American Samoa time')], default=counselors.zones.default_time_zone, help_text='Where the days of the group begin and end.', max_length=20, verbose_name='time zone')),
                ('closes_on', models.DateField(help_text='The last day on which students can share a result.', verbose_name='last day')),
                ('keep_months', models.PositiveSmallIntegerField(default=6, help_text='How many months after the closing date the group and its notes are kept.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='months kept')),
                ('deleted_on', models.DateField(db_index=True, editable=False, help_text='The day on which the group is deleted: the closing date plus the months.')),
                ('last_number', models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text='The highest number given to a student of the group.')),
                ('warned_at', models.DateTimeField(blank=True, editable=False, help_text='When its counselor was warned of the deletion.', null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('careers', models.ManyToManyField(help_text='The careers whose quiz students take. With several, each student chooses.', related_name='+', to='careers.career', verbose_name='which quiz')),
                ('counselor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counseling_groups', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('keep_months__gte', 1), ('keep_months__lte', 24)), name='group_kept_for_a_stated_time'),
                    models.CheckConstraint(condition=models.Q(('deleted_on__gt', models.F('closes_on'))), name='group_deleted_after_closing'),
                    models.CheckConstraint(condition=models.Q(('naming__in', ['nickname', 'anonymous'])), name='group_naming_known'),
                    models.CheckConstraint(condition=models.Q(('time_zone__in', ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu', 'America/Puerto_Rico', 'Pacific/Guam', 'Pacific/Pago_Pago'])), name='group_time_zone_known'),
                    models.CheckConstraint(condition=models.Q(('name__regex', '^\\s*$'), _negated=True), name='group_has_a_name'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Colleague',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_counseling_groups', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='colleagues', to='counselors.group')),
            ],
            options={
                'ordering': ['added_at'],
                'constraints': [
                    models.UniqueConstraint(fields=('group', 'user'), name='colleague_once_a_group'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('made', 'made the group'), ('changed', 'changed the group'), ('board', 'opened the board'), ('result', 'opened a result'), ('note', 'wrote a note'), ('status', 'marked a result'), ('booklet', 'opened the booklet'), ('csv', 'downloaded the table'), ('download', 'downloaded the whole group'), ('student', 'downloaded one student’s data'), ('deleted', 'deleted one student’s data'), ('shared', 'shared the group with a colleague'), ('unshared', 'removed a colleague')], max_length=8, verbose_name='action')),
                ('student_number', models.PositiveIntegerField(help_text='Which student of the group, if one: the number on the board.', null=True, verbose_name='student number')),
                ('detail', models.CharField(blank=True, help_text='As in the colleague’s name.', max_length=150, verbose_name='detail')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('user', models.ForeignKey(help_text='Which user it belongs to.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('group', models.ForeignKey(help_text='Which group it belongs to.', on_delete=django.db.models.deletion.CASCADE, related_name='accesses', to='counselors.group', verbose_name='group')),
            ],
            options={
                'verbose_name_plural': 'accesses',
                'ordering': ['-at', '-pk'],
                'indexes': [
                    models.Index(fields=['group', '-at'], name='access_newest_first'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='The person invited, as in “Ms. Ortega”.', max_length=80)),
                ('email', models.EmailField(blank=True, help_text='Without an address, give the person the link yourself.', max_length=254)),
                ('token_hash', models.CharField(editable=False, help_text='SHA-256 of the token in the link.', max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, help_text='When the current link was made.')),
                ('expires_at', models.DateTimeField(default=counselors.models.invitations.invitation_expiry, editable=False)),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='invitation_ends_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(help_text='SHA-256 of the random key in the student’s cookie.', max_length=64, verbose_name='key hash')),
                ('number', models.PositiveIntegerField(blank=True, help_text='The student’s number on the board, given when the result is shared.', null=True, verbose_name='number')),
                ('nickname', models.CharField(blank=True, help_text='The name for the board that the student chose.', max_length=40, verbose_name='nickname')),
                ('status', models.CharField(blank=True, choices=[('', 'Not marked'), ('to_talk', 'To talk'), ('talked', 'Talked')], default='', help_text='Whether a counselor means to talk about it, or did.', max_length=7, verbose_name='status')),
                ('consented_at', models.DateTimeField(auto_now_add=True, help_text='When the student said yes to sharing.', verbose_name='consented at')),
                ('shared_at', models.DateTimeField(blank=True, help_text='When the result came to the board.', null=True, verbose_name='shared at')),
                ('career', models.ForeignKey(help_text='The career whose quiz was chosen.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='careers.career', verbose_name='career')),
                ('group', models.ForeignKey(help_text='With which group’s counselors the result is shared.', on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='counselors.group', verbose_name='group')),
                ('result', models.ForeignKey(blank=True, help_text='The result that is shared, once the quiz is finished.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='quiz.result', verbose_name='result')),
            ],
            options={
                'ordering': ['consented_at', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('group', 'career', 'key_hash'), name='participation_once_a_browser_and_career'),
                    models.UniqueConstraint(fields=('group', 'result'), name='result_shared_once_a_group'),
                    models.UniqueConstraint(fields=('group', 'number'), name='student_number_once_a_group'),
                    models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('result__isnull', True), ('shared_at__isnull', True)), models.Q(('number__isnull', False), ('result__isnull', False), ('shared_at__isnull', False)), _connector='OR'), name='participation_shared_with_a_result'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['', 'to_talk', 'talked'])), name='participation_status_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text='What the counselor noted.', max_length=4000, verbose_name='text')),
                ('updated_at', models.DateTimeField(auto_now=True, help_text='When it was last changed.', verbose_name='updated at')),
                ('author', models.ForeignKey(help_text='Which counselor wrote it; nobody else sees it.', on_delete=django.db.models.deletion.CASCADE, related_name='counseling_notes', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('participation', models.ForeignKey(help_text='Which participation it belongs to.', on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='counselors.participation', verbose_name='participation')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('participation', 'author'), name='note_once_a_counselor'),
                ],
            },
        ),
    ]
