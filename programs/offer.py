"""What there is to search for a career: its programs, and what is known of all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import chain
from statistics import median
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    QuerySet,
    When,
)

from common.prepared import PreparedQuery
from programs.models import (
    FieldOfStudy,
    FieldSummary,
    Institution,
    InstitutionPrice,
    Program,
    ProgramCounts,
    ProgramPrice,
    ProgramQuerySet,
)
from programs.models.fields import CodeLists, IsInArray, is_within
from programs.models.queries import Median
from programs.prices.typical import PublishedDebt

# The kinds of programs whose debts a guide tells.
COMMON = (Program.Credential.CERTIFICATE, Program.Credential.ASSOCIATE)
NOTABLE_SHARE = 0.1


@dataclass(frozen=True)
class EarningsCheck:
    """How what programs lead to compares with a high school diploma in the same state.

    `known`: programs with both figures; `below`: those of them whose graduates earn less. Without
    a source the editors entered the figures.
    """

    known: int
    below: int
    source: str | None
    published_on: date | None

    @property
    def is_notable(self) -> bool:
        """Whether so many are below that a career's own page says it."""
        return self.known > 0 and self.below >= NOTABLE_SHARE * self.known


class Numbers(NamedTuple):
    """A FieldSummary with the name of its field and its source; `debts` only of COMMON ones."""

    field: str
    name: str
    credential: int
    programs: int
    inactive: int
    completers: int
    earnings: int
    debt: int
    cost: int
    delivery: int
    online: int
    compared: int
    below: int
    source: str | None
    published_on: date | None
    debts: Sequence[int] | None
    # Of any institution at all.
    control: bool
    coordinates: bool
    prices: bool


# Facts that filters and orders rest on, by the number that says of how many programs they are.
FACTS = {
    **{name: name for name in ("completers", "earnings", "debt", "cost", "delivery", "online")},
    "gain": "compared",
    "control": "control",
    "coordinates": "coordinates",
    "prices": "prices",
}


@dataclass(frozen=True)
class Offer:
    """The programs of the latest file in a career's fields of study, or in the series around them.

    `rows` has their numbers for each field and credential.
    """

    rows: Sequence[Numbers] = ()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of the fields of study that have programs, by code."""
        return {row.field: row.name for row in self.rows}

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.names)

    @cached_property
    def credentials(self) -> tuple[int, ...]:
        return tuple(sorted({row.credential for row in self.rows}))

    @cached_property
    def known(self) -> frozenset[str]:
        """The facts that at least one program has: by another one nothing is found or sorted."""
        return frozenset(
            fact for fact, name in FACTS.items() if any(getattr(row, name) for row in self.rows)
        )

    @cached_property
    def counts(self) -> ProgramCounts:
        return self.count()

    @property
    def earnings_check(self) -> EarningsCheck | None:
        return self.check_earnings()

    @cached_property
    def debts(self) -> dict[int, PublishedDebt]:
        """Those of certificates and of associate degrees."""
        debts = {}
        for key in COMMON:
            rows = self.select(credential=key)
            if known := sorted(chain.from_iterable(row.debts or () for row in rows)):
                debts[int(key)] = PublishedDebt(round(median(known)), len(known))
        return debts

    @property
    def programs(self) -> ProgramQuerySet[Program]:
        return Program.objects.filter(is_current=True, field__in=self.fields)

    def select(self, field: str = "", credential: int | None = None) -> Iterator[Numbers]:
        """The numbers of one field, of one credential, or of one in the other."""
        for row in self.rows:
            if field in ("", row.field) and credential in (None, row.credential):
                yield row

    def count(self, field: str = "", credential: int | None = None) -> ProgramCounts:
        """How many programs there are; at how many institutions, these numbers do not say."""
        rows = list(self.select(field, credential))
        return ProgramCounts(
            programs=sum(row.programs for row in rows),
            left_out=sum(row.inactive for row in rows),
            online=sum(row.online for row in rows),
        )

    def check_earnings(self, field: str = "") -> EarningsCheck | None:
        """The check of one field, or of all; None where nothing can be compared."""
        rows = [row for row in self.select(field) if row.compared]
        if not rows:
            return None
        newest = max(rows, key=lambda row: row.published_on or date.min)
        return EarningsCheck(
            known=sum(row.compared for row in rows),
            below=sum(row.below for row in rows),
            source=newest.source,
            published_on=newest.published_on,
        )


@dataclass(frozen=True)
class DiplomaPay:
    """What people earn with a high school diploma, in dollars a year, by state."""

    by_state: Mapping[str, int]

    def get(self, state: str) -> int | None:
        """The pay in a state; without one the median of the states, each counted once."""
        if state:
            return self.by_state.get(state)
        return round(median(self.by_state.values())) if self.by_state else None


def _select_numbers(exact: str, around: str) -> QuerySet[FieldSummary, Any]:
    columns = ("completers", "earnings", "debt", "cost", "delivery")
    summaries = FieldSummary.objects.filter(is_within("field", exact, around))
    return summaries.order_by("field", "credential").values_list(
        *("field", "field__name", "credential", "programs", "inactive"),
        *(f"with_{name}" for name in columns),
        *("online", "compared", "below", "source__title", "source__published_on"),
        Case(When(credential__in=COMMON, then="debts")),
        Exists(Institution.objects.exclude(control="")),
        Exists(Institution.objects.exclude(latitude=None)),
        ExpressionWrapper(
            Exists(InstitutionPrice.objects.all()) | Exists(ProgramPrice.objects.all()),
            output_field=BooleanField(),
        ),
    )


def _select_grouped(group: str, column: str, exact: str, around: str) -> QuerySet[Program, Any]:
    """The median of a column, and of how many programs, for each value of `group`.

    The codes are an array and not joined: the planner would expect few programs in few fields.
    """
    codes = FieldOfStudy.objects.filter(is_within("code", exact, around)).values("code")
    programs = Program.objects.filter(IsInArray(F("field"), ArraySubquery(codes)), is_current=True)
    known = programs.order_by().filter(**{f"{column}__isnull": False})
    medians: ProgramQuerySet[Program] = known.values(group).annotate(
        middle=Median(column), programs=Count("pk")
    )
    return medians.values_list(group, "middle", "programs")


NUMBERS = PreparedQuery(_select_numbers)
DIPLOMA_PAY = PreparedQuery(partial(_select_grouped, "institution__state", "high_school_earnings"))
DEBTS = PreparedQuery(partial(_select_grouped, "credential", "debt"))


def describe_offer(cip_codes: Iterable[str]) -> Offer:
    """What there is to search. One query, of numbers that are counted already."""
    return Offer([Numbers(*row) for row in NUMBERS.rows(*CodeLists.of(cip_codes))])


def read_diploma_pay(cip_codes: Iterable[str]) -> DiplomaPay:
    """Where the readers of a payback name no pay of theirs. One query."""
    rows = DIPLOMA_PAY.rows(*CodeLists.of(cip_codes))
    return DiplomaPay({state: pay for state, pay, _ in rows if state})


def read_usual_debts(cip_codes: Iterable[str]) -> Mapping[int, PublishedDebt]:
    """The median debt of each kind of program, by credential. One query."""
    rows = DEBTS.rows(*CodeLists.of(cip_codes))
    return {key: PublishedDebt(debt, programs) for key, debt, programs in rows}
