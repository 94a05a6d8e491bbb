"""A student with a counselor's link: reads who will see what, and says yes or goes on alone."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from careers.models import Career
from counselors import sharing
from counselors.forms.groups import careers_with_a_quiz
from counselors.forms.student import CodeForm, ConsentForm
from counselors.guessing import TooManyGuessesError, find_group
from counselors.models import Group, Participation
from counselors.names import readers_of
from quiz.views.private import private_form


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The field for a code that a counselor said."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_bound:
        group, status = check(request, form)
        if group:
            return redirect("group", group.code)
    return render(request, "counselors/student_code.html", {"form": form}, status=status)


def check(request: HttpRequest, form: CodeForm) -> tuple[Group | None, HTTPStatus]:
    """The group of a code that was sent, or what is wrong with it, told by the form."""
    if form.is_valid():
        try:
            group = find_group(request, form.cleaned_data["code"])
        except TooManyGuessesError:
            form.add_error("code", "Too many wrong codes. Try again in ten minutes.")
            return None, HTTPStatus.TOO_MANY_REQUESTS
        if group:
            return group, HTTPStatus.OK
        form.add_error(
            "code",
            "No group has this code. It may be mistyped, or the group is deleted. Compare it with "
            "what your counselor wrote.",
        )
    return None, HTTPStatus.UNPROCESSABLE_ENTITY


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, code: str) -> HttpResponse:
    """What the group's counselor would see, and the two ways on. Only a form sent changes a thing.

    Programs that look through mail open every link in it.
    """
    try:
        found = find_group(request, code)
    except TooManyGuessesError:
        return not_now(request)
    if found is None:
        return unknown(request)
    careers = list(careers_with_a_quiz().filter(pk__in=found.careers.all()))
    if not found.is_open or not careers:
        return closed(request, found, careers)
    earlier = sharing.earlier(request, found, None)
    form = ConsentForm(
        found,
        careers,
        request.POST if request.method == "POST" else None,
        nickname=earlier.nickname if earlier else "",
        was_here=earlier is not None,
    )
    if form.is_bound and form.is_valid() and form.chosen:
        return _answered(request, found, form.chosen, form)
    context = {
        "group": found,
        "careers": careers,
        "form": form,
        "earlier": earlier,
        "readers": readers_of(found),
        "action": request.path,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "counselors/student_consent.html", context, status=status)


def _answered(
    request: HttpRequest, group: Group, career: Career, form: ConsentForm
) -> HttpResponse:
    response = redirect("quiz", career.slug)
    if request.POST.get("answer") != "yes":
        sharing.say_no(request, group)
        return response
    key, before = same_student(request, group, career, form)
    try:
        sharing.say_yes(group, career, key, form.chosen_name, before)
    except sharing.GroupGoneError:
        return unknown(request)
    sharing.remember(response, key)
    return response


def same_student(
    request: HttpRequest, group: Group, career: Career, form: ConsentForm
) -> tuple[str, Participation | None]:
    """The browser's key and what it shared before; a new key for who says to be somebody else."""
    if form.is_somebody_else:
        return sharing.new_key(), None
    key = sharing.browser_key(request) or sharing.new_key()
    return key, sharing.earlier(request, group, career)


def unknown(request: HttpRequest) -> HttpResponse:
    """The one answer to codes that no group has, or none has any more."""
    return render(request, "counselors/student_unknown.html", status=HTTPStatus.NOT_FOUND)


def not_now(request: HttpRequest) -> HttpResponse:
    """The answer to any code after too many wrong ones."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "counselors/student_not_now.html", status=status)


def closed(request: HttpRequest, group: Group, careers: list[Career]) -> HttpResponse:
    """The answer once the last day is over, or while none of the group's quizzes can be taken."""
    context = {"group": group, "careers": careers}
    return render(request, "counselors/student_closed.html", context, status=HTTPStatus.GONE)
