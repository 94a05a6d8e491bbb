"""The page of what this site stores about visitors; its columns come from the models."""

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counselors.sharing import COOKIE as SHARING_COOKIE
from quiz.owners import ATTEMPT_COOKIE, RESULTS_COOKIE
from quiz.trying import TRIED_COOKIE
from serving.replicas.middleware import WROTE_COOKIE

# Every table with data about visitors: model, what a row is, and how long it is kept.
TABLES = (
    ("quiz.Attempt", "A quiz under way", "30 days after it was begun, or until it is finished."),
    (
        "quiz.Result",
        "A finished quiz",
        "12 months, or the time its owner chose; its owner can delete it at any time.",
    ),
    ("quiz.DeskLink", "A spoken code for a counselor’s desk", "One hour."),
    (
        "counselors.Participation",
        "A result that you share with a counselor, if you said yes",
        (
            "Until you take it back, the result or the group is deleted, or its counselor deletes "
            "it. The group’s page shows the day: at most 24 months after its last day."
        ),
    ),
    (
        "counselors.Note",
        "A counselor’s note about a result that you share",
        "As long as the result is shared with the group.",
    ),
    (
        "counselors.Access",
        "Which counselor opened or changed what in a group",
        (
            "As long as the group. It has only your number in the group, and keeps that when you "
            "take your result back."
        ),
    ),
    (
        "serving.RateCount",
        "How often your network sent something lately, against guessing and floods",
        "An hour at most; deleted with the next requests, and every night.",
    ),
    ("careers.Correction", "A mistake you reported", "Until the editors delete it."),
)

COOKIES = (
    (
        ATTEMPT_COOKIE,
        (
            "Leads back to the quiz you began, and to its result for a day if our answer to your "
            "last page got lost. Set when you start it; 30 days."
        ),
    ),
    (RESULTS_COOKIE, "Shows that a result is yours. Set when you finish a quiz; 400 days."),
    (
        TRIED_COOKIE,
        (
            "Holds the answer that you try on a result, so that you can come back to it. Only the "
            "page for trying receives it. Set when you try one; an hour, or until you keep the "
            "answer."
        ),
    ),
    (
        SHARING_COOKIE,
        "Holds which result to share with a counselor. Set when you say yes to that; 30 days.",
    ),
    ("csrftoken", "Keeps other sites from sending a form in your name. Set by pages with a form."),
    (
        WROTE_COOKIE,
        "Leads you to a database server that has what you sent. Set by forms; some seconds.",
    ),
    ("sessionid", "Keeps editors and counselors signed in. Visitors do not get it."),
)


def list_tables() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What a row of each table is, how long it is kept, and its columns with what they hold."""
    return [(name, kept, _describe_fields(apps.get_model(label))) for label, name, kept in TABLES]


def _describe_fields(model: type[models.Model]) -> list[tuple[str, str]]:
    return [
        (str(field.verbose_name).capitalize(), str(field.help_text) or _default_text(field))
        for field in model._meta.concrete_fields
        if not field.primary_key
    ]


def _default_text(field: "models.Field[object, object]") -> str:
    """What the kind of a column says, for one without a help text."""
    if field.remote_field is not None:
        return f"Which {field.remote_field.model._meta.verbose_name} it belongs to."
    if isinstance(field, models.DateTimeField):
        return "The date and time."
    if field.choices:
        return f"One of: {', '.join(str(label) for _, label in field.flatchoices)}."
    return "As you entered it."


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html", {"tables": list_tables(), "cookies": COOKIES})
