"""What the wage pages need to know of a career."""

from collections.abc import Sequence
from typing import Protocol

from salaries.models import Occupation
from salaries.related import RelatedOccupation


class CareerPage(Protocol):
    """A career's name and addresses, and the survey occupation that its wages are for."""

    name: str
    title: str
    slug: str
    occupation: Occupation
    occupation_includes: str
    occupation_excludes: str

    def get_absolute_url(self) -> str:
        """Return the address of the career's guide."""
        ...


Related = Sequence[RelatedOccupation]
