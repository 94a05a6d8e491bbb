from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

# Apps of others, by their labels, under names that editors understand.
NAMES = {"auth": "Users and roles", "django_tasks_database": "Background work"}


class CareerguideConfig(AppConfig):
    name = "careerguide"
    verbose_name = "Guides"

    def ready(self) -> None:
        from careerguide.roles import sync_groups

        post_migrate.connect(sync_groups, sender=self)
        for label, name in NAMES.items():
            apps.get_app_config(label).verbose_name = name
