"""What the wage pages need to know of a career: its name and address, and nothing else."""

from typing import Protocol


class CareerPage(Protocol):
    """A career as its own app keeps it; the wages know only its survey occupation by code."""

    name: str
    title: str
    slug: str
    soc_code: str
    occupation_includes: str
    occupation_excludes: str

    def get_absolute_url(self) -> str:
        """Give the address of the career's guide."""
        ...
