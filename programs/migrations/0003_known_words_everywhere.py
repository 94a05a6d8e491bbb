# Rows from before are looked through in a transaction of its own, which keeps nobody from the table.

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0002_known_words'),
    ]

    operations = [
        ValidateConstraint(model_name='program', name='program_credential_known'),
        ValidateConstraint(model_name='program', name='program_delivery_known'),
        ValidateConstraint(model_name='program', name='program_reasons_known'),
    ]
