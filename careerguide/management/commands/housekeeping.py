"""Deletes what has expired: one command for a timer to run every night."""

import logging
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

log = logging.getLogger(__name__)

# To look up how an import ended.
FINISHED_TASK_DAYS = 30


class Command(BaseCommand):
    help = (
        "Deletes expired results, groups, sign-in events, sessions, finished tasks and files of "
        "failed imports, and warns counselors of what is deleted soon. Safe to run at any time; "
        "meant for every night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        parts: list[tuple[str, dict[str, Any]]] = [
            ("purge_results", {}),
            ("purge_groups", {}),
            ("purge_sign_ins", {}),
            ("purge_rate_counts", {}),
            ("purge_imports", {}),
            (
                "prune_db_task_results",
                {
                    "queue_name": "*",
                    "min_age_days": FINISHED_TASK_DAYS,
                    "failed_min_age_days": FINISHED_TASK_DAYS,
                },
            ),
        ]
        failed = []
        for name, values in parts:
            try:
                call_command(name, stdout=self.stdout, stderr=self.stderr, **values)
            except Exception:  # One part must not keep the others from their work.
                log.exception("Housekeeping: %s failed", name)
                failed.append(name)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. What happened is in the log above.")
