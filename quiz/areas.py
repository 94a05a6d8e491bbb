"""The states and territories whose pay a visitor can choose."""

from django.db.models import QuerySet

from salaries.models import Area

# Codes that were looked up successfully. A state stays one, so none is looked up twice.
_known_states: set[str] = set()


def _states() -> QuerySet[Area]:
    return Area.objects.filter(level__in=(Area.Level.STATE, Area.Level.TERRITORY))


def list_states() -> list[tuple[str, str]]:
    """Codes and names of the states, the District of Columbia and the territories, by name."""
    return list(_states().order_by("name").values_list("code", "name"))


def is_state(code: str) -> bool:
    # PostgreSQL refuses NUL in a parameter, so only what can be a code is looked up.
    if code not in _known_states and code.isascii() and code.isalnum():
        _known_states.update(_states().filter(code=code).values_list("code", flat=True))
    return code in _known_states
