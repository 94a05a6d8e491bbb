"""The places whose pay a visitor can choose, and those that results name."""

from django.db.models.functions import Lower

from salaries.models import Area

STATE_LEVELS = (Area.Level.STATE, Area.Level.TERRITORY)


def list_states() -> list[tuple[str, str]]:
    """Codes and names of the states, the District of Columbia and the territories, by name."""
    states = Area.objects.published().filter(level__in=STATE_LEVELS)
    return list(states.order_by("name").values_list("code", "name"))


def find_area_code(state: str) -> str:
    """The survey's code of a state or territory, as in `OH`; empty if it has no wages of it."""
    areas = Area.objects.published().filter(state=state, level__in=STATE_LEVELS)
    return (areas.values_list("code", flat=True).first() or "") if state else ""


def find_area(code: str) -> Area | None:
    """The state that a result is for; None for the nation, or if the area is no longer held."""
    return Area.objects.filter(code=code).first() if code else None


def list_metros(area_code: str) -> list[tuple[str, str]]:
    """Codes and names of the metropolitan and other areas of a state, by name."""
    state = Area.objects.filter(code=area_code).values("state")
    metros = Area.objects.metros().published().filter(state__in=state)
    return list(metros.order_by(Lower("name")).values_list("code", "name"))
