"""Sign-in, in two steps for users with a second factor, and sign-out."""

import math
import time
from typing import Any
from urllib.parse import urlsplit

import django_otp
from axes.handlers.proxy import AxesProxyHandler
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts import second_factor, throttle
from accounts.forms import WRONG_CODE, CodeForm, SignInForm
from accounts.receivers import CODE_STEP
from accounts.views.decorators import private

# Session key of the user who gave the right password and has not given the code yet.
PENDING = "accounts.pending"
PENDING_SECONDS = 10 * 60
BACKEND = "django.contrib.auth.backends.ModelBackend"


def get_home_url(user: Any) -> str:
    """The page to show after a sign-in that asked for no other."""
    if user.is_staff:
        return reverse("admin:index")
    return reverse("counselor")


class SignIn(LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        # Never back to the sign-in page itself.
        url: str = super().get_redirect_url()
        return "" if urlsplit(url).path.startswith(reverse("login")) else url

    def get_default_redirect_url(self) -> str:
        return get_home_url(self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if not second_factor.is_set_up(user):
            return super().form_valid(form)
        self.request.session.flush()
        self.request.session[PENDING] = {
            "user": user.pk,
            # If the password changes meanwhile, the first step no longer counts.
            "hash": user.get_session_auth_hash(),
            "until": time.time() + PENDING_SECONDS,
            "next": self.get_redirect_url(),
        }
        return redirect("login-code")

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


sign_in = private(SignIn.as_view())


def pending_user(request: HttpRequest) -> User | None:
    """The user who gave the right password in the last minutes and still has to give the code."""
    pending = request.session.get(PENDING)
    if not pending or pending["until"] < time.time():
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True).first()
    if user is None or not constant_time_compare(pending["hash"], user.get_session_auth_hash()):
        return None
    return user


@private
@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest) -> HttpResponse:
    """The second step. A wrong code counts like a wrong password."""
    user = pending_user(request)
    if user is None:
        request.session.pop(PENDING, None)
        return redirect("login")
    recovery = "recovery" in request.GET
    if request.method != "POST":
        return _render_code_form(request, CodeForm(recovery=recovery), recovery=recovery)
    name = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, name):
        return throttle.render_locked(request, credentials=name)
    form = CodeForm(request.POST, recovery=recovery)
    if form.is_valid():
        check = second_factor.check_code(user, form.cleaned_data["code"])
        if check.device is not None:
            return _complete_sign_in(request, user, check)
        if check.closed_until is not None:
            left = math.ceil((check.closed_until - timezone.now()).total_seconds())
            pause = gettext("After wrong codes there is a pause. Try again in %(seconds)s s.")
            form.add_error("code", pause % {"seconds": left})
        else:
            user_login_failed.send(CODE_STEP, credentials=name, request=request)
            form.add_error("code", WRONG_CODE)
    return _render_code_form(request, form, recovery=recovery)


def _complete_sign_in(
    request: HttpRequest, user: User, check: second_factor.CodeCheck
) -> HttpResponse:
    next_url = request.session.pop(PENDING)["next"] or get_home_url(user)
    user.used_recovery_code = check.was_recovery  # type: ignore[attr-defined]
    login(request, user, backend=BACKEND)
    django_otp.login(request, check.device)
    if check.was_recovery:
        left = second_factor.count_recovery_codes(user)
        message = gettext(
            "That recovery code is used up; you have %(left)s more. If your phone is lost, set up "
            "another under “Your account”."
        )
        messages.warning(request, message % {"left": left})
    return redirect(next_url)


def _render_code_form(request: HttpRequest, form: CodeForm, *, recovery: bool) -> HttpResponse:
    context = {"form": form, "recovery": recovery}
    return render(request, "accounts/code.html", context, status=422 if form.errors else 200)


sign_out = private(LogoutView.as_view())
