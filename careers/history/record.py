"""Keeping the states of a guide: before an editor's change, and after it."""

from django.db import transaction

from careers.history.difference import differences, summary
from careers.history.snapshot import put_back, take
from careers.models import Career, GuideVersion

AS_FOUND = "As it was when its history began."
FROM_OUTSIDE = "Changed outside of these pages."
WHY_LENGTH = 300


def catch_up(career: Career) -> None:
    """Before a change: keep the state that is there, if it is not the latest that was kept.

    So nothing is lost of what a command, an import or a bulk operation did in between.
    """
    latest = GuideVersion.objects.of(career).first()
    content = take(career)
    if latest is None:
        GuideVersion.objects.create(career=career, content=content, why=AS_FOUND)
    elif latest.content != content:
        changed = summary(differences(latest.content, content))
        GuideVersion.objects.create(
            career=career, content=content, why=FROM_OUTSIDE, changed=changed[:WHY_LENGTH]
        )


def record(career: Career, by_id: int | None, why: str = "", *, always: bool = False) -> None:
    """After a change: keep the state that is there now. Where nothing changed, nothing is kept.

    `always` keeps it all the same, for what is no part of the content, such as publishing.
    """
    latest = GuideVersion.objects.of(career).first()
    content = take(career)
    if latest is not None and latest.content == content and not always:
        return
    changed = summary(differences(latest.content, content)) if latest else ""
    GuideVersion.objects.create(
        career=career,
        made_by_id=by_id,
        why=why[:WHY_LENGTH],
        changed=changed[:WHY_LENGTH],
        content=content,
    )


def return_to(version: GuideVersion, by_id: int | None, why: str = "") -> None:
    """Bring a guide back to an earlier state, which is a change like any other.

    Raises CannotReturnError, and changes nothing, where the state no longer fits.
    """
    with transaction.atomic():
        catch_up(version.career)
        put_back(version.career, version.content)
        day = f"Returned to the state of {version.made_at:%b %d, %Y, %H:%M} UTC."
        record(version.career, by_id, " ".join(filter(None, [day, why])), always=True)
