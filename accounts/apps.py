from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from accounts import receivers  # noqa: F401 - registers the signal handlers
        from accounts.roles import sync_groups

        post_migrate.connect(sync_groups, sender=self)
        apps.get_app_config("auth").verbose_name = "Users and roles"
