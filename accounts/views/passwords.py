"""A new password: changed by who knows the old one, or set through a link in a letter."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.events import Kind, record
from accounts.forms import AskForLetterForm, ChangePasswordForm, NewPasswordForm
from accounts.models import SignInEvent
from accounts.tasks import send_reset_letters
from accounts.views.private import private
from common import mail
from common.clients import client_address
from common.errors import too_many_requests

HOUR = dt.timedelta(hours=1)
# Letters that one person gets within an hour, and requests for some that one address may send.
LETTERS_TO_ONE = 3
ASKED_FROM_ONE = 20


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest) -> HttpResponse:
    """Change the password; every other session of this person ends with the old one."""
    posted = request.POST if request.method == "POST" else None
    form = ChangePasswordForm(request, request.user, posted)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            user = form.save()
            record(Kind.PASSWORD_CHANGED, user, request)
        update_session_auth_hash(request, user)
        messages.success(
            request, "Your password is changed. Everywhere else you have to sign in again."
        )
        return redirect("account")
    status = 422 if form.errors else 200
    context = {"form": form}
    return render(request, "registration/password_change_form.html", context, status=status)


def can_send_letters() -> bool:
    """Whether mail leaves this site. Printed to a log, a link would be anybody's who reads it."""
    return bool(settings.LOCAL) or mail.is_configured()


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the letter. What is answered, and how fast, is the same for every address."""
    if not can_send_letters():
        return render(request, "registration/no_letters.html")
    form = AskForLetterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        recent = SignInEvent.objects.since(HOUR).filter(kind=Kind.RESET_ASKED)
        if recent.filter(address=client_address(request) or None).count() >= ASKED_FROM_ONE:
            return too_many_requests(request, int(HOUR.total_seconds()))
        found = list(form.get_users(form.cleaned_data["email"]))
        write_to = [user.pk for user in found if recent.filter(user=user).count() < LETTERS_TO_ONE]
        about: list[User | None] = [*found] or [None]
        for person in about:
            record(Kind.RESET_ASKED, person, request)
        send_reset_letters.enqueue(write_to, request.get_host(), secure=request.is_secure())
        return redirect("password_reset_done")
    status = 422 if form.errors else 200
    return render(request, "registration/password_reset_form.html", {"form": form}, status=status)


@private
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/password_reset_done.html")


class Choose(PasswordResetConfirmView):
    """The link of the letter. It signs nobody in: the second factor is asked for as always."""

    form_class = NewPasswordForm
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            record(Kind.PASSWORD_RESET, form.user, self.request)
        messages.success(self.request, "Your new password is set. Sign in with it.")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


choose = private(Choose.as_view())
