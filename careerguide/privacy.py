"""What this site stores about visitors, read from the models themselves so that it cannot drift."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quiz.owners import ATTEMPT_COOKIE, RESULTS_COOKIE
from quiz.trying import TRIED_COOKIE

# Set by the pages of counselors' groups (counselors/sharing.py), which the quiz knows nothing of.
SHARING_COOKIE = "sharing"

# Every table that holds something a visitor gave or caused; how long, and what for.
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
            "it. The group’s page tells the day: at most 24 months after its last day."
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
            "As long as the group. It names you by your number in the group alone, and keeps that "
            "when you take your result back."
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
    (RESULTS_COOKIE, "Tells that a result is yours. Set when you finish a quiz; 400 days."),
    (
        TRIED_COOKIE,
        (
            "Holds the answer that you try on a result, so that you can come back to it. Only the "
            "page for trying gets it. Set when you try one; an hour, or until you keep the answer."
        ),
    ),
    (
        SHARING_COOKIE,
        "Tells which result to share with a counselor. Set when you say yes to that; 30 days.",
    ),
    ("csrftoken", "Keeps other sites from sending a form in your name. Set by pages with a form."),
    (
        "wrote",
        "Leads you to a database server that has what you sent. Set by forms; some seconds.",
    ),
    ("sessionid", "Keeps editors and counselors signed in. Visitors do not get it."),
)


@dataclass(frozen=True)
class StoredField:
    name: str
    what: str


@dataclass(frozen=True)
class StoredTable:
    """A table about visitors: its columns in words, and how long a row is kept."""

    name: str
    kept: str
    fields: tuple[StoredField, ...]


def stored() -> tuple[StoredTable, ...]:
    """Every table about visitors with every column, as the models have them."""
    return tuple(
        StoredTable(name, kept, tuple(_fields(apps.get_model(label))))
        for label, name, kept in TABLES
    )


def _fields(model: type[models.Model]) -> list[StoredField]:
    return [
        StoredField(
            str(field.verbose_name).capitalize(),
            str(field.help_text) or _default_text(field),
        )
        for field in model._meta.concrete_fields
        if not field.primary_key
    ]


def _default_text(field: "models.Field[object, object]") -> str:
    """For a column without words of its own: what its kind says."""
    if field.remote_field is not None:
        return f"Which {field.remote_field.model._meta.verbose_name} it belongs to."
    if isinstance(field, models.DateTimeField):
        return "The date and time."
    if field.choices:
        return f"One of: {', '.join(str(words) for _, words in field.flatchoices)}."
    return "As you entered it."


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html", {"tables": stored(), "cookies": COOKIES})
