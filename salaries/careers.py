"""What the wage pages need to know of a career."""

from typing import Any, Protocol

from salaries.models import Occupation


class CareerPage(Protocol):
    """A career's name and addresses, and the survey occupation that its wages are for."""

    name: str
    title: str
    slug: str
    occupation: Occupation
    occupation_includes: str
    occupation_excludes: str
    # A manager of rows with `soc_code`.
    related_occupations: Any

    def get_absolute_url(self) -> str:
        """Return the address of the career's guide."""
        ...
