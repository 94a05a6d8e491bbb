"""What there is to search for a career: its programs, and what is known of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Value

from common.prepared import PreparedQuery
from programs.models import (
    FieldOfStudy,
    Institution,
    Program,
    ProgramCounts,
    ProgramQuerySet,
)
from programs.models.fields import build_code_pattern
from programs.models.queries import COUNTS

# What no code is: the pattern of a career without fields of study.
NO_CODE = "^-"


@dataclass(frozen=True)
class Offer:
    """The listed programs in a career's fields of study, or in the series around them."""

    fields: tuple[str, ...]
    # Those of unlisted programs too.
    credentials: tuple[int, ...]
    # Whether any institution's coordinates are known, as distances need them.
    has_coordinates: bool

    @property
    def programs(self) -> ProgramQuerySet[Program]:
        return Program.objects.listed().filter(field__in=self.fields)


def _aggregate(programs: ProgramQuerySet[Program], /, **aggregates: Any) -> QuerySet[Program, Any]:
    """One row, as of aggregate(), which cannot be prepared: all are grouped by a constant."""
    every = programs.order_by().annotate(every=Value(1)).values("every")
    return every.annotate(**aggregates).values_list(*aggregates)


def _select_counts(pattern: str) -> QuerySet[Program, Any]:
    """Those of listed(), without a join to every institution: few of them are closed."""
    fields = FieldOfStudy.objects.filter(code__regex=pattern)
    closed = Institution.objects.filter(is_closed=True)
    programs = Program.objects.filter(is_current=True, field__in=fields)
    return _aggregate(programs.exclude(institution__in=closed), **COUNTS)


def _select_facts(pattern: str) -> QuerySet[FieldOfStudy, Any]:
    """Facts of each field. There are few fields, so that only their codes meet the pattern."""
    programs = Program.objects.filter(field=OuterRef("pk")).order_by()
    located = programs.listed().filter(institution__latitude__isnull=False)
    return FieldOfStudy.objects.filter(code__regex=pattern).values_list(
        "code", ArraySubquery(programs.values("credential").distinct()), Exists(located)
    )


COUNTED = PreparedQuery(_select_counts)
FACTS = PreparedQuery(_select_facts)


def count_listed(cip_codes: Iterable[str]) -> ProgramCounts:
    """How many programs a career's fields of study have. One query."""
    return ProgramCounts(*COUNTED.rows(build_code_pattern(cip_codes) or NO_CODE)[0])


def describe_offer(cip_codes: Iterable[str]) -> Offer:
    """What there is to search. One query: it finds the fields, so that others need not."""
    facts = FACTS.rows(build_code_pattern(cip_codes) or NO_CODE)
    return Offer(
        fields=tuple(code for code, _, _ in facts),
        credentials=tuple(sorted({one for _, credentials, _ in facts for one in credentials})),
        has_coordinates=any(is_located for _, _, is_located in facts),
    )
