"""Lists come in pages: `limit` and `offset` in the address, `count` and `next` in the answer."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

Item = TypeVar("Item")
MOST_ITEMS = 200
# Deeper pages are for nobody who reads; who wants all takes the files.
DEEPEST = 1_000_000


class Paging(Schema):
    limit: int = Field(50, ge=1, le=MOST_ITEMS)
    offset: int = Field(0, ge=0, le=DEEPEST)


Page = Annotated[Paging, Query()]


class PageOf(Schema, Generic[Item]):
    count: int
    next: str | None
    items: list[Item]


def page_of(
    request: HttpRequest,
    found: QuerySet[Any] | Sequence[Any],
    page: Paging,
    line: Callable[[Any], Any],
) -> dict[str, Any]:
    """A page of what was found; two queries for a QuerySet, which must be in a settled order."""
    count = found.count() if isinstance(found, QuerySet) else len(found)
    items = [line(item) for item in found[page.offset : page.offset + page.limit]]
    following = page.offset + page.limit
    address = None
    if following < count:
        given = {name: value for name, value in request.GET.items() if name != "offset"}
        query = urlencode({**given, "offset": following})
        address = request.build_absolute_uri(f"{request.path}?{query}")
    return {"count": count, "next": address, "items": items}
