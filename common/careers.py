"""What pages need to know of a career to name it and to link to it."""

from typing import Protocol


class CareerPage(Protocol):
    """A career's name and address, as its own app stores them."""

    @property
    def name(self) -> str: ...

    @property
    def slug(self) -> str: ...

    def get_absolute_url(self) -> str:
        """Return the address of the career's guide."""
        ...
