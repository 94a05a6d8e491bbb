"""Rows that tests of several rooms begin with."""

from salaries.models import Occupation


def occupation(soc_code: str) -> Occupation:
    """The survey occupation of a SOC code, made up where the database has none."""
    defaults = {"title": f"Workers of {soc_code}", "group": Occupation.Group.DETAILED}
    return Occupation.objects.get_or_create(soc_code=soc_code, defaults=defaults)[0]
