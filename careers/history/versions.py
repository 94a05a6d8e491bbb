"""Records the versions of a guide: before an editor's change, and after it."""

from django.db import transaction

from careers.history.comparison import compare_states, summarize_changes
from careers.history.snapshot import restore_guide, snapshot_guide
from careers.models import Career, GuideVersion

INITIAL_STATE = "As it was when its history began."
CHANGED_OUTSIDE_ADMIN = "Changed outside of these pages."
MAX_TEXT_LENGTH = 300


def record_outside_changes(career: Career) -> None:
    """Before a change: record the current state, if it is not the latest version.

    So nothing is lost of what a command, an import or a bulk operation did in between.
    """
    record_change(career, None, CHANGED_OUTSIDE_ADMIN, first_why=INITIAL_STATE)


def record_change(
    career: Career, by_id: int | None, why: str = "", *, first_why: str = "", always: bool = False
) -> None:
    """After a change: record the current state as a version, unless nothing changed.

    `first_why` replaces `why` in the first version of a guide. `always` records the state even if
    nothing changed, for what is not part of the content, such as publishing.
    """
    latest = career.versions.first()
    content = snapshot_guide(career)
    if latest is not None and latest.content == content and not always:
        return
    changed = summarize_changes(compare_states(latest.content, content)) if latest else ""
    if latest is None and first_why:
        why = first_why
    GuideVersion.objects.create(
        career=career,
        made_by_id=by_id,
        why=why[:MAX_TEXT_LENGTH],
        changed=changed[:MAX_TEXT_LENGTH],
        content=content,
    )


def return_to_version(version: GuideVersion, by_id: int | None, why: str = "") -> None:
    """Restore an earlier state of a guide, and record that as a change like any other.

    Raises RestoreError, and changes nothing, where the state no longer fits.
    """
    with transaction.atomic():
        record_outside_changes(version.career)
        restore_guide(version.career, version.content)
        note = f"Returned to the state of {version.made_at:%b %d, %Y, %H:%M} UTC."
        record_change(version.career, by_id, " ".join(filter(None, [note, why])), always=True)
