"""Counselors with groups, and students who shared a result, for these tests."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.utils import timezone

from accounts.roles import COUNSELORS
from careers.models import Career
from counselors.models import Group, Note, Participation, TalkStatus
from quiz import tokens
from quiz.models import QuizVersion, Result
from quiz.profiles.measured import read_measured
from tests.quiz.profiles import make_profile
from tests.quiz.visitors import NO_CONFLICT, Choice, answers_by, great_fit

# Queries to identify the counselor: the session, the user, the second factor, and the role.
SIGNED_IN = 4
PASSWORD = "a-long-walk-by-the-river"


def counselor(name: str = "ortega", **fields: Any) -> User:
    """A counselor without a password: tests use `force_login`. Students see the last name."""
    fields.setdefault("last_name", name.title())
    made = User.objects.create_user(name, fields.pop("email", f"{name}@school.example"), **fields)
    made.groups.add(Role.objects.get(name=COUNSELORS))
    return made


def today() -> date:
    """Today's date in the time zone of a group that names no other."""
    return timezone.localdate(timezone=ZoneInfo(settings.GROUP_TIME_ZONE))


def group(
    counselor: User,
    name: str = "Period 3, Fall",
    *,
    careers: Iterable[Career] | None = None,
    colleagues: Iterable[User] = (),
    **fields: Any,
) -> Group:
    """A group that is open for six more weeks, by default with every career."""
    closes_on = fields.pop("closes_on", today() + timedelta(weeks=6))
    made = Group.objects.create(counselor=counselor, name=name, closes_on=closes_on, **fields)
    made.careers.set(Career.objects.with_guide() if careers is None else careers)
    for colleague in colleagues:
        made.colleagues.create(user=colleague)
    return made


def profile_group(counselor: User, name: str = "Period 3, Fall", **fields: Any) -> Group:
    """A group that asks for a profile, open for six more weeks."""
    return group(counselor, name, careers=[], asks_profile=True, **fields)


def unfinished(group: Group, nickname: str = "") -> Participation:
    """A student who agreed and has not finished."""
    return group.participations.create(
        career=None if group.asks_profile else version().quiz.career,
        key_hash=tokens.hash_token(tokens.create_token()),
        nickname=nickname,
    )


def shared_result(
    group: Group,
    nickname: str = "",
    *,
    choice: Choice = great_fit,
    length: str = "full",
    status: TalkStatus = TalkStatus.NONE,
    **fields: Any,
) -> Participation:
    """A student who finished the quiz and shares the result; `fields` are the result's."""
    return _share(group, result(choice=choice, length=length, **fields), nickname, status)


def shared_profile(
    group: Group,
    nickname: str = "",
    *,
    answers: Mapping[str, int] | None = None,
    status: TalkStatus = TalkStatus.NONE,
    chosen: Iterable[str] = (),
    **fields: Any,
) -> Participation:
    """A student who finished the profile and shares it; `fields` are those of `make_profile`.

    `chosen` are slugs.
    """
    fields.setdefault("releases", read_measured().releases)
    made, _token = make_profile(answers, **fields)
    made.profile.chosen.set(Career.objects.filter(slug__in=chosen))
    return _share(group, made, nickname, status)


def _share(group: Group, result: Result, nickname: str, status: TalkStatus) -> Participation:
    made = unfinished(group, nickname)
    group.last_number += 1
    # Not through save(), which would overwrite dates set by a test.
    Group.objects.filter(pk=group.pk).update(last_number=group.last_number)
    made.result = result
    made.number, made.shared_at, made.status = group.last_number, timezone.now(), status
    made.save()
    return made


def result(*, choice: Choice = great_fit, length: str = "full", **fields: Any) -> Result:
    """A result that nobody shares; `choice` answers each statement."""
    owner_token = fields.pop("owner_token", None) or tokens.create_token()
    values = {"answers": answers_by(choice, length), "conditions": dict(NO_CONFLICT), **fields}
    return Result.objects.create(
        version=version(),
        form=length,
        owner_hash=tokens.hash_token(owner_token),
        token_hash=tokens.hash_token(tokens.derive_reading_token(owner_token, 1)),
        **values,
    )


def version() -> QuizVersion:
    """The published version of the bundled quiz."""
    return QuizVersion.objects.published().select_related("quiz__career").latest("number")


def note(participation: Participation, author: User, text: str) -> Note:
    return Note.objects.create(participation=participation, author=author, text=text)
