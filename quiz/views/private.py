"""What all pages of a result share: who may see it, and how it is kept from others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import privacy
from quiz import owners, tokens
from quiz.models import DeskLink, Result

# The address of such a page opens it, so no other page may learn it.
private = privacy.kept_private(privacy.NOTHING)
# The same for a page with a form.
private_form = privacy.kept_private(privacy.ORIGIN_ALONE)


def find(token: str) -> Result | None:
    """The result that this link opens; None for every link that opens none, whatever the reason.

    That is the owner's link for reading, or the short-lived one that a spoken code opened.
    """
    read = tokens.read_token(token)
    if read is None:
        return None
    hashed = tokens.hashed(read)
    result = Result.objects.readable().filter(token_hash=hashed).first()
    if result is None:
        desk = DeskLink.objects.alive().filter(token_hash=hashed).values("result")
        result = Result.objects.readable().filter(pk__in=desk).first()
    return result


def find_own(request: HttpRequest, token: str) -> tuple[Result, str] | None:
    """The result and its owner's code, where this browser owns it; None for anybody else."""
    result = find(token)
    owner_token = owners.owner_token_of(request, result) if result else None
    return (result, owner_token) if result and owner_token else None


def locked(result: Result) -> Result | None:
    """The result as it stands, its row locked until the transaction ends.

    None where another of its owner's windows deleted it since it was found.
    """
    return Result.objects.select_for_update().filter(pk=result.pk).first()


def gone(request: HttpRequest) -> HttpResponse:
    """The one answer to unknown, expired, revoked and deleted links."""
    return render(request, "quiz/gone.html", status=404)
