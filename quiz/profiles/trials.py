"""What somebody tries out on the page of a profile's result: limits lifted or loosened."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from quiz.matching import limits
from quiz.matching.answers import Limits
from quiz.matching.conditions import CONDITIONS

ANY = "any"
# Parameters of the address.
LIFT, TRAINING, PAY_FROM, FIGURES = "lift", "training", "pay_from", "figures"
TODAY = "today"
# Those by which limits that are no conditions are tried; fields of `Trial` have the same names.
FIELDS = {limits.TRAINING: TRAINING, limits.PAY: PAY_FROM}
# More makes no sense as a length of training in months, or as pay in dollars a year.
MAX_MONTHS, MAX_PAY = 120, 1_000_000


@dataclass(frozen=True)
class Trial:
    """Limits that differ from those stored; None: as stored, ANY: no limit.

    `lift` are conditions that were ruled out and are not for once; they still bother.
    `is_today`: with the figures that are published now.
    """

    lift: tuple[str, ...] = ()
    training: int | str | None = None
    pay_from: int | str | None = None
    is_today: bool = False

    @property
    def is_none(self) -> bool:
        """Whether nothing is tried."""
        return self == AS_STORED

    @property
    def query(self) -> str:
        """The query of the page that shows it, from `?` on."""
        pairs: list[tuple[str, Any]] = [(LIFT, key) for key in self.lift]
        given = ((TRAINING, self.training), (PAY_FROM, self.pay_from))
        pairs += [(name, value) for name, value in given if value is not None]
        if self.is_today:
            pairs.append((FIGURES, TODAY))
        return f"?{urlencode(pairs)}"

    def lift_limit(self, limit: str) -> "Trial":
        """The trial without a limit as well: a condition's, or that of training or pay."""
        if limit in FIELDS:
            return self.loosen_limit(limit, ANY)
        return replace(self, lift=(*self.lift, limit))

    def loosen_limit(self, limit: str, value: int | str) -> "Trial":
        """The trial with another limit of training, in months, or of pay, in dollars a year."""
        changes: dict[str, Any] = {FIELDS[limit]: value}
        return replace(self, **changes)

    def apply(self, stored: Limits) -> Limits:
        """A person's limits with what is tried."""
        return Limits(
            training_months=_choose(self.training, stored.training_months),
            pay_from=_choose(self.pay_from, stored.pay_from),
        )


AS_STORED = Trial()


def read_trial(query: QueryDict) -> Trial:
    """What the parameters of an address ask for; those that make no sense are left out."""
    return Trial(
        lift=_list_known(query.getlist(LIFT)),
        training=_read_number(query.get(TRAINING, ""), MAX_MONTHS),
        pay_from=_read_number(query.get(PAY_FROM, ""), MAX_PAY),
        is_today=query.get(FIGURES) == TODAY,
    )


def _list_known(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(keys) if key in CONDITIONS)


def _read_number(text: str, highest: int) -> int | str | None:
    """A whole number of dollars or months, ANY, or None for anything else."""
    if text == ANY:
        return ANY
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(highest))
    return number if is_number and (number := int(text)) <= highest else None


def _choose(tried: int | str | None, stored: int | None) -> int | None:
    if tried is None:
        return stored
    return None if isinstance(tried, str) else tried
