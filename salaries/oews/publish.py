"""A staged file becomes a draft release; a draft is published; a published one is withdrawn.

Publishing and withdrawing are one transaction each, and change which release is shown, not a
single figure. A file need not hold all levels of areas: the rows that the release of the same
month has at other levels are carried over into the draft.
"""

import contextlib
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone

from imports.decisions import log_change, publish_import
from imports.errors import TOO_LATE, FileError
from imports.kinds import User
from imports.locks import hold_for_decision, hold_import_lock
from imports.models import ImportRun
from imports.staging import analyze
from salaries.models import Area, Coverage, Occupation, Release, SourceFile, Wage, WageImport
from salaries.oews.areas import (
    add_areas,
    add_occupations,
    delete_unused,
    follow_newest_names,
    list_names,
)
from salaries.oews.layout import FIELDS
from salaries.oews.reader import WageReading

EDITED = ("edited_at", "edited_by_id", "source_figures")


def build_draft(run: WageImport, reading: WageReading) -> Release:
    """Make a draft release of the staged rows, in one transaction."""
    same_month = _same_month_base(run)
    top_codes = reading.top_codes or (
        (run.base.annual_top_code, run.base.hourly_top_code) if run.base else (None, None)
    )
    with transaction.atomic():
        add_areas(reading.areas.values())
        add_occupations(reading.occupations.values())
        release = Release.objects.create(
            period=run.month,
            released_on=run.released_on or (same_month.released_on if same_month else None),
            annual_top_code=top_codes[0],
            hourly_top_code=top_codes[1],
            created_by=run.created_by,
        )
        with connection.cursor() as cursor:
            # In the order in which pages read them: an occupation's areas lie together.
            cursor.execute(
                f"""
                INSERT INTO salaries_wage (release_id, area_id, occupation_id, {", ".join(FIELDS)})
                SELECT %s, a.id, o.id, {", ".join(f"s.{name}" for name in FIELDS)}
                FROM salaries_stagedwage s
                JOIN salaries_area a ON a.code = s.area_code
                JOIN salaries_occupation o ON o.soc_code = s.soc_code
                ORDER BY s.soc_code, s.area_code
                """,
                [release.pk],
            )
        SourceFile.objects.create(
            release=release,
            name=run.file_name,
            sha256=run.sha256,
            levels=reading.levels,
            names=list_names(reading),
            rows=reading.staged,
            loaded_by=run.created_by,
        )
        if same_month:
            _carry_over(same_month, release, reading.levels)
    analyze(Area, Coverage, Occupation, Wage)
    return release


def _carry_over(source: Release, release: Release, levels: Sequence[str]) -> None:
    """Copy rows at other levels than these, and the names of the files they came from."""
    columns = ", ".join(("area_id", "occupation_id", *FIELDS, *EDITED))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO salaries_wage (release_id, {columns})
            SELECT %s, {columns} FROM salaries_wage
            WHERE release_id = %s
            AND area_id IN (SELECT id FROM salaries_area WHERE NOT level = ANY(%s))
            ORDER BY occupation_id, area_id
            """,
            [release.pk, source.pk, list(levels)],
        )
        if not cursor.rowcount:
            return
    for file in source.files.all():
        carried = [level for level in file.levels if level not in levels]
        if carried and not release.files.filter(sha256=file.sha256).exists():
            file.pk, file.release, file.levels = None, release, carried
            file.save(force_insert=True)


def publish_release(release: Release, user: User | None) -> str:
    """Show a draft, or a withdrawn release again; return a message for the editor.

    Raises FileError if another import is running, the draft was discarded meanwhile, or the
    release of that month is another than the draft was compared with.
    """
    run = release.imports.filter(state=ImportRun.State.READY).first()
    if run:
        return publish_import(run, user)
    with hold_for_decision(WageImport.KIND):
        return show_release(release, user)


def show_release(release: Release, user: User | None) -> str:
    """Publish a release in the caller's transaction. The one of the same month gives way to it."""
    locked = Release.objects.select_for_update().filter(pk=release.pk).first()
    if locked is None:
        raise FileError(TOO_LATE)
    if locked.is_published:
        raise FileError(f"{locked.label} is published already.")
    current = Release.objects.published().select_for_update().filter(period=locked.period).first()
    run = WageImport.objects.filter(release=locked).select_related("base").first()
    if locked.status == Release.Status.DRAFT and run and current != _same_month_base(run):
        raise FileError(
            f"Since this preview was made, another release of {locked.label} was published "
            "or withdrawn. Compare the file again with what is shown now."
        )
    if current:
        _withdraw(current, user, f"gave way to release {locked.pk}")
        locked.replaces = current
    _show(locked, user)
    follow_newest_names()
    log_change(locked, user, "Published.")
    return f"{locked.label} is published: all pages show it from now on."


def _same_month_base(run: WageImport) -> Release | None:
    return run.base if run.base and run.base.period == run.period else None


def withdraw_release(release: Release, user: User | None) -> Release | None:
    """Take a published release off all pages; return the one of the same month that comes back.

    Raises FileError if it is not published or another import is running.
    """
    with hold_for_decision(WageImport.KIND):
        release = Release.objects.select_for_update().get(pk=release.pk)
        if not release.is_published:
            raise FileError(f"{release.label} is not published.")
        _withdraw(release, user, "")
        earlier = release.replaces
        if earlier and earlier.status == Release.Status.WITHDRAWN:
            _show(earlier, user)
            log_change(earlier, user, f"Returned, as release {release.pk} was withdrawn.")
        else:
            earlier = None
        follow_newest_names()
        return earlier


def delete_draft(release: Release) -> None:
    """Delete a draft, its wages, and the areas and occupations that only it has.

    Raises FileError if it was published once.
    """
    if release.status != Release.Status.DRAFT:
        raise FileError("It was published once; withdraw it instead.")
    Wage.objects.filter(release=release)._raw_delete(using="default")
    release.delete()
    # Another import may be about to use them; then they go with the next draft.
    with contextlib.suppress(FileError), hold_import_lock(WageImport.KIND):
        delete_unused()


def _show(release: Release, user: User | None) -> None:
    release.status = Release.Status.PUBLISHED
    release.published_at, release.published_by_id = timezone.now(), user.pk if user else None
    release.save()


def _withdraw(release: Release, user: User | None, reason: str) -> None:
    release.status = Release.Status.WITHDRAWN
    release.withdrawn_at, release.withdrawn_by_id = timezone.now(), user.pk if user else None
    release.save()
    log_change(release, user, f"Withdrawn{f': {reason}' if reason else ''}.")
