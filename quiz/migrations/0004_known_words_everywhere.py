# Rows from before are looked through in a transaction of its own, which keeps nobody from the table.

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('quiz', '0003_known_words'),
    ]

    operations = [
        ValidateConstraint(model_name='attempt', name='attempt_form_known'),
        ValidateConstraint(model_name='result', name='result_form_known'),
        ValidateConstraint(model_name='result', name='result_delivery_known'),
    ]
