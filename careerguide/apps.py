from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CareerguideConfig(AppConfig):
    name = "careerguide"
    verbose_name = "Guides"

    def ready(self) -> None:
        from careerguide.roles import sync_groups

        post_migrate.connect(sync_groups, sender=self)
