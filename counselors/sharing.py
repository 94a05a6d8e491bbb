"""A student's yes to sharing, how the result comes to the board, and how it is taken back.

The yes belongs to a browser: a random key in its signed cookie, of which the database keeps a hash.
Nothing is shared by a browser without that cookie, nor for another career than the one agreed to.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from careers.models import Career
from counselors.models import Group, Naming, Participation
from quiz.models import Result
from quiz.owners import get_owner_tokens
from quiz.signals import result_finished, result_forgotten
from quiz.tokens import create_token, hash_token, parse_token

COOKIE = "sharing"
SALT = "counselors.sharing"
# As long as the answers of a quiz under way are kept.
REMEMBERED_FOR = timedelta(days=30)


class GroupGoneError(Exception):
    """The group was deleted a moment ago, with all that was shared in it."""


def browser_key(request: HttpRequest) -> str | None:
    """The key of a browser that said yes; None for all others, and if the cookie was altered."""
    key = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=REMEMBERED_FOR)
    return parse_token(key) if key else None


def new_key() -> str:
    return create_token()


def remember(response: HttpResponseBase, key: str) -> None:
    response.set_signed_cookie(
        COOKIE,
        key,
        salt=SALT,
        max_age=REMEMBERED_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def with_readers(participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """The same with all that tells who can see them: two queries, however many."""
    return participations.select_related("group__counselor", "result").prefetch_related(
        "group__colleagues__user"
    )


def agreed(request: HttpRequest, career: Career) -> QuerySet[Participation]:
    """What this browser's next result of the career will be shared with."""
    key = browser_key(request)
    if key is None:
        return Participation.objects.none()
    return with_readers(Participation.objects.awaiting(hash_token(key), career))


def mine(request: HttpRequest) -> QuerySet[Participation]:
    """What is this browser's: by its yes, or because the result shared is its own."""
    key = browser_key(request)
    own = Q(key_hash=hash_token(key)) if key else Q()
    if tokens := get_owner_tokens(request):
        own |= Q(result__owner_hash__in=[hash_token(token) for token in tokens])
    # Without any condition a query would find everybody's.
    return Participation.objects.filter(own) if own else Participation.objects.none()


def earlier(request: HttpRequest, group: Group, career: Career | None) -> Participation | None:
    """What this browser agreed to or shared in a group before; of one career where one is given.

    What is shared comes first.
    """
    found = mine(request).filter(group=group).select_related("result", "career")
    if career is not None:
        found = found.filter(career=career)
    return found.order_by(F("shared_at").desc(nulls_last=True)).first()


@transaction.atomic
def say_yes(
    group: Group, career: Career, key: str, nickname: str, before: Participation | None = None
) -> Participation:
    """Note the yes of a browser; said again it is one, under the nickname of the last time.

    `before`: what the same student shared under a key that the browser has lost. No nickname is
    kept once the group is without names, whatever the student's page still asked. Raises
    GroupGoneError.
    """
    if _lock(group.pk).naming != Naming.NICKNAME:
        nickname = ""
    known = group.participations.filter(career=career, key_hash=hash_token(key))
    if before is not None and before.career_id == career.pk and not known.exists():
        group.participations.filter(pk=before.pk).update(key_hash=hash_token(key))
    made, _ = group.participations.update_or_create(
        career=career, key_hash=hash_token(key), defaults={"nickname": nickname}
    )
    return made


def say_no(request: HttpRequest, group: Group) -> None:
    """Forget what this browser agreed to and has not shared yet."""
    if key := browser_key(request):
        group.participations.unfinished().filter(key_hash=hash_token(key)).delete()


@transaction.atomic
def share(
    group: Group, result: Result, key: str, nickname: str, before: Participation | None = None
) -> None:
    """Put a finished result on a group's board, in the place of the one of `before` if given.

    Of two clicks at once the second changes nothing. Raises GroupGoneError.
    """
    locked = _lock(group.pk)
    if group.participations.filter(result=result).exists():
        return
    made = say_yes(group, result.version.quiz.career, key, nickname, before)
    _place(made, locked, result.pk)


@receiver(result_finished)
def share_finished(request: HttpRequest, owner_token: str, **kwargs: Any) -> None:
    """Share a result just finished with every group that this browser agreed to, and no other.

    A result that was shared before stays: the result page asks which of the two it shall be.
    """
    key = browser_key(request)
    if key is None:
        return
    result, career = Result.objects.values_list("pk", "version__quiz__career").get(
        owner_hash=hash_token(owner_token)
    )
    waiting = Participation.objects.awaiting(hash_token(key), career)
    # In their order, so that two who finish at once never wait for each other.
    for group in waiting.order_by("group").values_list("group", flat=True):
        try:
            locked = _lock(group)
        except GroupGoneError:
            continue
        participation = waiting.filter(group=group).first()
        if participation is not None:
            _place(participation, locked, result)


def _lock(group: int) -> Group:
    """The group, whose results and numbers change in this transaction alone until its end."""
    found = Group.objects.select_for_update(no_key=True).filter(pk=group).first()
    if found is None:
        raise GroupGoneError
    return found


def _place(participation: Participation, group: Group, result: int) -> None:
    if participation.number is None:
        highest = group.participations.aggregate(Max("number"))["number__max"] or 0
        participation.number = max(group.last_number, highest) + 1
        Group.objects.filter(pk=group.pk).update(last_number=participation.number)
    participation.result_id = result
    participation.shared_at = timezone.now()
    participation.save(update_fields=["number", "result", "shared_at"])


@receiver(result_forgotten, sender=Result)
def _forget_key(
    request: HttpRequest, result: Result, response: HttpResponseBase, **kwargs: Any
) -> None:
    """Forget the yes of whoever had the result, so that the next student is not asked as that one.

    A key under which something is still to be finished stays: that may be the next student's yes.
    """
    key = browser_key(request)
    if key is None:
        return
    of_key = Participation.objects.filter(key_hash=hash_token(key))
    if of_key.filter(result=result).exists() and not of_key.filter(result=None).exists():
        response.delete_cookie(COOKIE, samesite="Lax")
