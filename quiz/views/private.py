"""What all pages of a result share: who may see it, and how it stays private."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import privacy
from quiz import owners, tokens
from quiz.models import DeskLink, Result

# The address of such a page opens it, so no other page may learn it.
private = privacy.kept_private(privacy.NOTHING)
# The same for a page with a form.
private_form = privacy.kept_private(privacy.ORIGIN_ALONE)


def find_result(token: str) -> Result | None:
    """The result that this link opens; None for a link that opens none, whatever the reason.

    The link is the owner's link for reading, or the short-lived one that a spoken code opened.
    """
    parsed = tokens.parse_token(token)
    if parsed is None:
        return None
    token_hash = tokens.hash_token(parsed)
    result = Result.objects.readable().filter(token_hash=token_hash).first()
    if result is None:
        desk_links = DeskLink.objects.active().filter(token_hash=token_hash).values("result")
        result = Result.objects.readable().filter(pk__in=desk_links).first()
    return result


def find_own_result(request: HttpRequest, token: str) -> tuple[Result, str] | None:
    """The result and its owner's code, if this browser owns it; None for anybody else."""
    result = find_result(token)
    owner_token = owners.find_owner_token(request, result) if result else None
    return (result, owner_token) if result and owner_token else None


def lock_result(result: Result) -> Result | None:
    """The current row of the result, locked until the transaction ends.

    None if another window of its owner deleted it meanwhile.
    """
    return Result.objects.select_for_update().filter(pk=result.pk).first()


def render_gone(request: HttpRequest) -> HttpResponse:
    """The same response to unknown, expired, revoked and deleted links."""
    return render(request, "quiz/gone.html", status=404)
