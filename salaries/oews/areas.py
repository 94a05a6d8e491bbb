"""Areas and occupations of a file: new ones are added with a draft, and go with it.

The names of known ones follow the newest published release, except where an editor gave another.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, Model, OuterRef
from django.utils.text import slugify

from salaries.models import Area, Occupation
from salaries.oews.reader import LEVELS, WageReading

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


def list_names(reading: WageReading) -> dict[str, dict[str, str]]:
    """What a file calls its areas, the nation left out, and its occupations, by their codes."""
    return {
        "areas": {
            code: title
            for code, title, area_type, _ in reading.areas.values()
            if LEVELS[area_type] != Area.Level.NATION
        },
        "occupations": {code: title for code, title, _ in reading.occupations.values()},
    }


def follow_newest_names() -> None:
    """Give areas and occupations the names that the newest published release has for them.

    A name that no file has is an editor's, and stays.
    """
    with connection.cursor() as cursor:
        for key, model, code, name in (
            ("areas", Area, "code", "name"),
            ("occupations", Occupation, "soc_code", "title"),
        ):
            cursor.execute(
                f"""
                WITH given AS (
                    SELECT n.key AS code, n.value AS name, r.status, r.period, f.id
                    FROM salaries_sourcefile f
                    JOIN salaries_release r ON r.id = f.release_id
                    CROSS JOIN LATERAL jsonb_each_text(f.names -> %(key)s) n
                ), newest AS (
                    SELECT DISTINCT ON (code) code, name FROM given WHERE status = 'published'
                    -- A file comes before those whose rows its release carried over.
                    ORDER BY code, period DESC, id
                )
                UPDATE {model._meta.db_table} t SET {name} = newest.name
                FROM newest WHERE newest.code = t.{code} AND newest.name <> t.{name}
                AND (t.{code}, t.{name}) IN (SELECT code, name FROM given)
                """,  # noqa: S608 - only names of tables and columns stand in the text
                {"key": key},
            )


def delete_unused() -> None:
    """Remove areas and occupations that nothing refers to, as a discarded draft leaves them."""
    models: tuple[type[Model], ...] = (Area, Occupation)
    for model in models:
        unused = model._default_manager.all()
        for relation in model._meta.related_objects:
            rows = relation.related_model._base_manager
            unused = unused.exclude(Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))
        unused.delete()
