"""Which pages may be cached, and with which parameters in their address."""

import re
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve
from django.utils import translation

from common.languages import language_of_path

# By the names of their addresses. Every other page is always rendered.
PAGES = {
    *("home", "careers", "careers-csv", "career", "area", "salaries", "salaries-csv"),
    *("salaries-json", "programs", "programs-routes", "institution", "embed", "sources"),
    *("sitemap", "sitemap-section"),
}
PARAMETERS = {
    *("sort", "release", "state", "level", "pay", "columns", "prices", "page", "credential"),
    # Of exploring, one or two at once: anyone can put together more than memory holds.
    *("view", "axis", "color", "group", "education", "interest"),
    # Of the sitemap.
    "p",
}
# The cookie of a visitor who has a profile (quiz/owners.py), and the page that shows it to them.
PROFILE_COOKIE = "profile"
PROFILE_PAGE = "career"
# Its name ends with the language, unless that is the default one (common/cookies.py).
_NAMES_PROFILE = re.compile(rf"(?:^|;)\s*{PROFILE_COOKIE}(?:_[a-z]+)?=")
# Anyone can invent values, so there is no use in long ones.
MAX_QUERY_LENGTH = 40
# In a request's environment: the page has to be as new as its generation, so no replica is read.
FROM_PRIMARY = "careerguide.from_primary"


def is_anonymous_read(environ: dict[str, Any]) -> bool:
    """Whether a request changes nothing and names nobody, but for `shows_profile`."""
    cookies = environ.get("HTTP_COOKIE", "")
    is_personal = f"{settings.SESSION_COOKIE_NAME}=" in cookies or "messages=" in cookies
    is_read = environ["REQUEST_METHOD"] in ("GET", "HEAD")
    return is_read and not is_personal and "HTTP_AUTHORIZATION" not in environ


def shows_profile(environ: dict[str, Any]) -> bool:
    """Whether the page of a request may show the profile of the browser that sends it.

    It is asked of the cookie's name alone: what a forged one gets is kept from caches as well.
    """
    has_profile = _NAMES_PROFILE.search(environ.get("HTTP_COOKIE", "")) is not None
    return has_profile and _find_page_name(get_path_info(environ)) == PROFILE_PAGE


def is_cacheable(environ: dict[str, Any]) -> bool:
    """Whether a request asks for one of PAGES, with no other parameters than PARAMETERS."""
    query = environ.get("QUERY_STRING", "")
    names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    page = _find_page_name(get_path_info(environ))
    return page in PAGES and names <= PARAMETERS and len(query) <= MAX_QUERY_LENGTH


def _find_page_name(path: str) -> str | None:
    """The name of the page at a path; None where there is none."""
    try:
        # Django's middleware, which activates the language of the path, comes after the cache.
        with translation.override(language_of_path(path)):
            return resolve(path).url_name
    except Resolver404:
        return None
