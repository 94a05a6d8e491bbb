"""A career's pages before visitors see them, for anyone with the link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from careers.history.snapshot import RestoreError, applied_temporarily
from careers.models import Career, GuideSection
from careers.preview_links import ExpiredLinkError, parse_preview_token, rewrite_career_links
from careers.shortcuts import resolve_page
from common.errors import render_error
from common.privacy import ORIGIN_ALONE, kept_private

# Pages of a career that have a preview. None of them sends or starts anything.
PREVIEWED_URL_NAMES = {
    *("career", "salaries", "area", "quiz"),
    *("programs", "programs-compare", "programs-routes"),
}


def has_preview(path: str) -> bool:
    match = resolve_page(path)
    return match is not None and match.url_name in PREVIEWED_URL_NAMES


@kept_private(ORIGIN_ALONE)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str, page: str = "") -> HttpResponse:
    """The career's own page, with a line on top that says it is a preview."""
    if request.method == "POST":
        return render_error(
            request,
            405,
            "A preview is for reading",
            "Nothing was sent, and nothing was started. Go back to read on.",
        )
    try:
        link = parse_preview_token(token)
        content = link.draft.content if link.draft else None
        with applied_temporarily(link.career, content):
            everything = {"is_published": True, "publish_at": None}
            Career.objects.filter(pk=link.career.pk).update(**everything)
            GuideSection.objects.filter(career=link.career).update(**everything)
            slug = Career.objects.values_list("slug", flat=True).get(pk=link.career.pk)
            # What the page says of its own address must not be the secret one.
            request.path = request.path_info = f"/careers/{slug}/{page}"
            request.preview_until = link.expires_at  # type: ignore[attr-defined]
            request.preview_is_public = link.career.is_public  # type: ignore[attr-defined]
            match = resolve_page(request.path)
            if match is None or match.url_name not in PREVIEWED_URL_NAMES:
                raise Http404("This page has no preview.")
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
            response.content = rewrite_career_links(
                response.content.decode(),
                f"/careers/{slug}/",
                reverse("preview", args=[token]),
                has_preview,
                link.career.is_public,
            )
    except (ExpiredLinkError, RestoreError):
        return render_error(
            request,
            410,
            "This preview has ended",
            "A preview lasts for two weeks, or until its draft is published or discarded. Ask the "
            "editor who sent it for a new link.",
        )
    return response
