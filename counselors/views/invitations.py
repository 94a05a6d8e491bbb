"""An invited counselor accepts with a new account, or with the one that is signed in."""

from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from counselors import invitations
from counselors.forms.invitations import InvitationForm
from counselors.models import Invitation
from counselors.permissions import is_counselor
from quiz import tokens
from quiz.views.private import private_form
from serving.limits import Limit

# Per network: a school is one. Each request hashes a password.
LIMIT = Limit("invitation", max_requests=40, window_seconds=600)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@private_form
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation. Only the form changes anything, because mail scanners open links."""
    parsed = tokens.parse_token(token)
    of_token = Invitation.objects.with_token(parsed)
    invitation = of_token.open().select_related("invited_by").first()
    if request.method == "POST":
        return _submit(request, parsed, invitation)
    if invitation is None:
        # A counselor who opens the old link again gets to the workspace.
        user = request.user
        was_own = user.is_authenticated and of_token.filter(accepted_by=user).exists()
        return redirect("counselor") if was_own else _render_not_open(request)
    form = None if request.user.is_authenticated else InvitationForm(invitation)
    return _render_page(request, invitation, parsed, form)


def _submit(request: HttpRequest, token: str | None, invitation: Invitation | None) -> HttpResponse:
    if invitation and LIMIT.count_request(request):
        form = None if request.user.is_authenticated else InvitationForm(invitation, request.POST)
        return _render_page(request, invitation, token, form, is_limited=True)
    try:
        with transaction.atomic():
            return _submit_locked(request, token)
    except IntegrityError:
        # The user name was taken meanwhile: validating the form again says so.
        if invitation is None:
            raise
        return _render_page(request, invitation, token, InvitationForm(invitation, request.POST))


def _submit_locked(request: HttpRequest, token: str | None) -> HttpResponse:
    invitation = Invitation.objects.select_for_update().with_token(token).first()
    if invitation is None:
        return _render_not_open(request)
    if not invitation.is_open:
        return _repeat_submission(request, invitation)
    if request.user.is_authenticated:
        # A user who signed in meanwhile is asked again instead of getting another account.
        if "present" in request.POST and not is_counselor(request.user):
            invitations.accept_invitation(invitation, request.user)
        if is_counselor(request.user):
            return redirect("counselor")
        return _render_page(request, invitation, token)
    form = InvitationForm(invitation, request.POST)
    if not form.is_valid():
        return _render_page(request, invitation, token, form)
    user = form.save()
    invitations.accept_invitation(invitation, user)
    login(request, user, backend=BACKEND)
    return redirect("counselor")


def _repeat_submission(request: HttpRequest, accepted: Invitation) -> HttpResponse:
    """Handle the second request of a double click: the first has created the account."""
    if request.user.is_authenticated and accepted.accepted_by_id == request.user.pk:
        return redirect("counselor")
    name, password = request.POST.get("username", ""), request.POST.get("password1", "")
    user = invitations.find_recent_accepter(accepted, name, password)
    if user is None:
        return _render_not_open(request)
    login(request, user, backend=BACKEND)
    return redirect("counselor")


def _render_page(
    request: HttpRequest,
    invitation: Invitation,
    token: str | None,
    form: InvitationForm | None = None,
    *,
    is_limited: bool = False,
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "token": token,
        "form": form,
        "is_limited": is_limited,
        "is_counselor": is_counselor(request.user),
    }
    status = 429 if is_limited else 422 if form and form.errors else 200
    return render(request, "counselors/invitation.html", context, status=status)


def _render_not_open(request: HttpRequest) -> HttpResponse:
    """The same response for links that are unknown, expired, revoked or used."""
    return render(request, "counselors/invitation_not_open.html", status=404)
