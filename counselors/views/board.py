"""The board of a group, its rows alone for the script that keeps it up to date, and its table."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from common.spreadsheets import csv_download
from counselors.board import Board, board_of
from counselors.forms.board import ChoiceForm, page_of
from counselors.gate import for_group, log
from counselors.models import Access, Group, TalkStatus
from counselors.table import picture_rows, pictures, rows

# The log says that somebody looked, not how long the page stood open.
LOGGED_EVERY = timedelta(hours=1)


@for_group
@require_safe
def board(request: HttpRequest, group: Group) -> HttpResponse:
    _log_opened(request, group)
    found = board_of(group, request.user)
    drawn = pictures(found)
    context = {
        **_shown(request, found),
        "pictures": drawn,
        "has_picture": any(picture.is_shown for picture in drawn),
    }
    return render(request, "counselors/board.html", context)


@for_group
@require_safe
def board_rows(request: HttpRequest, group: Group) -> HttpResponse:
    """What changes on the board by itself; 304 while it has not changed."""
    _log_opened(request, group)
    found = board_of(group, request.user)
    known = request.headers.get("If-None-Match", "")
    if found.fingerprint in known:
        return HttpResponseNotModified()
    response = render(request, "counselors/_board.html", _shown(request, found))
    response["ETag"] = f'"{found.fingerprint}"'
    return response


@for_group
@require_safe
def board_csv(request: HttpRequest, group: Group) -> HttpResponse:
    """The board as a file for spreadsheets."""
    log(request, group, Access.Action.CSV)
    return _csv(group, rows(group, request.user))


@for_group
@require_safe
def picture_csv(request: HttpRequest, group: Group) -> HttpResponse:
    """The figures of the group's picture as a file for spreadsheets, hidden where it is."""
    log(request, group, Access.Action.CSV, detail="the picture")
    return _csv(group, picture_rows(group, request.user), "-picture")


def _csv(group: Group, table: list[list[str | int]], which: str = "") -> HttpResponse:
    return csv_download(f"{slugify(group.name) or 'group'}{which}.csv", table)


def _shown(request: HttpRequest, found: Board) -> dict[str, Any]:
    choice = ChoiceForm(request.GET, found)
    page = page_of(choice.rows(), request.GET.get("page"))
    kept = choice.chosen
    query = urlencode({**kept, **({"page": page.number} if page.number > 1 else {})})
    return {
        "group": found.group,
        "board": found,
        "choice": choice,
        "page": page,
        "query": query,
        "page_query": urlencode(kept),
        "sorts": {column: _sort(choice, column) for column in ("name", "when", "band", "status")},
        "statuses": TalkStatus.choices,
        "link": request.build_absolute_uri(found.group.link_path),
    }


def _sort(choice: ChoiceForm, column: str) -> dict[str, str]:
    """Where a click on a column's heading leads, and how the column is sorted now."""
    sides = [side for side in (column, f"-{column}") if side in ChoiceForm.SORTS]
    # Where both ways make sense, the newest and the closest fit come first.
    first, last = sides[-1], sides[0]
    other = last if choice.order == first else first
    now = "descending" if choice.order.startswith("-") else "ascending"
    return {
        "query": urlencode({**choice.chosen, "sort": other}),
        "now": now if choice.order.removeprefix("-") == column else "",
    }


def _log_opened(request: HttpRequest, group: Group) -> None:
    lines = group.accesses.filter(
        user=request.user.pk,
        action=Access.Action.BOARD,
        at__gt=timezone.now() - LOGGED_EVERY,
    )
    if not lines.exists():
        log(request, group, Access.Action.BOARD)
