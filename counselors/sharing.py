"""A student's consent to sharing, and how a result gets on the board.

The consent belongs to a browser: a random key in its signed cookie, stored in the database as a
hash. A browser without that cookie shares nothing. Consent covers the quiz of one career, or the
profile for all careers: `career` is None for a profile in all functions here.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet, Value
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from careers.models import Career
from common.cookies import delete_signed_cookie, get_signed_cookie, set_signed_cookie
from common.prepared import PreparedQuery
from counselors.models import Group, Naming, Participation
from programs.models.fields import IsListed
from quiz.models import Result
from quiz.models.results import ResultKind
from quiz.owners import get_owner_tokens
from quiz.signals import result_finished, result_forgotten
from quiz.tokens import hash_token

COOKIE = "sharing"
# As long as the answers of an unfinished quiz are kept.
COOKIE_AGE = timedelta(days=30)

# One participation with a result of these owners, if there is any.
SHARED_BY = PreparedQuery(
    lambda owner_hashes: (
        Participation.objects.filter(IsListed(F("result__owner_hash"), Value(owner_hashes)))
        .order_by()
        .values_list("pk")[:1]
    )
)


class GroupGoneError(Exception):
    """The group was deleted by another request."""


class OtherTermsError(Exception):
    """The group asks for something else by now than the student agreed to share."""


def get_browser_key(request: HttpRequest) -> str | None:
    """The key of a browser with consent; None for all others, and for a forged cookie."""
    key: str | None = get_signed_cookie(request, COOKIE, COOKIE_AGE)
    return key


def set_cookie(response: HttpResponseBase, key: str) -> None:
    set_signed_cookie(response, COOKIE, key, COOKIE_AGE)


def with_readers(participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Prefetch everybody who can see these participations. Two queries."""
    return participations.select_related("group__counselor", "result").prefetch_related(
        "group__colleagues__user"
    )


def find_agreed(request: HttpRequest, career: Career | None) -> QuerySet[Participation]:
    """The participations that will share this browser's next result of the career, or profile."""
    key = get_browser_key(request)
    if key is None:
        return Participation.objects.none()
    return with_readers(Participation.objects.awaiting(hash_token(key), career))


def find_own(request: HttpRequest) -> QuerySet[Participation]:
    """This browser's participations: by its key, or because it owns the shared result."""
    key = get_browser_key(request)
    own = Q(key_hash=hash_token(key)) if key else Q()
    if tokens := get_owner_tokens(request):
        own |= Q(result__owner_hash__in=[hash_token(token) for token in tokens])
    # An empty condition would match everybody's.
    return Participation.objects.filter(own) if own else Participation.objects.none()


def may_take_part(request: HttpRequest) -> bool:
    """Whether `find_own` may have any: a cheap question, for most results are in no group.

    At most one query.
    """
    if get_browser_key(request):
        return True
    tokens = get_owner_tokens(request)
    return bool(tokens and SHARED_BY.rows(",".join(map(hash_token, tokens))))


def find_earlier(request: HttpRequest, group: Group, career: Career | None) -> Participation | None:
    """This browser's earlier participation in the group, of this career if one is given.

    Shared ones come first.
    """
    own = find_own(request).filter(group=group).select_related("result", "career")
    if career is not None:
        own = own.filter(career=career)
    return own.order_by(F("shared_at").desc(nulls_last=True)).first()


@transaction.atomic
def give_consent(
    group: Group,
    career: Career | None,
    key: str,
    nickname: str,
    before: Participation | None = None,
) -> Participation:
    """Save the consent of a browser; given again, it replaces the nickname.

    `before`: the same student's participation under a key that the browser has lost. No nickname is
    saved if the group has become anonymous, even if the student's page still asked for one. Raises
    GroupGoneError, and OtherTermsError if the group asks for a profile in place of a quiz by now,
    or the other way around.
    """
    locked = _lock_group(group.pk)
    if locked.asks_profile != (career is None):
        raise OtherTermsError
    if locked.naming != Naming.NICKNAME:
        nickname = ""
    known = group.participations.filter(career=career, key_hash=hash_token(key))
    if before is not None and before.career == career and not known.exists():
        group.participations.filter(pk=before.pk).update(key_hash=hash_token(key))
    participation, _ = group.participations.update_or_create(
        career=career, key_hash=hash_token(key), defaults={"nickname": nickname}
    )
    return participation


def withdraw_consent(request: HttpRequest, group: Group) -> None:
    """Delete what this browser agreed to and has not shared yet."""
    if key := get_browser_key(request):
        group.participations.unfinished().filter(key_hash=hash_token(key)).delete()


@transaction.atomic
def share_result(
    group: Group, result: Result, key: str, nickname: str, before: Participation | None = None
) -> None:
    """Put a finished result on a group's board, replacing the result of `before` if given.

    The second request of a double click changes nothing. Raises GroupGoneError and OtherTermsError,
    as `give_consent` does.
    """
    locked = _lock_group(group.pk)
    if group.participations.filter(result=result).exists():
        return
    participation = give_consent(group, result.career, key, nickname, before)
    _add_to_board(participation, locked, result.pk)


@receiver(result_finished)
def share_finished(request: HttpRequest, owner_token: str, **kwargs: Any) -> None:
    """Share a result that was just finished with every group that this browser agreed to.

    A result shared earlier stays: the result page offers to replace it.
    """
    key = get_browser_key(request)
    if key is None:
        return
    kind, result, career = Result.objects.values_list("kind", "pk", "version__quiz__career").get(
        owner_hash=hash_token(owner_token)
    )
    # No group asks for the conditions of one career.
    if kind == ResultKind.FIT:
        return
    # Without a career this finds those who wait for a profile.
    waiting = Participation.objects.awaiting(hash_token(key), career)
    # In a fixed order, so that two requests cannot deadlock.
    for group in waiting.order_by("group").values_list("group", flat=True):
        try:
            locked = _lock_group(group)
        except GroupGoneError:
            continue
        participation = waiting.filter(group=group).first()
        if participation is not None:
            _add_to_board(participation, locked, result)


def _lock_group(pk: int) -> Group:
    """The group, locked so that only this transaction changes its results and numbers."""
    group = Group.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if group is None:
        raise GroupGoneError
    return group


def _add_to_board(participation: Participation, group: Group, result: int) -> None:
    if participation.number is None:
        highest = group.participations.aggregate(Max("number"))["number__max"] or 0
        participation.number = max(group.last_number, highest) + 1
        Group.objects.filter(pk=group.pk).update(last_number=participation.number)
    participation.result_id = result
    participation.shared_at = timezone.now()
    participation.save(update_fields=["number", "result", "shared_at"])


@receiver(result_forgotten, sender=Result)
def forget_browser_key(
    request: HttpRequest, result: Result, response: HttpResponseBase, **kwargs: Any
) -> None:
    """Delete the cookie of the student who had the result, before the next one uses the browser.

    A key with unfinished participations stays: it may be the next student's consent.
    """
    key = get_browser_key(request)
    if key is None:
        return
    of_key = Participation.objects.filter(key_hash=hash_token(key))
    if of_key.filter(result=result).exists() and not of_key.filter(result=None).exists():
        delete_signed_cookie(response, COOKIE)
