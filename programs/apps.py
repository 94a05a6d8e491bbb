from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        """Add files of programs and institutions to the kinds that can be imported."""
        from imports.kinds import register
        from programs.importing.kind import ProgramKind

        register(ProgramKind())
