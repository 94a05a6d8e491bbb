from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "careerguide.operations"
    label = "operations"
    verbose_name = "Operations"
