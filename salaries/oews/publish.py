"""A staged file becomes a draft release; a draft is published; a published one is withdrawn.

Publishing and withdrawing are one transaction each, and change which release is shown, not a
single figure. A file need not hold all levels of areas: the rows that the release of the same
month has at other levels are carried over into the draft.
"""

from collections.abc import Sequence

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from salaries.models import Release, SourceFile, Wage, WageImport
from salaries.oews.cells import FIELDS
from salaries.oews.locks import alone
from salaries.oews.places import LEVELS, add_areas, add_occupations
from salaries.oews.reader import Reading
from salaries.oews.trouble import TOO_LATE, FileError

State = WageImport.State


def build_draft(
    run: WageImport, reading: Reading, base: Release | None, top_codes: tuple[int, str] | None
) -> Release:
    """Make a draft release of the staged rows, in one transaction."""
    assert run.period is not None  # noqa: S101 (the run ends before this without a month)
    same_month = base if base and base.period == run.period else None
    levels = sorted({LEVELS[area[2]] for area in reading.areas.values()})
    with transaction.atomic():
        add_areas(reading.areas.values())
        add_occupations(reading.occupations.values())
        known = top_codes or (
            (base.annual_top_code, base.hourly_top_code) if base else (None, None)
        )
        release = Release.objects.create(
            period=run.period,
            released_on=run.released_on or (same_month.released_on if same_month else None),
            annual_top_code=known[0],
            hourly_top_code=known[1],
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
            levels=levels,
            rows=reading.staged,
            loaded_by=run.created_by,
        )
        if same_month:
            _carry_over(same_month, release, levels)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE salaries_area, salaries_occupation, salaries_wage")
    return release


def _carry_over(source: Release, release: Release, levels: Sequence[str]) -> None:
    """Copy rows at other levels than these, and the names of the files they came from."""
    columns = ", ".join(("area_id", "occupation_id", *FIELDS, "edited_at", "edited_by_id"))
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
        kept = [level for level in file.levels if level not in levels]
        if kept and not release.files.filter(sha256=file.sha256).exists():
            file.pk, file.release, file.levels = None, release, kept
            file.save(force_insert=True)


def publish(release: Release, user: AbstractBaseUser | None) -> None:
    """Show a draft, or a withdrawn release again. The one of the same month gives way to it.

    Raises FileError if another import is at work, the draft was discarded meanwhile, or the
    release of that month is another than the draft was compared with.
    """
    with alone(), transaction.atomic():
        found = Release.objects.select_for_update().filter(pk=release.pk).first()
        if found is None:
            raise FileError(TOO_LATE)
        release = found
        if release.is_published:
            raise FileError(f"{release.label} is published already.")
        now = timezone.now()
        current = (
            Release.objects.published().select_for_update().filter(period=release.period).first()
        )
        run = WageImport.objects.filter(release=release).first()
        if release.status == Release.Status.DRAFT and run and current != _same_month_base(run):
            raise FileError(
                f"Since this preview was made, another release of {release.label} was published "
                "or withdrawn. Import the file again to compare it with what is shown now."
            )
        if current:
            _withdraw(current, user, f"gave way to release {release.pk}")
            release.replaces = current
        release.status = Release.Status.PUBLISHED
        release.published_at, release.published_by_id = now, user.pk if user else None
        release.save()
        WageImport.objects.filter(release=release).update(state=State.PUBLISHED)
        _log(release, user, "Published.")


def _same_month_base(run: WageImport) -> Release | None:
    return run.base if run.base and run.base.period == run.period else None


def withdraw(release: Release, user: AbstractBaseUser | None) -> Release | None:
    """Take a published release off all pages; give the one of the same month that returns, if any.

    Raises FileError if it is not published or another import is at work.
    """
    with alone(), transaction.atomic():
        release = Release.objects.select_for_update().get(pk=release.pk)
        if not release.is_published:
            raise FileError(f"{release.label} is not published.")
        _withdraw(release, user, "")
        earlier = release.replaces
        if earlier is None or earlier.status != Release.Status.WITHDRAWN:
            return None
        earlier.status = Release.Status.PUBLISHED
        earlier.published_at, earlier.published_by_id = timezone.now(), user.pk if user else None
        earlier.save()
        _log(earlier, user, f"Returned, as release {release.pk} was withdrawn.")
        return earlier


def discard(run: WageImport) -> None:
    """Remove a draft that nobody published, with its wages. Areas and occupations stay known.

    Raises FileError if it was published or discarded meanwhile, or another import is at work.
    """
    with alone(), transaction.atomic():
        # As it stands now: who asked for it may have looked before somebody else published it.
        locked = WageImport.objects.select_for_update().get(pk=run.pk)
        release = locked.release
        if release and release.status != Release.Status.DRAFT:
            raise FileError("It was published once; withdraw it instead.")
        if not locked.can_discard:
            raise FileError(TOO_LATE)
        locked.release, locked.state = None, State.DISCARDED
        locked.save(update_fields=["release", "state"])
        if release:
            drop_draft(release)


def drop_draft(release: Release) -> None:
    """Delete a draft and its wages."""
    Wage.objects.filter(release=release)._raw_delete(using="default")
    release.delete()


def _withdraw(release: Release, user: AbstractBaseUser | None, why: str) -> None:
    release.status = Release.Status.WITHDRAWN
    release.withdrawn_at, release.withdrawn_by_id = timezone.now(), user.pk if user else None
    release.save()
    _log(release, user, f"Withdrawn{f': {why}' if why else ''}.")


def _log(release: Release, user: AbstractBaseUser | None, words: str) -> None:
    """Into the history that the editors' pages show; a command without a user leaves its dates."""
    if user is None:
        return
    LogEntry.objects.create(
        user_id=user.pk,
        content_type=ContentType.objects.get_for_model(Release),
        object_id=str(release.pk),
        object_repr=str(release),
        action_flag=CHANGE,
        change_message=words,
    )
