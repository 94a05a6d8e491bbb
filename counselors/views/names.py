"""A counselor says by which name students see them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.users import signed_in_user
from counselors.forms.names import ShownNameForm, set_shown_name
from counselors.permissions import nameless_counselor_allowed


@nameless_counselor_allowed
@require_http_methods(["GET", "HEAD", "POST"])
def shown_name(request: HttpRequest) -> HttpResponse:
    """Ask for the name, and go on to the page that was asked for."""
    user = signed_in_user(request)
    form = ShownNameForm(user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        set_shown_name(user, form.cleaned_data["name"])
        user.save(update_fields=["first_name", "last_name"])
        messages.success(
            request, _("Students see you as %(name)s.") % {"name": user.get_full_name()}
        )
        following = request.GET.get("next", "")
        is_own = url_has_allowed_host_and_scheme(following, None)
        return redirect(following if is_own else reverse("counselor"))
    status = 422 if form.errors else 200
    return render(request, "counselors/shown_name.html", {"form": form}, status=status)
