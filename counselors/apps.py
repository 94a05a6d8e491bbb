from django.apps import AppConfig


class CounselorsConfig(AppConfig):
    name = "counselors"

    def ready(self) -> None:
        from counselors import sharing  # noqa: F401 (hears of finished results)
