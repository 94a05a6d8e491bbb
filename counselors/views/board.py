"""The board of a group, its rows for the script that updates it, and its CSV files."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.spreadsheets import csv_download
from counselors.board import Board, build_board
from counselors.csv_tables import build_board_rows, build_summary_rows
from counselors.forms.board import BoardFilterForm
from counselors.kinds import find_kind
from counselors.models import Access, Group, TalkStatus
from counselors.models.access import SUMMARY
from counselors.permissions import group_access_required

ROWS_PER_PAGE = 50
# The script loads the rows again and again; the log has one line an hour for that.
LOG_INTERVAL = timedelta(hours=1)


@group_access_required
@require_safe
def board(request: HttpRequest, group: Group) -> HttpResponse:
    _log_opened(request, group)
    board = build_board(group, request.user)
    summaries = find_kind(group).summarize(board)
    context = {
        **_build_context(request, board),
        "summaries": summaries,
        "has_summary": any(summary.is_shown for summary in summaries),
    }
    return render(request, "counselors/board.html", context)


@group_access_required
@require_safe
def board_rows(request: HttpRequest, group: Group) -> HttpResponse:
    """The part of the board that the script updates; 304 if it has not changed."""
    _log_opened(request, group)
    board = build_board(group, request.user)
    if board.fingerprint in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified()
    response = render(request, "counselors/_board.html", _build_context(request, board))
    response["ETag"] = f'"{board.fingerprint}"'
    return response


@group_access_required
@require_safe
def board_csv(request: HttpRequest, group: Group) -> HttpResponse:
    """The board as a file for spreadsheets."""
    group.log_access(request.user, Access.Action.CSV)
    return csv_download(f"{group.file_name}.csv", build_board_rows(group, request.user))


@group_access_required
@require_safe
def picture_csv(request: HttpRequest, group: Group) -> HttpResponse:
    """The group's summary as a file for spreadsheets, with the same parts hidden."""
    group.log_access(request.user, Access.Action.CSV, detail=SUMMARY)
    return csv_download(f"{group.file_name}-picture.csv", build_summary_rows(group, request.user))


def _build_context(request: HttpRequest, board: Board) -> dict[str, Any]:
    kind = find_kind(board.group)
    form = kind.filter_form(request.GET, board)
    page = Paginator(form.rows(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    query = urlencode({**form.chosen, **({"page": page.number} if page.number > 1 else {})})
    return {
        "group": board.group,
        "board": board,
        "kind": kind,
        "filter_form": form,
        "page": page,
        "query": query,
        "page_query": urlencode(form.chosen),
        "sorts": {column: _describe_sort(form, column) for column in form.SORT_KEYS},
        "statuses": TalkStatus.choices,
        "link": request.build_absolute_uri(board.group.link_path),
    }


def _describe_sort(form: BoardFilterForm, column: str) -> dict[str, str]:
    """The query of a column's heading, and the column's current order as `aria-sort`."""
    orders = [order for order in (column, f"-{column}") if order in form.SORTS]
    # Where both orders make sense, the descending one comes first.
    first, last = orders[-1], orders[0]
    other = last if form.order == first else first
    current = "descending" if form.order.startswith("-") else "ascending"
    return {
        "query": urlencode({**form.chosen, "sort": other}),
        "current": current if form.order.removeprefix("-") == column else "",
    }


def _log_opened(request: HttpRequest, group: Group) -> None:
    recent = group.accesses.filter(
        user=request.user.pk,
        action=Access.Action.BOARD,
        at__gt=timezone.now() - LOG_INTERVAL,
    )
    if not recent.exists():
        group.log_access(request.user, Access.Action.BOARD)
