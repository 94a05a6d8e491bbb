"""The pages of forms that were sent after their session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_forms import keep_form
from accounts.models import KeptForm
from accounts.views.decorators import private
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
    """The 403 of a form whose visit is over, with a link to what was typed where it is kept.

    Django calls it for a form without the token of the browser's cookie: signing in renews that.
    """
    kept = keep_form(request)
    if kept is None:
        return errors.csrf_failure(request, reason)
    is_of_another = request.user.is_authenticated and request.user != kept.user
    context = {"kept": kept, "is_of_another": is_of_another}
    return render(request, "accounts/form_kept.html", context, status=403)
