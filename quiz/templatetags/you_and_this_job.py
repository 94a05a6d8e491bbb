"""The block of a career's page about the visitor who reads it."""

from typing import Any

from django import template

from careers.guides.career_page import CareerPage
from quiz.profiles.you import build_you

register = template.Library()


@register.inclusion_tag("quiz/fit/_you.html", takes_context=True)
def you_and_this_job(context: template.Context, career: CareerPage) -> dict[str, Any]:
    """What the career is for the owner of this browser's profile; else the way to find out.

    No query without the cookie of a profile.
    """
    return {"career": career, "you": build_you(context["request"], career)}
