"""What the wage pages need to know of a career."""

from collections.abc import Sequence
from typing import Protocol

import common.careers
from salaries.models import Occupation


class RelatedOccupation(Protocol):
    """A neighbor of a career's occupation, and how its work differs."""

    soc_code: str
    difference: str
    is_next_step: bool


class CareerPage(common.careers.CareerPage, Protocol):
    """A career with the survey occupation that its wages are for."""

    @property
    def occupation(self) -> Occupation: ...

    @property
    def occupation_includes(self) -> str: ...

    @property
    def occupation_excludes(self) -> str: ...

    @property
    def related_occupations(self) -> Sequence[RelatedOccupation]: ...
