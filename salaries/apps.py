from django.apps import AppConfig


class SalariesConfig(AppConfig):
    name = "salaries"

    def ready(self) -> None:
        """Add the survey's files to the kinds that can be imported."""
        from imports.kinds import register
        from salaries.oews.kind import OewsKind

        register(OewsKind())
