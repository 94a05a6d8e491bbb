"""Users manage their own second factor: set it up, change the phone, new codes, turn it off."""

from textwrap import wrap

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts import second_factor
from accounts.event_log import Kind, record_event
from accounts.forms import ConfirmPasswordForm, SetUpSecondFactorForm
from accounts.users import signed_in_user
from accounts.views.decorators import private

# The session holds the key until a code confirms it.
KEY = "accounts.key"


def get_next_url(request: HttpRequest) -> str:
    """The page of this site to go to next, from the form or the query; else empty."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_own else ""


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Show a new key, and save it when a code proves that the app has it."""
    user = signed_in_user(request)
    key = request.session.get(KEY)
    if key is None:
        key = request.session[KEY] = default_key()
    next_url = get_next_url(request)
    form = SetUpSecondFactorForm(request, key, next_url, request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            device, codes = second_factor.turn_on(user, key, form.step)
            record_event(Kind.FACTOR_SET, user, request)
        del request.session[KEY]
        request.session.cycle_key()
        django_otp.login(request, device)
        return _render_codes(request, codes, next_url)
    # The QR code contains the key, so it is part of the page and has no address of its own.
    drawing = segno.make(TOTPDevice(user=user, key=key).config_url, error="m").svg_inline(
        scale=5,
        border=4,
        light="#fff",
        svgclass="qr",
        lineclass=None,
        title=gettext("QR code of the key"),
    )
    context = {
        "form": form,
        "drawing": mark_safe(drawing),  # noqa: S308 - drawn here, contains no input
        "key": " ".join(wrap(second_factor.encode_key(key), 4)),
        "must": second_factor.must_set_up(user),
        "replaces": second_factor.is_set_up(user),
    }
    return render(request, "accounts/set_up.html", context, status=422 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    if not second_factor.is_set_up(user):
        return redirect("second-factor")
    form = ConfirmPasswordForm(request, request.POST or None, submit=gettext("Make new codes"))
    if form.is_valid():
        with transaction.atomic():
            codes = second_factor.create_recovery_codes(user)
            record_event(Kind.CODES_MADE, user, request)
        return _render_codes(request, codes, "")
    lede = gettext("The codes you have stop working when you make new ones.")
    return _render_confirmation(request, form, gettext("New recovery codes"), lede)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def turn_off(request: HttpRequest) -> HttpResponse:
    """Turn the factor off, unless the user's role requires it."""
    user = signed_in_user(request)
    if second_factor.is_required_for(user) or not second_factor.is_set_up(user):
        return redirect("account")
    form = ConfirmPasswordForm(request, request.POST or None, submit=gettext("Turn it off"))
    if form.is_valid():
        with transaction.atomic():
            second_factor.turn_off(user)
            record_event(Kind.FACTOR_REMOVED, user, request)
        # This session goes on; every other session that used the factor has ended.
        request.session.pop(django_otp.DEVICE_ID_SESSION_KEY, None)
        request.session.cycle_key()
        messages.success(
            request, gettext("The second factor is off. Your password alone signs you in.")
        )
        return redirect("account")
    lede = gettext(
        "Anyone who learns your password can then sign in as you. "
        "Everywhere else where you are signed in, you are signed out."
    )
    return _render_confirmation(request, form, gettext("Turn the second factor off"), lede)


def _render_confirmation(
    request: HttpRequest, form: ConfirmPasswordForm, title: str, lede: str
) -> HttpResponse:
    context = {"form": form, "title": title, "lede": lede}
    status = 422 if form.errors else 200
    return render(request, "accounts/confirm_password.html", context, status=status)


def _render_codes(request: HttpRequest, codes: list[str], next_url: str) -> HttpResponse:
    """Show the recovery codes; only hashes are stored, so this is the only time."""
    context = {"codes": codes, "lines": "\n".join(codes), "next_url": next_url}
    return render(request, "accounts/recovery_codes.html", context)
