from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Careers"

    def ready(self) -> None:
        """Add files of official figures about occupations to the kinds that can be imported."""
        from careers.facts.importing import FactImportKind
        from careers.projections.importing import ProjectionImportKind
        from imports.kinds import register

        register(FactImportKind())
        register(ProjectionImportKind())
