"""A guide before visitors see it, for who has the link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerguide.history.snapshot import CannotReturnError
from careerguide.history.trial import tried_on
from careerguide.models import Career, GuideSection
from careerguide.preview_links import BadLinkError, ExpiredLinkError, read
from careerguide.views import guide


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The guide's own page, with a line on top that says what it is."""
    try:
        shown = read(token)
        content = shown.draft.content if shown.draft else None
        with tried_on(shown.career, content):
            everything = {"is_published": True, "publish_at": None}
            Career.objects.filter(pk=shown.career.pk).update(**everything)
            GuideSection.objects.filter(career=shown.career).update(**everything)
            slug = Career.objects.values_list("slug", flat=True).get(pk=shown.career.pk)
            # The page's own links to itself must not carry the secret address.
            request.path = request.path_info = f"/careers/{slug}/"
            request.preview_until = shown.until  # type: ignore[attr-defined]
            response = guide.career(request, slug)
    except BadLinkError as error:
        raise Http404("No preview has this address.") from error
    except (ExpiredLinkError, CannotReturnError):
        context = {
            "heading": "This preview has ended",
            "words": "A preview is good for two weeks, and ends when its draft is published or "
            "dropped. Ask the editor who sent it for a new link.",
            "status": 410,
        }
        response = render(request, "errors/error.html", context, status=410)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
