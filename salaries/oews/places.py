"""Areas and occupations of a file: new ones are added, known ones are left as they are."""

from collections.abc import Iterable

from django.utils.text import slugify

from salaries.models import Area, Occupation

# AREA_TYPE of the official table.
LEVELS = {
    "1": Area.Level.NATION,
    "2": Area.Level.STATE,
    "3": Area.Level.TERRITORY,
    "4": Area.Level.METRO,
    "6": Area.Level.NONMETRO,
}
NATION_NAME = "United States"


def add_areas(areas: Iterable[tuple[str, str, str, str]]) -> dict[str, int]:
    """Add areas given as (code, title, area type, state); give the keys of all areas by code."""
    known = dict(Area.objects.values_list("code", "pk"))
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
    return dict(Area.objects.values_list("code", "pk"))


def add_occupations(occupations: Iterable[tuple[str, str, str]]) -> dict[str, int]:
    """Add occupations given as (SOC code, title, group); give the keys of all by code."""
    Occupation.objects.bulk_create(
        [Occupation(soc_code=code, title=title, group=group) for code, title, group in occupations],
        ignore_conflicts=True,
    )
    return dict(Occupation.objects.values_list("soc_code", "pk"))
