"""The page of what this site stores about visitors; its columns come from the models."""

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from counselors.sharing import COOKIE as SHARING_COOKIE
from quiz.owners import ATTEMPT_COOKIE, RESULTS_COOKIE
from quiz.trying import TRIED_COOKIE
from serving.pagecache.pages import PROFILE_COOKIE
from serving.replicas.middleware import WROTE_COOKIE

# Every table with data about visitors: model, what a row is, and how long it is kept.
TABLES = (
    (
        "quiz.Attempt",
        _("A quiz or a profile under way"),
        _("30 days after it was begun, two if nothing was answered, or until it is finished."),
    ),
    (
        "quiz.Result",
        _("A finished quiz or profile"),
        _("12 months, or the time its owner chose; its owner can delete it at any time."),
    ),
    (
        "quiz.MatchProfile",
        _("What belongs to a finished profile"),
        _("As long as the result that it belongs to."),
    ),
    ("quiz.DeskLink", _("A spoken code for a counselor’s desk"), _("One hour.")),
    (
        "counselors.Participation",
        _("A result that you share with a counselor, if you said yes"),
        _(
            "Until you take it back, the result or the group is deleted, or its counselor deletes "
            "it. The group’s page shows the day: at most 24 months after its last day. Without a "
            "result, for 60 days."
        ),
    ),
    (
        "counselors.Note",
        _("A counselor’s note about a result that you share"),
        _("As long as the result is shared with the group."),
    ),
    (
        "counselors.Access",
        _("Which counselor opened or changed what in a group"),
        _(
            "As long as the group. It has only your number in the group, and keeps that when you "
            "take your result back."
        ),
    ),
    (
        "serving.RateCount",
        _("How often your network sent something lately, against guessing and floods"),
        _("An hour at most; deleted with the next requests, and every night."),
    ),
    ("careers.Correction", _("A mistake you reported"), _("Until the editors delete it.")),
)

COOKIES = (
    (
        ATTEMPT_COOKIE,
        _(
            "Leads back to the quiz or profile you began, and to its result for a day if our "
            "answer to your last page got lost. Set when you start it; 30 days."
        ),
    ),
    (
        RESULTS_COOKIE,
        _("Shows that a result is yours. Set when you finish a quiz or a profile; 400 days."),
    ),
    (
        PROFILE_COOKIE,
        _(
            "Shows on the pages of careers what each one is for you; only those receive it. Set "
            "when you finish “Find what fits”; 400 days, or until you remove or delete that result."
        ),
    ),
    (
        TRIED_COOKIE,
        _(
            "Holds the answer that you try on a result, so that you can come back to it. Only the "
            "page for trying receives it. Set when you try one; an hour, or until you keep the "
            "answer."
        ),
    ),
    (
        SHARING_COOKIE,
        _("Holds which result to share with a counselor. Set when you say yes to that; 30 days."),
    ),
    (
        "csrftoken",
        _("Keeps other sites from sending a form in your name. Set by pages with a form."),
    ),
    (
        WROTE_COOKIE,
        _("Leads you to a database server that has what you sent. Set by forms; some seconds."),
    ),
    ("sessionid", _("Keeps editors and counselors signed in. Visitors do not get it.")),
)


def list_tables() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What a row of each table is, how long it is kept, and its columns with what they hold."""
    return [
        (str(name), str(kept), _describe_fields(apps.get_model(label)))
        for label, name, kept in TABLES
    ]


def _describe_fields(model: type[models.Model]) -> list[tuple[str, str]]:
    return [
        (str(capfirst(field.verbose_name)), str(field.help_text) or _default_text(field))
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if not field.primary_key
    ]


def _default_text(field: "models.Field[object, object]") -> str:
    """What the kind of a column says, for one without a help text."""
    if field.remote_field is not None:
        what = field.remote_field.model._meta.verbose_name
        return gettext("Which %(what)s it belongs to.") % {"what": what}
    if isinstance(field, models.DateTimeField):
        return gettext("The date and time.")
    if field.choices:
        labels = ", ".join(str(label) for __, label in field.flatchoices)
        return gettext("One of: %(labels)s.") % {"labels": labels}
    return gettext("As you entered it.")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html", {"tables": list_tables(), "cookies": COOKIES})
