"""Areas and occupations of a file: new ones are added, known ones are left as they are."""

from collections.abc import Iterable

from django.utils.text import slugify

from salaries.models import Area, Occupation
from salaries.oews.reader import LEVELS

NATION_NAME = "United States"


def add_areas(areas: Iterable[tuple[str, str, str, str]]) -> None:
    """Add those areas, given as (code, title, area type, state), that are not known."""
    known = set(Area.objects.values_list("code", flat=True))
    slugs = set(Area.objects.values_list("slug", flat=True))
    new = []
    for code, title, area_type, state in areas:
        if code in known:
            continue
        level = LEVELS[area_type]
        name = NATION_NAME if level == Area.Level.NATION else title
        slug = slugify(name)[:120]
        # The same name comes back with another code when the boundaries of an area change.
        if slug in slugs:
            slug = f"{slug}-{code}"
        slugs.add(slug)
        new.append(Area(code=code, level=level, name=name, slug=slug, state=state))
    Area.objects.bulk_create(new)


def add_occupations(occupations: Iterable[tuple[str, str, str]]) -> None:
    """Add those occupations, given as (SOC code, title, group), that are not known."""
    Occupation.objects.bulk_create(
        [Occupation(soc_code=code, title=title, group=group) for code, title, group in occupations],
        ignore_conflicts=True,
    )
