"""The second factor in one's own hands: set it up, change the phone, new codes, turn it off."""

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
from django.views.decorators.http import require_http_methods

from accounts import second_factor
from accounts.events import Kind, record, signed_in_user
from accounts.forms import NewCodesForm, RemoveForm, SetUpForm
from accounts.views.private import private

# The session keeps the key until the app has shown that it has it.
KEY = "accounts.key"


def next_of(request: HttpRequest) -> str:
    """The page of this site to go on to, as the form or the address says; else none."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else ""


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Show a new key, and take it when a code proves that the app has it."""
    user = signed_in_user(request)
    key = request.session.get(KEY)
    if key is None:
        key = request.session[KEY] = second_factor.new_key()
    goal = next_of(request)
    form = SetUpForm(request, key, goal, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            device, codes = second_factor.set_up(user, key, form.step)
            record(Kind.FACTOR_SET, user, request)
        del request.session[KEY]
        request.session.cycle_key()
        django_otp.login(request, device)
        return _codes_page(request, codes, goal)
    # The address holds the key, so it is drawn into the page and never asked for.
    drawing = segno.make(second_factor.address_of(user, key), error="m").svg_inline(
        scale=5, border=4, light="#fff", svgclass="qr", lineclass=None, title="QR code of the key"
    )
    context = {
        "form": form,
        "drawing": mark_safe(drawing),  # noqa: S308 - our own drawing, which quotes nothing
        "key": " ".join(wrap(second_factor.written(key), 4)),
        "must": second_factor.must_set_up(user),
        "replaces": second_factor.is_set_up(user),
    }
    return render(request, "accounts/set_up.html", context, status=422 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_codes(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    if not second_factor.is_set_up(user):
        return redirect("second-factor")
    form = NewCodesForm(request, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            codes = second_factor.new_codes(user)
            record(Kind.CODES_MADE, user, request)
        return _codes_page(request, codes, "")
    context = {
        "form": form,
        "title": "New recovery codes",
        "words": "The codes you have stop working when you make new ones.",
    }
    return _ask(request, context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest) -> HttpResponse:
    """Turn the factor off; not for those who may not do without."""
    user = signed_in_user(request)
    if second_factor.is_required_of(user) or not second_factor.is_set_up(user):
        return redirect("account")
    form = RemoveForm(request, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            second_factor.remove(user)
            record(Kind.FACTOR_REMOVED, user, request)
        # This session goes on; every other one that the factor opened has ended.
        request.session.pop(django_otp.DEVICE_ID_SESSION_KEY, None)
        request.session.cycle_key()
        messages.success(request, "The second factor is off. Your password alone signs you in.")
        return redirect("account")
    context = {
        "form": form,
        "title": "Turn the second factor off",
        "words": "Whoever learns your password can then sign in as you. "
        "Everywhere else where you are signed in, you are signed out.",
    }
    return _ask(request, context)


def _ask(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    form = context["form"]
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "accounts/ask_password.html", context, status=status)


def _codes_page(request: HttpRequest, codes: list[str], goal: str) -> HttpResponse:
    """The recovery codes, this once: they are nowhere kept in a form that could be shown again."""
    context = {"codes": codes, "lines": "\n".join(codes), "goal": goal}
    return render(request, "accounts/recovery_codes.html", context)
