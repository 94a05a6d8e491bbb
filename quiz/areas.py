"""The states and territories whose pay a visitor can choose."""

from django.db.models import QuerySet

from salaries.models import Area


def _states() -> QuerySet[Area]:
    return Area.objects.filter(level__in=(Area.Level.STATE, Area.Level.TERRITORY))


def list_states() -> list[tuple[str, str]]:
    """Codes and names of the states, the District of Columbia and the territories, by name."""
    return list(_states().order_by("name").values_list("code", "name"))


def is_state(code: str) -> bool:
    # PostgreSQL refuses NUL in a parameter, so only what can be a code is looked up.
    return code.isascii() and code.isalnum() and _states().filter(code=code).exists()
