"""The page of a fit check's result."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from careers.guides.published import get_career_page
from quiz import owners, tokens
from quiz.models import Result
from quiz.profiles.employer_questions import list_employer_questions
from quiz.profiles.fit import build_fit_story
from quiz.views.private import NoSuchResultError, build_link


def render_fit_result(request: HttpRequest, result: Result, token: str) -> HttpResponse:
    """The result for anyone who has its link.

    Raises NoSuchResultError where visitors can no longer read the career.
    """
    story = build_fit_story(result)
    if story is None:
        raise NoSuchResultError
    try:
        career = get_career_page(story.check.career.slug)
    except Http404 as problem:
        raise NoSuchResultError from problem
    context = {
        "career": career,
        "result": result,
        "token": tokens.parse_token(token),
        "link": build_link(request, token),
        "subject": gettext("Is it right for me? %(career)s") % {"career": career.name},
        "is_owner": owners.find_owner_token(request, result) is not None,
        "story": story,
        "questions": list_employer_questions(story.troubles),
    }
    return render(request, "quiz/fit/result.html", context)
