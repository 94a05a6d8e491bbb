"""When visitors may read a row that is published from a certain time on."""

from django.db.models import Q
from django.db.models.functions import Now


def is_public(prefix: str = "") -> Q:
    """The rows that are published, and whose time has come; nothing has to run at that time.

    `prefix` is the path to the row from another table, as in `quiz__career__`.
    """
    time_has_come = Q(**{f"{prefix}publish_at": None}) | Q(**{f"{prefix}publish_at__lte": Now()})
    return Q(**{f"{prefix}is_published": True}) & time_has_come
