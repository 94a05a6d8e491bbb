"""With whom a group is shared: let in, shut out, or gone by their own will."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counselors.forms.colleagues import ColleagueForm
from counselors.gate import for_group, for_own_group, log
from counselors.models import Access, Colleague, Group
from counselors.models.groups import name_of
from serving.limits import Limit

# Names tried: enough for slips, too few to find out who has an account.
LIMIT = Limit("colleague", max_requests=30, window_seconds=3600)
FORM_METHODS = ["GET", "HEAD", "POST"]


@for_group
@require_http_methods(FORM_METHODS)
def colleagues(request: HttpRequest, group: Group) -> HttpResponse:
    """Who sees the group; for its own counselor, a form to let another one in."""
    if request.method != "POST":
        return _page(request, group, ColleagueForm(group))
    if group.counselor_id != request.user.pk:
        raise PermissionDenied
    if LIMIT.count_request(request):
        # Not judged: the answer to the name would be one more try.
        form = ColleagueForm(group, initial={"who": request.POST.get("who", "")})
        return _page(request, group, form, is_limited=True)
    form = ColleagueForm(group, request.POST)
    if not form.is_valid():
        return _page(request, group, form)
    user = form.cleaned_data["who"]
    try:
        with transaction.atomic():
            group.colleagues.create(user=user)
            log(request, group, Access.Action.SHARED, detail=name_of(user))
    except IntegrityError:
        # Two clicks at once: the first has done it.
        pass
    messages.success(request, f"{name_of(user)} sees this group now.")
    return redirect("counselor-group-colleagues", group.pk)


def _page(
    request: HttpRequest, group: Group, form: ColleagueForm, *, is_limited: bool = False
) -> HttpResponse:
    context = {
        "group": group,
        "form": form,
        "is_limited": is_limited,
        "colleagues": group.colleagues.select_related("user"),
    }
    status = 429 if is_limited else 422 if form.errors else 200
    return render(request, "counselors/colleagues.html", context, status=status)


@for_own_group
@require_http_methods(FORM_METHODS)
def remove(request: HttpRequest, group: Group, colleague: int) -> HttpResponse:
    """Ask, then shut a colleague out."""
    found = group.colleagues.select_related("user").filter(pk=colleague).first()
    if found is None:
        raise Http404("No such colleague of this group.")
    return _end(request, found, "counselor-group-colleagues", group.pk)


@for_group
@require_http_methods(FORM_METHODS)
def leave(request: HttpRequest, group: Group) -> HttpResponse:
    """Ask, then take oneself off the group. Its own counselor cannot."""
    found = group.colleagues.select_related("user").filter(user=request.user.pk).first()
    if found is None:
        raise PermissionDenied
    return _end(request, found, "counselor")


def _end(request: HttpRequest, colleague: Colleague, to: str, *args: int) -> HttpResponse:
    group, is_leaving = colleague.group, colleague.user_id == request.user.pk
    if request.method != "POST":
        context = {
            "group": group,
            "colleague": colleague,
            "is_leaving": is_leaving,
            "notes": colleague.notes.count(),
        }
        return render(request, "counselors/colleague_end.html", context)
    with transaction.atomic():
        colleague.notes.delete()
        colleague.delete()
        log(request, group, Access.Action.UNSHARED, detail=colleague.name)
    messages.success(
        request,
        f"You left “{group}”." if is_leaving else f"{colleague.name} no longer sees this group.",
    )
    return redirect(to, *args)
