"""The pages of forms that were sent after their session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_forms import keep_form
from accounts.models import KeptForm
from accounts.sending_again import is_own_origin, read_unsent_form
from accounts.views.decorators import private
from accounts.views.sign_in import SignIn
from common import errors


@private
@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what the user typed, and show the form as it is saved."""
    kept = get_object_or_404(KeptForm, pk=pk, user=request.user.pk)
    kept.delete()
    messages.success(request, _("What you typed is discarded. This is what is saved."))
    return redirect(kept.address)


@private
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 of a form whose visit is over, with what was typed or a link to it.

    Django calls it for a form without the token of the browser's cookie: signing in renews that.
    """
    if request.user.is_authenticated and request.path == reverse("login"):
        # The second tab of somebody who signed in in the first leads where signing in would.
        sign_in = SignIn()
        sign_in.setup(request)
        return redirect(sign_in.get_success_url())
    kept = keep_form(request)
    if kept is None and is_own_origin(request):
        unsent = read_unsent_form(request)
        return render(request, "accounts/send_again.html", {"unsent": unsent}, status=403)
    if kept is None:
        return errors.csrf_failure(request, reason)
    is_of_another = request.user.is_authenticated and request.user != kept.user
    context = {"kept": kept, "is_of_another": is_of_another}
    return render(request, "accounts/form_kept.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an exception; while the database does not answer, it keeps what was typed."""
    if errors.is_database_away():
        return errors.unavailable(request, read_unsent_form(request))
    return errors.server_error(request)
