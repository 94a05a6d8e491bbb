"""Which pages may be kept, and with which parameters in their address.

A page that is not named here is rendered for every request. What a parameter may say is narrow: a
key that anyone may invent must not push real pages out.
"""

import re
from urllib.parse import unquote_to_bytes

from django.urls import Resolver404, resolve

WORD = re.compile(rb"[a-z0-9-]{1,12}")
STATE = re.compile(rb"[A-Z]{2}")
NUMBER = re.compile(rb"[1-9][0-9]?")

Parameters = dict[bytes, re.Pattern[bytes]]
WAGES: Parameters = {
    b"sort": WORD,
    b"release": WORD,
    b"state": STATE,
    b"level": WORD,
    b"pay": WORD,
    b"columns": WORD,
    b"prices": WORD,
    b"page": NUMBER,
}
PAGES: dict[str, Parameters] = {
    "home": {},
    "career": WAGES,
    "salaries": WAGES,
    "salaries-csv": WAGES,
    "salaries-json": WAGES,
    "area": WAGES,
    "programs": {b"state": STATE, b"credential": NUMBER, b"sort": WORD, b"page": NUMBER},
    "programs-routes": {},
    "institution": {},
    "embed": {},
    "sources": {},
    "sitemap": {},
}
# More at once are a search of somebody's own.
MOST_PARAMETERS = 2


def may_be_kept(path: str, query: str) -> bool:
    """Whether the page at a path of the site, with a query as it was sent, is one of PAGES.

    >>> may_be_kept("/", ""), may_be_kept("/", "x=1"), may_be_kept("/admin/", "")
    (True, False, False)
    """
    try:
        parameters = PAGES.get(resolve(path).url_name or "")
    except (Resolver404, UnicodeError):
        return False
    if parameters is None:
        return False
    try:
        pairs = query.encode("latin-1").split(b"&") if query else []
    except UnicodeError:
        return False
    if len(pairs) > MOST_PARAMETERS:
        return False
    seen = set()
    for pair in pairs:
        name, _, value = pair.partition(b"=")
        pattern = parameters.get(name)
        if pattern is None or name in seen or not pattern.fullmatch(unquote_to_bytes(value)):
            return False
        seen.add(name)
    return True
