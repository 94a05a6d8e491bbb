"""The page "Your account"."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.models import SignInEvent
from accounts.users import signed_in_user
from accounts.views.decorators import private
from accounts.views.sign_in import get_home_url

MAX_EVENTS = 10


@private
@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    home = get_home_url(user)
    context = {
        "groups": [gettext(group.name) for group in user.groups.order_by("name")],
        "device": device,
        "codes_left": second_factor.count_recovery_codes(user) if device else 0,
        "is_required": second_factor.is_required_for(user),
        "events": SignInEvent.objects.newest_of(user).select_related("by")[:MAX_EVENTS],
        "home": home if home != request.path else "",
    }
    return render(request, "accounts/account.html", context)
