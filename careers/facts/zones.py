"""Zones of preparation (O*NET's job zones), of two frameworks. Pure: no database."""

from collections.abc import Mapping
from typing import Any, NamedTuple

FIVE, FOUR = 5, 4


class Zone(NamedTuple):
    """A zone, 1 to 5; the framework of four has no first zone: its second holds the first two."""

    number: int
    of: int = FIVE

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "Zone":
        """The zone of a fact of the kind `job_zone`."""
        return cls(values["zone"], values.get("of", FIVE))

    @property
    def is_first_two(self) -> bool:
        """Whether it may be the first or the second zone of five."""
        return self == (2, FOUR)

    def is_at_most(self, number: int) -> bool | None:
        """Whether it is at most this zone of five; None where its framework does not tell.

        >>> Zone(2).is_at_most(1), Zone(2, of=4).is_at_most(1), Zone(2, of=4).is_at_most(2)
        (False, None, True)
        """
        if self.is_first_two and number == 1:
            return None
        return self.number <= number
