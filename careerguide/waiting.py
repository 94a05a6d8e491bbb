"""What waits for an editor: reports, drafts, reviews that are due, files that came in.

A panel is shown to those who may see its table, and to nobody else. Each costs one query or two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from careers.models import (
    Correction,
    Description,
    FactImport,
    Guide,
    GuideSection,
    OutsideLink,
    ProjectionImport,
)
from programs.models import ProgramImport
from quiz.models import QuizVersion
from salaries.models import Release, SourceFile

# Rows that a panel names; the rest are behind its link.
MAX_ITEMS = 5
MAX_DESCRIPTIONS = 20


@dataclass(frozen=True)
class Item:
    """One thing that waits: its name, its page, and a short note (a date, a state)."""

    name: str
    url: str
    note: str


@dataclass(frozen=True)
class Panel:
    """Things of one kind that wait, or the sentence that none does."""

    title: str
    items: list[Item]
    empty: str
    more_url: str = ""
    more_label: str = ""


def build_panels(request: HttpRequest) -> list[Panel]:
    """The panels of what the user may see, in the order in which to look at them."""
    panels = (
        build_reports(request),
        build_reviews(request),
        build_drafts(request),
        build_broken_links(request),
        build_imports(request),
    )
    return [panel for panel in panels if panel is not None]


def may_view(request: HttpRequest, model: type[Model]) -> bool:
    """Whether the user may see the rows of a table, to change them or not."""
    return admin.site.get_model_admin(model).has_view_permission(request)


def build_item(row: Model, note: str, name: str = "") -> Item:
    """A row, by its own name unless another is given, with its page in admin."""
    meta = row._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return Item(name or str(row), url, note)


def build_reports(request: HttpRequest) -> Panel | None:
    """Open reports from readers, the newest first."""
    if not may_view(request, Correction):
        return None
    inbox = reverse("admin:careers_correction_changelist")
    reports = Correction.objects.open()
    number = reports.count()
    return Panel(
        title="Reports from readers",
        items=[
            build_item(report, f"{report.about}, {day(report.created_at)}", report.statement[:90])
            for report in reports[:MAX_ITEMS]
        ],
        empty="No open report.",
        more_url=f"{inbox}?status__exact=open" if number else inbox,
        more_label=f"All {number} open reports" if number > MAX_ITEMS else "All reports",
    )


def build_reviews(request: HttpRequest) -> Panel | None:
    """Sections that are due, the user's own first."""
    if not may_view(request, GuideSection):
        return None
    overdue = list(
        GuideSection.objects.overdue(timezone.localdate()).select_related("guide__career", "owner")
    )
    overdue.sort(key=lambda section: section.owner_id != request.user.pk)
    number = len(overdue)
    return Panel(
        title="To be compared with the sources again",
        items=[
            build_item(
                section,
                f"last compared {day(section.compared_on)}, {section.owner or 'nobody'}’s",
                f"{section.guide}: {section.heading}",
            )
            for section in overdue[:MAX_ITEMS]
        ],
        empty="No section of a published guide is due.",
        more_url=reverse("admin:careers_guidesection_changelist") + "?o=5",
        more_label=f"All {number} that are due" if number > MAX_ITEMS else "All sections",
    )


def build_drafts(request: HttpRequest) -> Panel | None:
    """What is not public yet: guides, descriptions, quiz versions, official figures."""
    guides = Guide.objects.with_unpublished_changes()
    quizzes = QuizVersion.objects.drafts().select_related("quiz__career")
    wages = Release.objects.filter(status=Release.Status.DRAFT)
    kinds: list[tuple[QuerySet[Any], Callable[[Any], str]]] = [
        (guides, describe_guide),
        (quizzes, lambda _: "quiz"),
        (wages, lambda _: "wages"),
        (FactImport.objects.filter(state=FactImport.State.READY), lambda _: "facts"),
        (
            ProjectionImport.objects.filter(state=ProjectionImport.State.READY),
            lambda _: "projections",
        ),
        # Last: there may be hundreds.
        (Description.objects.drafts()[:MAX_DESCRIPTIONS], lambda _: "description"),
    ]
    visible = [(rows, describe) for rows, describe in kinds if may_view(request, rows.model)]
    if not visible:
        return None
    return Panel(
        title="Waits to be published",
        items=[
            Item(str(row), publishing_url(row), describe(row))
            for rows, describe in visible
            for row in rows
        ],
        empty="No draft waits to be published.",
    )


def publishing_url(row: Model) -> str:
    """The page that publishes a guide; for others the row's own, which leads there."""
    page = "publish" if isinstance(row, Guide) else "change"
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def describe_guide(guide: Any) -> str:
    """What is not public of a guide from `with_unpublished_changes`, and who handed it over."""
    kind = "guide, changes" if guide.newest else "guide"
    if guide.handed_over_at is None:
        return f"{kind}, last edited {day(guide.updated_at)}"
    who = f" by {guide.handed_over_by}" if guide.handed_over_by else ""
    note = f": {guide.handed_over_note}" if guide.handed_over_note else ""
    return f"{kind}, handed over{who}, {day(guide.handed_over_at)}{note}"


def build_broken_links(request: HttpRequest) -> Panel | None:
    """Links that lead nowhere; no panel where none is known to be broken."""
    if not may_view(request, OutsideLink):
        return None
    items = [
        build_item(link, f"{link.detail}; {link.places.splitlines()[0]}")
        for link in OutsideLink.objects.broken()[:MAX_ITEMS]
    ]
    if not items:
        return None
    return Panel(
        title="Links that lead nowhere",
        items=items,
        empty="",
        more_url=reverse("admin:careers_outsidelink_changelist") + "?is_good__exact=0",
        more_label="All broken links",
    )


def build_imports(request: HttpRequest) -> Panel | None:
    """The files that came in last."""
    sees_wages, sees_programs = may_view(request, Release), may_view(request, ProgramImport)
    if not sees_wages and not sees_programs:
        return None
    dated: list[tuple[datetime, Item]] = []
    if sees_wages:
        files = SourceFile.objects.defer("names").select_related("release").order_by("-loaded_at")
        dated += [
            (file.loaded_at, build_item(file.release, day(file.loaded_at), f"Wages: {file.name}"))
            for file in files[:MAX_ITEMS]
        ]
    if sees_programs:
        for run in ProgramImport.objects.order_by("-pk")[:MAX_ITEMS]:
            note = f"{day(run.created_at)}, {run.get_state_display().lower()}"
            dated.append((run.created_at, build_item(run, note, f"Programs: {run.file_name}")))
    dated.sort(key=lambda entry: entry[0], reverse=True)
    return Panel(
        title="Files that came in last",
        items=[item for _, item in dated[:MAX_ITEMS]],
        empty="No file came in yet.",
    )


def day(moment: date) -> str:
    """A date in the site's words: `Nov 24, 2026`."""
    return f"{moment:%b} {moment.day}, {moment.year}"
