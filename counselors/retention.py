"""The end of a group: a warning to its counselor, then deletion on its day."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from counselors.models import Group, Participation

log = logging.getLogger(__name__)


def purge_expired_groups() -> int:
    """Delete the groups whose day has come; return how many."""
    return Group.objects.expired().delete()[1].get("counselors.Group", 0)


def purge_lapsed_consents() -> int:
    """Delete what students agreed to and never finished; return how many."""
    return Participation.objects.lapsed().delete()[0]


def warn_counselors() -> tuple[int, int]:
    """Warn counselors whose groups are deleted soon; return the numbers sent and failed.

    Safe to run at any time, also twice at once. Failed emails are sent at the next run.
    """
    sent = failed = 0
    unwarned = Group.objects.expiring_soon().filter(warned_at=None).exclude(counselor__email="")
    for pk in unwarned.values_list("pk", flat=True):
        try:
            sent += _send_warning(pk)
        except (SMTPException, OSError):
            failed += 1
            log.exception("The counselor of group %s could not be warned of its deletion", pk)
    return sent, failed


def _send_warning(pk: int) -> bool:
    """Send one email, once; False if another process sends it or has sent it."""
    with transaction.atomic():
        groups = Group.objects.select_related("counselor").filter(pk=pk, warned_at=None)
        group = groups.select_for_update(skip_locked=True, of=("self",)).first()
        if group is None:
            return False
        # Not through save(), which calculates the dates again.
        Group.objects.filter(pk=pk).update(warned_at=timezone.now())
        context = {
            "group": group,
            "finished": group.participations.finished().count(),
            "page": f"{settings.SITE_ADDRESS}{reverse('counselor')}",
        }
        # A line break in a name would be a line break in the header.
        name = " ".join(group.name.split())
        send_mail(
            _("“%(group)s” will be deleted soon") % {"group": name},
            render_to_string("counselors/warning.txt", context),
            None,
            [group.counselor.email],
        )
    return True
