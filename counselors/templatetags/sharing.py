"""What the quiz's own pages say about sharing with a counselor, without knowing of counselors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from careers.models import Career
from counselors import sharing
from counselors.models import Group, Naming, Participation
from counselors.names import readers_of
from quiz.models import Result

register = template.Library()


@dataclass(frozen=True)
class Told:
    """A participation as its student reads of it."""

    group: Group
    readers: str
    shown_as: str
    shared_at: datetime | None
    result: Result | None


def _told(participation: Participation) -> Told:
    group = participation.group
    return Told(
        group=group,
        readers=readers_of(group),
        shown_as=participation.nickname if group.naming == Naming.NICKNAME else "",
        shared_at=participation.shared_at,
        result=participation.result,
    )


@register.inclusion_tag("counselors/_sharing_line.html", takes_context=True)
def sharing_line(context: template.Context, career: Career) -> dict[str, Any]:
    """With whom the quiz under way will be shared. No query where nobody agreed to anything."""
    agreed = sharing.agreed(context["request"], career)
    return {
        "agreed": [_told(participation) for participation in agreed],
        "career": career,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("counselors/_result_sharing.html", takes_context=True)
def result_sharing(context: template.Context, result: Result, token: str) -> dict[str, Any]:
    """For a result's owner: with whom it is shared, and how to share it. One query or two."""
    finished = sharing.mine(context["request"]).filter(
        result__isnull=False,
        career=result.version.quiz.career_id,
        group__deleted_on__gt=timezone.localdate(),
    )
    found = list(sharing.with_readers(finished))
    shared = [_told(one) for one in found if one.result == result]
    groups = {told.group.pk for told in shared}
    instead = [
        _told(one)
        for one in found
        if one.group_id not in groups and one.group.closes_on >= timezone.localdate()
    ]
    return {"shared": shared, "instead": instead, "token": token}
