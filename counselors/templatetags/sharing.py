"""Tags for the quiz's pages about sharing with a counselor."""

from typing import Any

from django import template

from careers.models import Career
from counselors import sharing
from counselors.zones import today_in
from quiz.models import Result
from quiz.models.results import ResultKind

register = template.Library()


@register.inclusion_tag("counselors/_sharing_line.html", takes_context=True)
def sharing_line(context: template.Context, career: Career | None = None) -> dict[str, Any]:
    """Who the unfinished quiz of a career will be shared with, or the profile without a career.

    No query without consent.
    """
    agreed = sharing.find_agreed(context["request"], career)
    return {"agreed": agreed, "career": career, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("counselors/_result_sharing.html", takes_context=True)
def result_sharing(context: template.Context, result: Result, token: str) -> dict[str, Any]:
    """For a result's owner: who it is shared with, and how to share it. At most three queries.

    Nothing for the conditions of one career, which no group asks for.
    """
    if result.kind == ResultKind.FIT:
        return {}
    if not sharing.may_take_part(context["request"]):
        return {"result": result, "token": token}
    finished = sharing.find_own(context["request"]).filter(
        result__isnull=False,
        career=result.career,
        group__deleted_on__gt=today_in("group__time_zone"),
    )
    own = list(sharing.with_readers(finished))
    shared = [each for each in own if each.result == result]
    groups = {each.group_id for each in shared}
    instead = [each for each in own if each.group_id not in groups and each.group.is_open]
    return {"result": result, "shared": shared, "instead": instead, "token": token}
