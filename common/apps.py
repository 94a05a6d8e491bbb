from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        from common import search  # noqa: F401 (adds the lookup `folded`)
