"""When visitors may read a row that is published from a certain hour on."""

from django.db.models import Q
from django.db.models.functions import Now


def is_public(prefix: str = "") -> Q:
    """The rows that are published, and whose hour has come; nothing has to run at that hour.

    `prefix` leads to the row from another table, as in `quiz__career__`.
    """
    hour_has_come = Q(**{f"{prefix}publish_at": None}) | Q(**{f"{prefix}publish_at__lte": Now()})
    return Q(**{f"{prefix}is_published": True}) & hour_has_come
