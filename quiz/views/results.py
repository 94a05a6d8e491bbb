"""A result's page for whoever has its link; only its owner can change or delete it."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

import segno
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quiz import owners, tokens
from quiz.models import Result
from quiz.plan import pay, plan
from quiz.story import guide_anchors, tell

# Tables of the guide that the page quotes.
PARTS_SHOWN = ("sections", "training_costs", "roadmap_steps", "challenges")

P = ParamSpec("P")


def private(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Keep a page out of search engines, caches and the addresses that other sites are told."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # A page with a form sets its own: under "no-referrer" a browser sends its form with
        # "Origin: null", which the protection against forged forms refuses.
        response.setdefault("Referrer-Policy", "no-referrer")
        response["Cache-Control"] = "private, no-store"
        return response

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", wrapped)


def find(token: str) -> Result | None:
    """The result that this link opens; None for every link that opens none, whatever the reason."""
    read = tokens.read_token(token)
    if read is None:
        return None
    return Result.objects.readable().filter(token_hash=tokens.hashed(read)).first()


def gone(request: HttpRequest) -> HttpResponse:
    """The one answer to unknown, expired, revoked and deleted links."""
    return render(request, "quiz/gone.html", status=404)


@private
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    found = find(token)
    if found is None:
        return gone(request)
    canonical = tokens.read_token(token)
    career = found.version.quiz.career
    prefetch_related_objects([career], *PARTS_SHOWN)
    anchors = guide_anchors(career)
    return render(
        request,
        "quiz/result.html",
        {
            "career": career,
            "result": found,
            "token": canonical,
            "link": request.build_absolute_uri(reverse("result", args=[canonical])),
            "is_owner": owners.owner_token_of(request, found) is not None,
            "story": tell(found, anchors),
            "roadmap_url": anchors["roadmap"],
            "pay": pay(found, career.soc_code),
            "plan": plan(career),
            "challenges": career.challenges.all(),
        },
    )


@private
@require_safe
def qr_code(request: HttpRequest, token: str) -> HttpResponse:
    """The link as a QR code, so that a phone can take it from a screen or a printed page."""
    found = find(token)
    if found is None:
        return gone(request)
    link = request.build_absolute_uri(reverse("result", args=[tokens.read_token(token)]))
    image = io.BytesIO()
    # Black on white with its quiet zone, in dark mode too: phones read nothing else reliably.
    segno.make(link, error="m", micro=False).save(
        image, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then delete for good. For whoever does not own the result there is no such page."""
    found = find(token)
    owner_token = owners.owner_token_of(request, found) if found else None
    if found is None or owner_token is None:
        return gone(request)
    if request.method != "POST":
        context = {"career": found.version.quiz.career, "result": found, "token": token}
        response = render(request, "quiz/delete.html", context)
        response["Referrer-Policy"] = "same-origin"
        return response
    found.delete()
    gone_for_good: HttpResponseRedirect = redirect("result-deleted")
    owners.forget(gone_for_good, request, owner_token)
    return gone_for_good


@private
@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "quiz/deleted.html")
