"""Tags for the quiz's pages about sharing with a counselor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from careers.models import Career
from counselors import sharing
from counselors.models import Group, Naming, Participation
from counselors.names import format_readers
from quiz.models import Result

register = template.Library()


@dataclass(frozen=True)
class ParticipationView:
    """A participation as shown to its student."""

    group: Group
    readers: str
    shown_as: str
    shared_at: datetime | None
    result: Result | None


def _build_view(participation: Participation) -> ParticipationView:
    group = participation.group
    return ParticipationView(
        group=group,
        readers=format_readers(group),
        shown_as=participation.nickname if group.naming == Naming.NICKNAME else "",
        shared_at=participation.shared_at,
        result=participation.result,
    )


@register.inclusion_tag("counselors/_sharing_line.html", takes_context=True)
def sharing_line(context: template.Context, career: Career) -> dict[str, Any]:
    """Who the unfinished quiz will be shared with. No query without consent."""
    agreed = sharing.find_agreed(context["request"], career)
    return {
        "agreed": [_build_view(participation) for participation in agreed],
        "career": career,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("counselors/_result_sharing.html", takes_context=True)
def result_sharing(context: template.Context, result: Result, token: str) -> dict[str, Any]:
    """For a result's owner: who it is shared with, and how to share it. One query or two."""
    finished = sharing.find_own(context["request"]).filter(
        result__isnull=False,
        career=result.version.quiz.career_id,
        group__deleted_on__gt=timezone.localdate(),
    )
    own = list(sharing.with_readers(finished))
    shared = [_build_view(each) for each in own if each.result == result]
    groups = {view.group.pk for view in shared}
    instead = [
        _build_view(each) for each in own if each.group_id not in groups and each.group.is_open
    ]
    return {"shared": shared, "instead": instead, "token": token}
