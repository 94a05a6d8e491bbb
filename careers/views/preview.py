"""A career's pages before visitors see them, for who has the link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods

from careers.history.snapshot import CannotReturnError
from careers.history.trial import tried_on
from careers.models import Career, GuideSection
from careers.preview_links import BadLinkError, ExpiredLinkError, read, within
from common.privacy import ORIGIN_ALONE, kept_private

# Pages of a career that can be read before visitors see them; nothing is sent or begun there.
PAGES = {
    *("career", "salaries", "area", "quiz"),
    *("programs", "programs-compare", "programs-routes"),
}


def has_preview(address: str) -> bool:
    try:
        return resolve(address).url_name in PAGES
    except Resolver404:
        return False


@kept_private(ORIGIN_ALONE)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str, page: str = "") -> HttpResponse:
    """The career's own page, with a line on top that says what it is."""
    if request.method == "POST":
        context = {
            "heading": "A preview is for reading",
            "words": "Nothing was sent, and nothing is begun here. Go back to read on.",
            "status": 405,
        }
        return render(request, "errors/error.html", context, status=405)
    try:
        shown = read(token)
        content = shown.draft.content if shown.draft else None
        with tried_on(shown.career, content):
            everything = {"is_published": True, "publish_at": None}
            Career.objects.filter(pk=shown.career.pk).update(**everything)
            GuideSection.objects.filter(career=shown.career).update(**everything)
            slug = Career.objects.values_list("slug", flat=True).get(pk=shown.career.pk)
            # What the page says of its own address must not be the secret one.
            request.path = request.path_info = f"/careers/{slug}/{page}"
            request.preview_until = shown.until  # type: ignore[attr-defined]
            request.preview_is_public = shown.career.is_public  # type: ignore[attr-defined]
            found = resolve(request.path)
            if found.url_name not in PAGES:
                raise Http404("This page has no preview.")
            response: HttpResponse = found.func(request, *found.args, **found.kwargs)
            response.content = within(
                response.content.decode(),
                f"/careers/{slug}/",
                reverse("preview", args=[token]),
                has_preview,
                shown.career.is_public,
            )
    except (BadLinkError, Resolver404) as error:
        raise Http404("No preview has this address.") from error
    except (ExpiredLinkError, CannotReturnError):
        context = {
            "heading": "This preview has ended",
            "words": "A preview is good for two weeks, and ends when its draft is published or "
            "dropped. Ask the editor who sent it for a new link.",
            "status": 410,
        }
        response = render(request, "errors/error.html", context, status=410)
    return response
