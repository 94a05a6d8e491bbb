from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ServingConfig(AppConfig):
    name = "serving"
    verbose_name = "Serving"

    def ready(self) -> None:
        from serving.pagecache.triggers import watch_content

        post_migrate.connect(watch_content, sender=self)
