from django.apps import AppConfig, apps


class CareerguideConfig(AppConfig):
    name = "careerguide"

    def ready(self) -> None:
        # A name that editors understand.
        apps.get_app_config("django_tasks_database").verbose_name = "Background work"
