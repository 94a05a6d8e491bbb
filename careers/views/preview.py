"""A career's pages before visitors see them, for anyone with the link."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from careers.previews import ExpiredLinkError, load_preview, rewrite_career_links
from careers.shortcuts import resolve_page
from common.errors import render_error
from common.languages import path_in_language
from common.privacy import ORIGIN_ALONE, kept_private

# Pages of a career that have a preview. None of them sends or starts anything.
PREVIEWED_URL_NAMES = {
    *("career", "salaries", "area", "quiz", "fit"),
    *("programs", "programs-compare", "programs-routes", "programs-questions"),
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
            gettext("A preview is for reading"),
            gettext("Nothing was sent, and nothing was started. Go back to read on."),
        )
    try:
        shown = load_preview(token)
    except ExpiredLinkError:
        return render_error(
            request,
            410,
            gettext("This preview has ended"),
            gettext("A preview lasts for two weeks. Ask the editor who sent it for a new link."),
        )
    career_url, preview_url = shown.page.get_absolute_url(), reverse("preview", args=[token])
    # What the page says of its own address must not be the secret one.
    request.path = request.path_info = career_url + page
    request.preview = shown  # type: ignore[attr-defined]
    match = resolve_page(request.path)
    if match is None or match.url_name not in PREVIEWED_URL_NAMES:
        raise Http404("This page has no preview.")
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    html = response.content.decode()
    for code, _ in settings.LANGUAGES:
        html = rewrite_career_links(
            html,
            path_in_language(career_url, code),
            path_in_language(preview_url, code),
            has_preview,
            shown.is_public,
        )
    response.content = html
    return response
