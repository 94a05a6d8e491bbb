from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Imports write this table by the thousand: it stays open while the index is made.
    atomic = False

    dependencies = [
        ('programs', '0002_all_fields'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='program',
            index=models.Index(condition=models.Q(('is_current', True)), fields=['field', 'institution'], include=('id', 'credential', 'delivery', 'completers', 'earnings', 'high_school_earnings', 'debt', 'cost_low'), name='program_figures'),
        ),
    ]
