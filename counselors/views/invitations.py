"""An invited counselor opens the link and makes an account, or takes the one that is signed in."""

from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from counselors import joining
from counselors.forms.invitations import JoinForm
from counselors.gate import is_counselor
from counselors.models import Invitation
from quiz.views.private import private_form
from serving.limits import Limit

# A form sent: from one network, as a school is one. Each makes a hash of a password.
LIMIT = Limit("invitation", max_requests=40, window_seconds=600)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@private_form
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what. Only the form changes anything: scanners of mail open every link."""
    code = joining.read(token)
    if request.method == "POST":
        return _accept(request, code)
    found = joining.find_open(code)
    if found is None:
        # Who opens the old letter again stands where it led.
        was_own = joining.was_accepted_by(code, request.user)
        return redirect("counselor") if was_own else _not_open(request)
    return _page(request, found, code, None if request.user.is_authenticated else JoinForm(found))


def _accept(request: HttpRequest, code: str | None) -> HttpResponse:
    found = joining.find_open(code)
    if found and LIMIT.count_request(request):
        form = None if request.user.is_authenticated else JoinForm(found, request.POST)
        return _page(request, found, code, form, is_limited=True)
    try:
        with transaction.atomic():
            return _accept_locked(request, code)
    except IntegrityError:
        # The name was taken between the question and the answer: asked again, the form says so.
        if found is None:
            raise
        return _page(request, found, code, JoinForm(found, request.POST))


def _accept_locked(request: HttpRequest, code: str | None) -> HttpResponse:
    found = joining.lock(code)
    if found is None:
        return _not_open(request)
    if not found.is_open:
        return _second_click(request, found)
    if request.user.is_authenticated:
        # Who signed in elsewhere meanwhile is asked anew, and gets no account by surprise.
        if "present" in request.POST and not is_counselor(request.user):
            joining.accept(found, request.user)
        return redirect("counselor") if is_counselor(request.user) else _page(request, found, code)
    form = JoinForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, code, form)
    user = form.save()
    joining.accept(found, user)
    login(request, user, backend=BACKEND)
    return redirect("counselor")


def _second_click(request: HttpRequest, accepted: Invitation) -> HttpResponse:
    """Two clicks at once make one account, and both lead to it."""
    if request.user.is_authenticated and accepted.accepted_by_id == request.user.pk:
        return redirect("counselor")
    name, password = request.POST.get("username", ""), request.POST.get("password1", "")
    user = joining.accepted_just_now(accepted, name, password)
    if user is None:
        return _not_open(request)
    login(request, user, backend=BACKEND)
    return redirect("counselor")


def _page(
    request: HttpRequest,
    found: Invitation,
    code: str | None,
    form: JoinForm | None = None,
    *,
    is_limited: bool = False,
) -> HttpResponse:
    context = {
        "invitation": found,
        "token": code,
        "form": form,
        "is_limited": is_limited,
        "is_counselor": is_counselor(request.user),
    }
    status = 429 if is_limited else 422 if form and form.errors else 200
    return render(request, "counselors/invitation.html", context, status=status)


def _not_open(request: HttpRequest) -> HttpResponse:
    """The one answer to links that are unknown, too old, revoked or used."""
    return render(request, "counselors/invitation_not_open.html", status=404)
