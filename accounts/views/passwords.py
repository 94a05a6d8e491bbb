"""Users change their password, or set a new one through a link sent by email."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from accounts.event_log import Kind, record_event
from accounts.forms import ChangePasswordForm, NewPasswordForm, ResetRequestForm
from accounts.models import SignInEvent
from accounts.tasks import send_password_reset_emails
from accounts.views.decorators import private
from common import mail
from common.clients import client_address
from common.errors import too_many_requests

HOUR = dt.timedelta(hours=1)
# Emails to one user and requests from one address, per hour.
MAX_EMAILS = 3
MAX_REQUESTS = 20


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password; the user's other sessions end."""
    form = ChangePasswordForm(request, request.user, request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            user = form.save()
            record_event(Kind.PASSWORD_CHANGED, user, request)
        update_session_auth_hash(request, user)
        messages.success(
            request,
            gettext("Your password is changed. On other devices you have to sign in again."),
        )
        return redirect("account")
    status = 422 if form.errors else 200
    context = {"form": form}
    return render(request, "registration/password_change_form.html", context, status=status)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def request_reset(request: HttpRequest) -> HttpResponse:
    """Request the email. The response and its duration are the same for every address."""
    # Without a mail server the link would go to a log that others can read.
    if not settings.LOCAL and not mail.is_configured():
        return render(request, "registration/password_reset_unavailable.html")
    form = ResetRequestForm(request.POST or None)
    if form.is_valid():
        recent = SignInEvent.objects.since(HOUR).filter(kind=Kind.RESET_ASKED)
        if recent.filter(address=client_address(request) or None).count() >= MAX_REQUESTS:
            return too_many_requests(request, int(HOUR.total_seconds()))
        users = list(form.get_users(form.cleaned_data["email"]))
        user_ids = [user.pk for user in users if recent.filter(user=user).count() < MAX_EMAILS]
        for user in users:
            record_event(Kind.RESET_ASKED, user, request)
        if not users:
            record_event(Kind.RESET_ASKED, None, request)
        address = mail.site_address(request)
        send_password_reset_emails.enqueue(user_ids, address, translation.get_language())
        return redirect("password_reset_done")
    status = 422 if form.errors else 200
    return render(request, "registration/password_reset_form.html", {"form": form}, status=status)


reset_sent = private(TemplateView.as_view(template_name="registration/password_reset_done.html"))


class ResetPassword(PasswordResetConfirmView):
    """The page behind the emailed link. It signs nobody in: the second factor stays required."""

    form_class = NewPasswordForm
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            record_event(Kind.PASSWORD_RESET, form.user, self.request)
        messages.success(self.request, gettext("Your new password is set. Sign in with it."))
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """404 for a link that does not work, as for every other link."""
        status = HTTPStatus.OK if self.validlink else HTTPStatus.NOT_FOUND
        return super().render_to_response(context, **{"status": status, **kwargs})

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


reset_password = private(ResetPassword.as_view())
