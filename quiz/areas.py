"""The states and territories whose pay a visitor can ask for."""

from salaries.models import Area

LEVELS = (Area.Level.STATE, Area.Level.TERRITORY)
# Codes that were found once: a state stays one, so a process asks about each at most once.
_found: set[str] = set()


def states() -> list[tuple[str, str]]:
    """Codes and names of the states, the District of Columbia and the territories, by name."""
    return list(Area.objects.filter(level__in=LEVELS).order_by("name").values_list("code", "name"))


def is_state(code: str) -> bool:
    """Whether this is the code of one of them."""
    # What is no code is not worth asking about, and NUL cannot be asked at all.
    if code not in _found and code.isascii() and code.isalnum():
        _found.update(
            Area.objects.filter(level__in=LEVELS, code=code).values_list("code", flat=True)
        )
    return code in _found
