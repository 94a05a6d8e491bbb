"""What is measured of a career, as matching needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.matching.conditions import Amount, find_amount


class Conditions(dict[str, float]):
    """Means by the keys of `conditions.CONDITIONS`, and how much of a condition each stands for.

    All careers of an occupation share one, so that amounts are found once.
    """

    def __init__(self, means: Mapping[str, float]) -> None:
        super().__init__(means)
        self.amounts = {key: find_amount(key, mean) for key, mean in means.items()}


@dataclass(frozen=True, slots=True)
class MeasuredCareer:
    """A public career; what no source says of it is None or not there.

    `interest_weights` are by the letters of INTERESTS and add up to 1 (interests.weigh_interests).
    `conditions` has means on the sources' own scales, by the keys of `conditions.CONDITIONS`.
    `training_months` is the usual schooling before the first paid day. `pay` is the median in
    dollars a year where the person lives, or what it is at least if `is_pay_floor`. `openings` are
    those of a year in the nation. `amounts` are how much there is of each condition that is
    measured.
    """

    career_id: int
    slug: str
    soc_code: str
    interest_weights: Mapping[str, float] | None = None
    conditions: Mapping[str, float] = field(default_factory=dict)
    training_months: int | None = None
    pay: int | None = None
    is_pay_floor: bool = False
    openings: int | None = None
    amounts: Mapping[str, Amount] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = self.conditions
        conditions = known if isinstance(known, Conditions) else Conditions(known)
        object.__setattr__(self, "amounts", conditions.amounts)
