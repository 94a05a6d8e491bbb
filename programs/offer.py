"""What there is to search for a career: its programs, and what is known of all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from statistics import median
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, Exists, F, Func, Max, Q, QuerySet, Value

from common.prepared import PreparedQuery
from programs.costs import PublishedDebt
from programs.models import FieldOfStudy, Institution, Program, ProgramCounts, ProgramQuerySet
from programs.models.fields import build_code_pattern
from programs.models.queries import Median, count_columns

# What no code is: the pattern of a career without fields of study.
NO_CODE = "^-"


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


@dataclass(frozen=True)
class Offer:
    """The programs of the latest file in a career's fields of study, or in the series around them.

    `known` are the facts that at least one of them has: a filter or an order by another one would
    do nothing. `counts` is None where nobody asked for them. `debts` are those of certificates and
    of associate degrees.
    """

    fields: tuple[str, ...] = ()
    credentials: tuple[int, ...] = ()
    known: frozenset[str] = frozenset()
    counts: ProgramCounts | None = None
    earnings_check: EarningsCheck | None = None
    debts: Mapping[int, PublishedDebt] = field(default_factory=dict)

    @property
    def programs(self) -> ProgramQuerySet[Program]:
        return Program.objects.filter(is_current=True, field__in=self.fields)


@dataclass(frozen=True)
class PublicFigures:
    """What people earn with a high school diploma, by state, and owe after a kind of program."""

    diploma_pay: Mapping[str, int]
    debts: Mapping[int, PublishedDebt]

    def get_diploma_pay(self, state: str) -> int | None:
        """Dollars a year in a state; without one the median of the states, each counted once."""
        if state:
            return self.diploma_pay.get(state)
        return round(median(self.diploma_pay.values())) if self.diploma_pay else None


def _select_programs(pattern: str) -> ProgramQuerySet[Program]:
    """The programs in fields whose codes meet a pattern.

    The codes are an array and not joined: the planner would expect few programs in few fields.
    """
    codes = ArraySubquery(FieldOfStudy.objects.filter(code__regex=pattern).values("code"))
    is_in_fields = Func(
        F("field"),
        codes,
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
    return Program.objects.filter(is_in_fields, is_current=True).order_by()


BOTH = Q(earnings__isnull=False, high_school_earnings__isnull=False)
KNOWN: Mapping[str, Any] = {
    **{name: Count(name) for name in ("completers", "earnings", "debt")},
    "cost": Count("cost_low"),
    "delivery": Count("pk", filter=~Q(delivery="")),
    "online": Count("pk", filter=Q(delivery="online")),
    # Of any institution, so that not every one of them is read.
    "control": Count("pk", filter=Exists(Institution.objects.exclude(control=""))),
    "coordinates": Count("pk", filter=Exists(Institution.objects.exclude(latitude=None))),
}
CHECK: Mapping[str, Any] = {
    "known": Count("pk", filter=BOTH),
    "below": Count("pk", filter=BOTH & Q(earnings__lt=F("high_school_earnings"))),
    "source": Max("source__title", filter=BOTH),
    "published_on": Max("source__published_on", filter=BOTH),
}
COMMON = (Program.Credential.CERTIFICATE, Program.Credential.ASSOCIATE)


def _select_offer(counts: Mapping[str, Any], pattern: str) -> QuerySet[Program, Any]:
    """One row, as of aggregate(), which cannot be prepared: all are grouped by a constant."""
    columns = {
        "fields": ArrayAgg("field", distinct=True),
        "credentials": ArrayAgg("credential", distinct=True),
        **{f"known_{name}": count for name, count in KNOWN.items()},
        **{f"check_{name}": value for name, value in CHECK.items()},
    }
    for credential in COMMON:
        of_kind = Q(credential=credential)
        columns[f"debt_{credential}"] = Median("debt", filter=of_kind)
        columns[f"debts_{credential}"] = Count("debt", filter=of_kind)
    columns |= {f"count_{name}": count for name, count in counts.items()}
    every = _select_programs(pattern).annotate(every=Value(1)).values("every")
    return every.annotate(**columns).values_list(*columns)


def _select_grouped(group: str, column: str, pattern: str) -> QuerySet[Program, Any]:
    """The median of a column, and of how many programs, for each value of `group`."""
    known = _select_programs(pattern).filter(**{f"{column}__isnull": False})
    medians: ProgramQuerySet[Program] = known.values(group).annotate(
        middle=Median(column), programs=Count("pk")
    )
    return medians.values_list(group, "middle", "programs")


OFFER = PreparedQuery(partial(_select_offer, {}))
COUNTED_OFFER = PreparedQuery(partial(_select_offer, count_columns()))
DIPLOMA_PAY = PreparedQuery(partial(_select_grouped, "institution__state", "high_school_earnings"))
DEBTS = PreparedQuery(partial(_select_grouped, "credential", "debt"))


def describe_offer(cip_codes: Iterable[str], with_counts: bool = True) -> Offer:
    """What there is to search. One query: it finds the fields, so that others need not.

    The counts read every institution.
    """
    query = COUNTED_OFFER if with_counts else OFFER
    (row,) = query.rows(build_code_pattern(cip_codes) or NO_CODE)
    columns = iter(row)
    fields, credentials = next(columns) or (), next(columns) or ()
    known = {name for name in KNOWN if next(columns)}
    check = EarningsCheck(*(next(columns) for _ in CHECK))
    debts = {key: PublishedDebt(next(columns), next(columns)) for key in COMMON}
    return Offer(
        fields=tuple(fields),
        credentials=tuple(credentials),
        known=frozenset(known),
        # The columns that are left.
        counts=ProgramCounts(*columns) if with_counts else None,
        earnings_check=check if check.known else None,
        debts={int(key): debt for key, debt in debts.items() if debt.programs},
    )


def read_public_figures(cip_codes: Iterable[str]) -> PublicFigures:
    """What a payback is calculated with where its reader names no figure. Two queries."""
    pattern = build_code_pattern(cip_codes) or NO_CODE
    return PublicFigures(
        {state: pay for state, pay, _ in DIPLOMA_PAY.rows(pattern) if state},
        {key: PublishedDebt(debt, programs) for key, debt, programs in DEBTS.rows(pattern)},
    )
