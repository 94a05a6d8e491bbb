import common.markdown
import django.core.validators
import django.db.models.deletion
import quiz.models.attempts
import quiz.models.desk
import quiz.models.results
from django.db import migrations, models

# The database itself refuses to change a published quiz version: results refer to it.
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
CREATE TRIGGER quiz_translation_frozen BEFORE INSERT OR UPDATE ON quiz_quiztranslation
    FOR EACH ROW EXECUTE FUNCTION quiz_refuse_part_of_frozen();
"""

THAW = """
DROP TRIGGER quiz_translation_frozen ON quiz_quiztranslation;
DROP TRIGGER quiz_condition_frozen ON quiz_condition;
DROP TRIGGER quiz_band_frozen ON quiz_band;
DROP TRIGGER quiz_statement_frozen ON quiz_statement;
DROP TRIGGER quiz_trait_frozen ON quiz_trait;
DROP TRIGGER quiz_version_frozen ON quiz_quizversion;
DROP FUNCTION quiz_refuse_part_of_frozen();
DROP FUNCTION quiz_refuse_frozen();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('careers', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('career', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='quiz', to='careers.career')),
            ],
            options={
                'verbose_name_plural': 'quizzes',
                'ordering': ['career__name_en'],
            },
        ),
        migrations.CreateModel(
            name='QuizVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', editable=False, max_length=10)),
                ('title', models.CharField(help_text="The heading of the quiz's page.", max_length=120)),
                ('introduction', models.TextField(help_text='Markdown. What the quiz asks and what it is good for.', max_length=1000, validators=[common.markdown.validate_links])),
                ('note', models.CharField(blank=True, help_text='For editors: what is new in this version.', max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='quiz.quiz')),
            ],
            options={
                'verbose_name': 'quiz version',
                'ordering': ['quiz', '-number'],
                'permissions': [('publish_quizversion', 'Can publish quiz versions')],
                'constraints': [
                    models.UniqueConstraint(fields=('quiz', 'number'), name='quiz_version_number_once'),
                    models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('quiz',), name='quiz_one_draft', violation_error_message='This quiz has a draft already. Edit that one.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('status', 'draft')), models.Q(('published_at__isnull', False), ('status', 'published')), _connector='OR'), name='quiz_version_published_has_date'),
                ],
            },
        ),
        migrations.CreateModel(
            name='QuizTranslation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('texts', models.JSONField(default=dict, help_text='The English text and its translation at each place (translations.py).')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='quiz.quizversion')),
            ],
            options={
                'ordering': ['language'],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'language'), name='quiz_translation_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide_part', models.CharField(choices=[('duties', 'Duties'), ('roadmap', 'Roadmap and certifications'), ('costs', 'Training costs'), ('workplaces', 'Workplaces'), ('skills', 'Skills'), ('fit', 'Great fit or maybe not'), ('benefits', 'Benefits and challenges'), ('measured', 'What the work is like, measured')], help_text='Where the guide describes it. The result links there.', max_length=20, verbose_name='part of the guide')),
                ('measured_fact', models.SlugField(blank=True, help_text="Key of one of the career's measured facts, for the part “measured”; else empty.", verbose_name='measured fact')),
                ('fact_text', models.TextField(blank=True, help_text='The fact in a sentence. For a measured fact leave it empty: publishing writes it from the figure.', max_length=400, verbose_name='fact')),
                ('fact_source', models.CharField(blank=True, help_text="Empty for the guide's own words; publishing fills it for a measured fact.", max_length=300, verbose_name='source of the fact')),
                ('key', models.SlugField(help_text='A short name that results refer to.', max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('question', models.CharField(help_text='Answered with yes or no.', max_length=240)),
                ('conflict_when', models.CharField(choices=[('yes', 'Yes'), ('no', 'No')], help_text='The answer that does.', max_length=3, verbose_name='rules it out')),
                ('conflict_text', models.TextField(help_text='What that answer means, and what the visitor can do.', max_length=600)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='quiz.quizversion')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'key'), name='condition_key_once', violation_error_message='This key is used twice in this version.'),
                    models.CheckConstraint(condition=models.Q(('guide_part__in', ['duties', 'roadmap', 'costs', 'workplaces', 'skills', 'fit', 'benefits', 'measured'])), name='condition_guide_part_known'),
                    models.CheckConstraint(condition=models.Q(('conflict_when__in', ['yes', 'no'])), name='condition_answer_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Band',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='A short name that results refer to.', max_length=40)),
                ('threshold', models.PositiveSmallIntegerField(help_text='Lowest fit, 0 to 100, that belongs to this band. The lowest band starts at 0.', validators=[django.core.validators.MaxValueValidator(100)])),
                ('label', models.CharField(help_text='As in “A great fit”.', max_length=60)),
                ('text', models.TextField(help_text='What it means, in two or three sentences.', max_length=600)),
                ('tone', models.CharField(choices=[('great', 'Great'), ('fair', 'Fair'), ('poor', 'Poor')], max_length=10)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='quiz.quizversion')),
            ],
            options={
                'ordering': ['-threshold'],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'key'), name='band_key_once', violation_error_message='This key is used twice in this version.'),
                    models.UniqueConstraint(fields=('version', 'threshold'), name='band_threshold_once', violation_error_message='Another band of this version starts there.'),
                    models.CheckConstraint(condition=models.Q(('threshold__lte', 100)), name='band_threshold'),
                    models.CheckConstraint(condition=models.Q(('tone__in', ['great', 'fair', 'poor'])), name='band_tone_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(help_text="SHA-256 of the random key in the visitor's cookie.", max_length=64, unique=True, verbose_name='key hash')),
                ('form', models.CharField(choices=[('full', 'Full form'), ('short', 'Short form')], default='full', help_text='Whether the full or the short form is being answered.', max_length=5, verbose_name='form')),
                ('answers', models.JSONField(blank=True, default=dict, help_text='The answers given so far, 1 to 5 for each statement, or 0 for “I don’t know yet”.', verbose_name='answers')),
                ('wage_release', models.CharField(blank=True, help_text='The newest release of wages when the quiz was started.', max_length=7, verbose_name='wage release')),
                ('created_at', models.DateTimeField(auto_now_add=True, help_text='When the quiz was started.', verbose_name='created at')),
                ('expires_at', models.DateTimeField(db_index=True, default=quiz.models.attempts.attempt_expiry, help_text='When these answers are deleted.', verbose_name='expires at')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='quiz.quizversion', verbose_name='version')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('form__in', ['full', 'short'])), name='attempt_form_known'),
                    models.CheckConstraint(condition=models.Q(models.Func(models.F('answers'), models.Value('strict $.* ? (@.type() != "number" || @ < 0 || @ > 5 || @ != @.floor())'), function='jsonb_path_exists', output_field=models.BooleanField()), _negated=True), name='attempt_answers_possible'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(help_text='SHA-256 of the code in the link for reading.', max_length=64, unique=True, verbose_name='token hash')),
                ('owner_hash', models.CharField(help_text="SHA-256 of the owner's code.", max_length=64, unique=True, verbose_name='owner hash')),
                ('share_number', models.PositiveIntegerField(default=1, help_text='How many links for reading were made; older ones no longer open.', verbose_name='share number')),
                ('form', models.CharField(choices=[('full', 'Full form'), ('short', 'Short form')], help_text='Whether the full or short form was answered.', max_length=5, verbose_name='form')),
                ('answers', models.JSONField(help_text='The answers, 1 to 5 for each statement, or 0 for “I don’t know yet”.', verbose_name='answers')),
                ('conditions', models.JSONField(blank=True, default=dict, help_text='The answers to the yes-or-no questions.', verbose_name='conditions')),
                ('interests', models.JSONField(blank=True, default=dict, help_text='The answers about interests, 1 to 5, if given.', verbose_name='interests')),
                ('area_code', models.CharField(blank=True, help_text='The state that was chosen for its wages, if any.', max_length=7, verbose_name='area code')),
                ('wage_release', models.CharField(blank=True, help_text='The release of wages that the result first showed.', max_length=7, verbose_name='wage release')),
                ('budget', models.PositiveIntegerField(blank=True, help_text='What training may cost, in dollars, if the owner said so.', null=True, verbose_name='budget')),
                ('months', models.PositiveSmallIntegerField(blank=True, help_text='How many months training may take, if the owner said so.', null=True, verbose_name='months')),
                ('delivery', models.CharField(blank=True, choices=[('online', 'Online'), ('hybrid', 'Partly online'), ('campus', 'On campus')], help_text='Online or in person, if said.', max_length=10, verbose_name='delivery')),
                ('metro_code', models.CharField(blank=True, help_text='The metropolitan area chosen for its wages, if any.', max_length=7, verbose_name='metro code')),
                ('nickname', models.CharField(blank=True, help_text='A name for the result that its owner gave it, if any.', max_length=40, verbose_name='nickname')),
                ('created_at', models.DateTimeField(auto_now_add=True, help_text='When the quiz was finished.', verbose_name='created at')),
                ('expires_at', models.DateTimeField(db_index=True, default=quiz.models.results.result_expiry, help_text='When the result is deleted.', verbose_name='expires at')),
                ('version', models.ForeignKey(help_text='Which quiz was answered.', on_delete=django.db.models.deletion.PROTECT, related_name='results', to='quiz.quizversion', verbose_name='version')),
                ('guide_version', models.ForeignKey(editable=False, help_text='The version of the guide that was published when the quiz was finished.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='careers.guideversion', verbose_name='guide version')),
            ],
            options={
                'verbose_name': 'result',
                'ordering': ['-created_at'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='result_expires_after_creation'),
                    models.CheckConstraint(condition=models.Q(('form__in', ['full', 'short'])), name='result_form_known'),
                    models.CheckConstraint(condition=models.Q(models.Func(models.F('answers'), models.Value('strict $.* ? (@.type() != "number" || @ < 0 || @ > 5 || @ != @.floor())'), function='jsonb_path_exists', output_field=models.BooleanField()), _negated=True), name='result_answers_possible'),
                    models.CheckConstraint(condition=models.Q(('delivery__in', ['', 'online', 'hybrid', 'campus'])), name='result_delivery_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DeskLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(help_text='Keyed hash of the spoken code until it is used; then empty.', max_length=64, null=True, unique=True, verbose_name='code hash')),
                ('token_hash', models.CharField(help_text='SHA-256 of the code in the short-lived link that it opened, once used.', max_length=64, null=True, unique=True, verbose_name='token hash')),
                ('expires_at', models.DateTimeField(db_index=True, default=quiz.models.desk.desk_expiry, help_text='When the code or the link ends: an hour.', verbose_name='expires at')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desk_links', to='quiz.result', verbose_name='result')),
            ],
            options={
                'verbose_name': 'spoken code',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('code_hash__isnull', False), ('token_hash__isnull', True)), models.Q(('code_hash__isnull', True), ('token_hash__isnull', False)), _connector='OR'), name='desk_link_code_or_token'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Trait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide_part', models.CharField(choices=[('duties', 'Duties'), ('roadmap', 'Roadmap and certifications'), ('costs', 'Training costs'), ('workplaces', 'Workplaces'), ('skills', 'Skills'), ('fit', 'Great fit or maybe not'), ('benefits', 'Benefits and challenges'), ('measured', 'What the work is like, measured')], help_text='Where the guide describes it. The result links there.', max_length=20, verbose_name='part of the guide')),
                ('key', models.SlugField(help_text='A short name that results refer to.', max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower comes first.')),
                ('name', models.CharField(help_text='As in “Working with people”.', max_length=80)),
                ('description', models.CharField(help_text='What the work asks, in a sentence.', max_length=300)),
                ('weight', models.PositiveSmallIntegerField(help_text='Percent of the fit. The weights of all traits add up to 100.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)])),
                ('is_core', models.BooleanField(default=False, help_text='While it is low, the result is not in the top band, whatever the other answers are. If no trait is marked, those with at least an equal share of the weight count as core (20 percent of five traits).', verbose_name='core of the work')),
                ('high_text', models.TextField(help_text='For a visitor with a high score.', max_length=600)),
                ('middle_text', models.TextField(help_text='For a score in the middle.', max_length=600)),
                ('low_text', models.TextField(help_text='For a visitor with a low score.', max_length=600)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='quiz.quizversion')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'key'), name='trait_key_once', violation_error_message='This key is used twice in this version.'),
                    models.CheckConstraint(condition=models.Q(('guide_part__in', ['duties', 'roadmap', 'costs', 'workplaces', 'skills', 'fit', 'benefits', 'measured'])), name='trait_guide_part_known'),
                    models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 100)), name='trait_weight_percent'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide_part', models.CharField(choices=[('duties', 'Duties'), ('roadmap', 'Roadmap and certifications'), ('costs', 'Training costs'), ('workplaces', 'Workplaces'), ('skills', 'Skills'), ('fit', 'Great fit or maybe not'), ('benefits', 'Benefits and challenges'), ('measured', 'What the work is like, measured')], help_text='Where the guide describes it. The result links there.', max_length=20, verbose_name='part of the guide')),
                ('measured_fact', models.SlugField(blank=True, help_text="Key of one of the career's measured facts, for the part “measured”; else empty.", verbose_name='measured fact')),
                ('fact_text', models.TextField(blank=True, help_text='The fact in a sentence. For a measured fact leave it empty: publishing writes it from the figure.', max_length=400, verbose_name='fact')),
                ('fact_source', models.CharField(blank=True, help_text="Empty for the guide's own words; publishing fills it for a measured fact.", max_length=300, verbose_name='source of the fact')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Place among all statements of the quiz. Lower comes first.')),
                ('key', models.SlugField(help_text='A short name that results refer to.', max_length=40)),
                ('text', models.CharField(help_text='One thought about a real situation of this work, in the first person, that honest people can disagree with.', max_length=240)),
                ('reverse', models.BooleanField(default=False, help_text='Agreeing speaks against the fit.', verbose_name='reverse-keyed')),
                ('weight', models.PositiveSmallIntegerField(default=1, help_text='Against the other statements of this trait; 1 unless there is a reason.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('mirror', models.SlugField(blank=True, help_text='Key of the statement of this trait that says the opposite. Agreeing with both makes the result unclear.', max_length=40, verbose_name='opposite of')),
                ('in_short_form', models.BooleanField(default=False, verbose_name='in the short form')),
                ('trait', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='quiz.trait')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('trait', 'key'), name='statement_key_once', violation_error_message='Another statement of this trait has this key.'),
                    models.CheckConstraint(condition=models.Q(('guide_part__in', ['duties', 'roadmap', 'costs', 'workplaces', 'skills', 'fit', 'benefits', 'measured'])), name='statement_guide_part_known'),
                    models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 5)), name='statement_weight'),
                ],
            },
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
