"""Lists come in pages: `limit` and `offset` in the address, `count` and `next` in the answer."""

from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

Item = TypeVar("Item")
Rows = TypeVar("Rows", bound=QuerySet[Any])
MAX_ITEMS = 200
# Deeper offsets are slow, and only bulk downloads would need them.
MAX_OFFSET = 1_000_000


class Paging(Schema):
    limit: int = Field(50, ge=1, le=MAX_ITEMS)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)


Page = Annotated[Paging, Query()]


class PageOf(Schema, Generic[Item]):
    count: int
    next: str | None
    items: list[Item]


def filter_given(rows: Rows, **filters: Any) -> Rows:
    """The rows that match the filters that the request gives."""
    return rows.filter(**{name: value for name, value in filters.items() if value})


def paginate(request: HttpRequest, rows: QuerySet[Any], page: Paging) -> dict[str, Any]:
    """One page of the rows, which must be in a total order. Two queries."""
    count = rows.count()
    end = page.offset + page.limit
    next_url = None
    if end < count:
        query = urlencode({**request.GET.dict(), "offset": end})
        next_url = request.build_absolute_uri(f"{request.path}?{query}")
    return {"count": count, "next": next_url, "items": list(rows[page.offset : end])}
