"""What waits for an editor: reports, drafts, reviews that are due, files that came in.

A panel is shown to those who may see its table, and to nobody else. Each costs one query or two.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from careers.models import Career, Correction, GuideSection, OutsideLink
from careers.models.publishing import is_public
from programs.models import ProgramImport
from quiz.models import QuizVersion
from salaries.models import Release, SourceFile

# Rows that a panel names; the rest are behind its link.
NAMED = 5

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Item:
    """One thing that waits: its name, its page, and a few words (a date, a state)."""

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


def panels_for(user: User) -> list[Panel]:
    """The panels of what this user may see, in the order in which to look at them."""
    panels = (corrections(user), reviews(user), drafts(user), links(user), imports(user))
    return [panel for panel in panels if panel is not None]


def may_view(user: User, model: type[Model]) -> bool:
    """Whether the user may see the rows of a table, to change them or not."""
    if not isinstance(user, PermissionsMixin):
        return False
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perm(f"{label}.view_{name}") or user.has_perm(f"{label}.change_{name}")


def page_of(row: Model) -> str:
    """The address of a row's page in these pages; empty where its table has no page."""
    meta = row._meta
    if not admin.site.is_registered(type(row)):
        return ""
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def corrections(user: User) -> Panel | None:
    if not may_view(user, Correction):
        return None
    inbox = reverse("admin:careers_correction_changelist")
    waiting = Correction.objects.open()
    number = waiting.count()
    return Panel(
        title="Reports from readers",
        items=[
            Item(
                report.statement[:90], page_of(report), f"{report.about}, {day(report.created_at)}"
            )
            for report in waiting[:NAMED]
        ],
        empty="No open report.",
        more_url=f"{inbox}?status__exact=open" if number else inbox,
        more_label=f"All {number} open reports" if number > NAMED else "All reports",
    )


def reviews(user: User) -> Panel | None:
    """Sections that are due, one's own first."""
    if not may_view(user, GuideSection):
        return None
    overdue = list(
        GuideSection.objects.overdue(timezone.localdate()).select_related("career", "owner")
    )
    overdue.sort(key=lambda section: section.owner_id != user.pk)
    every = reverse("admin:careers_guidesection_changelist")
    return Panel(
        title="To be compared with the sources again",
        items=[
            Item(
                name=f"{section.career}: {section.heading}",
                url=page_of(section),
                note=f"last compared {day(section.compared_on)}, "
                + (f"{section.owner}’s" if section.owner else "nobody’s"),
            )
            for section in overdue[:NAMED]
        ],
        empty="No section of a published guide is due.",
        more_url=f"{every}?o=5",
        more_label=f"All {len(overdue)} that are due" if len(overdue) > NAMED else "All sections",
    )


def drafts(user: User) -> Panel | None:
    """What is not public yet: guides, quiz versions, releases of wages."""
    hidden = GuideSection.objects.exclude(is_public())
    kinds: list[tuple[type[Model], Callable[[], Iterable[Any]], str]] = [
        (Career, Career.objects.drafts, "guide"),
        (Career, lambda: Career.objects.filter(draft__isnull=False), "changes of a guide"),
        (
            Career,
            lambda: Career.objects.published().filter(sections__in=hidden).distinct(),
            "sections of a guide",
        ),
        (
            QuizVersion,
            lambda: QuizVersion.objects.drafts().select_related("quiz__career"),
            "quiz",
        ),
        (Release, lambda: Release.objects.filter(status=Release.Status.DRAFT), "wages"),
    ]
    seen = [kind for kind in kinds if may_view(user, kind[0])]
    if not seen:
        return None
    return Panel(
        title="Drafts",
        items=[
            Item(str(row), page_of(row), note) for _, rows, note in seen for row in list(rows())
        ],
        empty="No draft waits to be published.",
    )


def links(user: User) -> Panel | None:
    """Links that lead nowhere; no panel where none is known to be broken."""
    if not may_view(user, OutsideLink):
        return None
    broken = list(OutsideLink.objects.broken()[: NAMED + 1])
    if not broken:
        return None
    return Panel(
        title="Links that lead nowhere",
        items=[
            Item(link.url, page_of(link), f"{link.detail}; {link.places.splitlines()[0]}")
            for link in broken[:NAMED]
        ],
        empty="",
        more_url=reverse("admin:careers_outsidelink_changelist") + "?is_good__exact=0",
        more_label="All broken links",
    )


def imports(user: User) -> Panel | None:
    """The files that came in last, with who brought them."""
    came: list[tuple[Any, Item]] = []
    seen = False
    if may_view(user, Release):
        seen = True
        files = SourceFile.objects.select_related("release").order_by("-loaded_at")[:NAMED]
        came += [
            (
                file.loaded_at,
                Item(f"Wages: {file.name}", page_of(file.release), day(file.loaded_at)),
            )
            for file in files
        ]
    if may_view(user, ProgramImport):
        seen = True
        came += [
            (
                run.created_at,
                Item(
                    f"Programs: {run.file_name}",
                    page_of(run),
                    f"{day(run.created_at)}, {run.get_state_display().lower()}",
                ),
            )
            for run in ProgramImport.objects.order_by("-pk")[:NAMED]
        ]
    if not seen:
        return None
    came.sort(key=lambda entry: entry[0], reverse=True)
    return Panel(
        title="Files that came in last",
        items=[item for _, item in came[:NAMED]],
        empty="No file came in yet.",
    )


def day(moment: date) -> str:
    """A date in the site's words: `Nov 24, 2026`."""
    return f"{moment:%b} {moment.day}, {moment.year}"
