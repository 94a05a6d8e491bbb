"""The end of a group: its counselor is warned once, and on its day it is deleted."""

import logging
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from counselors.models import Group

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """How many groups were deleted, how many warnings sent, and how many could not be."""

    deleted: int
    warned: int
    failed: int


def keep(address: str = "") -> Kept:
    """Delete groups whose day has come, and warn of those whose day comes soon.

    Safe to run at any time, and by two at once. `address` of the site, as in
    `https://careers.example.org`, leads the links in the letters. A letter that cannot be sent is
    tried again at the next run.
    """
    deleted = Group.objects.due().delete()[1].get("counselors.Group", 0)
    warned = failed = 0
    waiting = Group.objects.due_soon().filter(warned_at=None).exclude(counselor__email="")
    for pk in waiting.values_list("pk", flat=True):
        try:
            warned += _warn(pk, address)
        except (SMTPException, OSError):
            failed += 1
            log.exception("A counselor could not be warned that group %s is deleted soon", pk)
    return Kept(deleted, warned, failed)


def _warn(pk: int, address: str) -> bool:
    """Send one letter, once; False where another process does it or did."""
    with transaction.atomic():
        groups = Group.objects.select_related("counselor").filter(pk=pk, warned_at=None)
        group = groups.select_for_update(skip_locked=True, of=("self",)).first()
        if group is None:
            return False
        # Not through save(), which reckons the dates anew.
        Group.objects.filter(pk=pk).update(warned_at=timezone.now())
        context = {
            "group": group,
            "finished": group.participations.finished().count(),
            "page": f"{address.rstrip('/')}{reverse('counselor')}",
        }
        send_mail(
            # A line break in a name would break the letter's head.
            f"“{' '.join(group.name.split())}” will be deleted soon",
            render_to_string("counselors/warning.txt", context),
            None,
            [group.counselor.email],
        )
    return True
