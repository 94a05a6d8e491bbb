"""The places whose pay a visitor can choose."""

from django.db.models.functions import Lower

from salaries.models import Area


def list_states() -> list[tuple[str, str]]:
    """Codes and names of the states, the District of Columbia and the territories, by name."""
    states = Area.objects.published().filter(level__in=(Area.Level.STATE, Area.Level.TERRITORY))
    return list(states.order_by("name").values_list("code", "name"))


def list_metros(area_code: str) -> list[tuple[str, str]]:
    """Codes and names of the metropolitan and other areas of a state, by name."""
    state = Area.objects.filter(code=area_code).values("state")
    metros = Area.objects.metros().published().filter(state__in=state)
    return list(metros.order_by(Lower("name")).values_list("code", "name"))
