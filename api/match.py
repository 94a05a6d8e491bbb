"""The endpoint that reads every career for six interests and limits. It stores nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from ninja import Router

from api import match_schemas, schemas
from api.parameters import refuse_unknown_parameters
from quiz.matching import METHOD_VERSION
from quiz.matching.conditions import CONDITIONS
from quiz.matching.items import ACTIVITIES, FORM_VERSION
from quiz.matching.readings import read_careers
from quiz.profiles.measured import read_measured
from quiz.profiles.texts import ACTIVITY_TEXTS, CONDITION_TEXTS

router = Router()
router.add_decorator(refuse_unknown_parameters, mode="view")

ERRORS = {422: schemas.Error, 429: schemas.Error, 503: schemas.Error}


@router.post("/match", response={200: match_schemas.MatchAnswer, 400: schemas.Error, **ERRORS})
def match(request: HttpRequest, body: match_schemas.MatchQuestion) -> HttpResponse:
    """How each career fits six interests and, if they are given, limits: as the site reads it.

    Three readings, which are never one number. Nothing of the request is stored or logged.
    """
    measured = read_measured(body.limits.state or "")
    readings = read_careers(body.build_answers(), measured.careers)
    # Not validated by the schema once more, which would take longer than all the rest.
    return JsonResponse(
        {
            "method_version": METHOD_VERSION,
            "wage_release": measured.wage_release,
            "results": [match_schemas.describe_reading(reading) for reading in readings],
        },
        headers={"Cache-Control": "private, no-store"},
    )


@router.get("/match/form", response={200: match_schemas.MatchForm, 304: None, **ERRORS})
@translation.override("en")
def match_form(request: HttpRequest) -> dict[str, Any]:
    """What the site's own form asks, so that another form can ask the same."""
    return {
        "form_version": FORM_VERSION,
        "activities": [
            {**activity._asdict(), "text": str(ACTIVITY_TEXTS[activity.key])}
            for activity in ACTIVITIES
        ],
        "conditions": [
            {"key": key, "in_profile": condition.in_profile}
            | {name: str(text) for name, text in CONDITION_TEXTS[key]._asdict().items()}
            for key, condition in CONDITIONS.items()
        ],
    }
