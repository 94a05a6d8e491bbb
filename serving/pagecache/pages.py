"""Which pages may be cached, and with which parameters in their address."""

import re
from urllib.parse import parse_qsl

from django.urls import Resolver404, resolve

WAGES = {"sort", "release", "state", "level", "pay", "columns", "prices", "page"}
# The parameters of each page, by the name of its address. Every other page is always rendered.
PAGES: dict[str, set[str]] = {
    "home": set(),
    "career": WAGES,
    "salaries": WAGES,
    "salaries-csv": WAGES,
    "salaries-json": WAGES,
    "area": WAGES,
    "programs": {"state", "credential", "sort", "page"},
    "programs-routes": set(),
    "institution": set(),
    "embed": set(),
    "sources": set(),
    "sitemap": set(),
}
# In a request's environment: the page has to be as new as its generation, so no replica is read.
FROM_PRIMARY = "careerguide.from_primary"
# Anyone can invent values, so no longer ones are cached, and not many of them at once.
VALUE = re.compile("[A-Za-z0-9-]{1,12}")
MAX_PARAMETERS = 2


def is_cacheable(path: str, query: str) -> bool:
    """Whether the page at a path and query, as WSGI has them, is one of PAGES.

    >>> is_cacheable("/", ""), is_cacheable("/", "x=1"), is_cacheable("/admin/", "")
    (True, False, False)
    """
    try:
        name = resolve(path.encode("latin-1").decode()).url_name
    except (Resolver404, UnicodeError):
        return False
    allowed = PAGES.get(name or "")
    pairs = parse_qsl(query, keep_blank_values=True)
    names = {name for name, _ in pairs}
    return (
        allowed is not None
        and len(pairs) == len(names) <= MAX_PARAMETERS
        and names <= allowed
        and all(VALUE.fullmatch(value) for _, value in pairs)
    )
