"""A career's quiz: its versions, the first draft, and the import of JSON files."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from careers.models import Career
from common.admin import render_admin_page
from quiz import exchange, publish
from quiz.admin.frozen import require_change
from quiz.content import VersionContent
from quiz.models import Quiz, QuizVersion
from quiz.versions import create_draft


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Quiz as JSON",
        help_text="A file that this site exported, or one that follows the schema below.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    is_for_another = forms.BooleanField(
        label="Import it even if it is another career's quiz",
        required=False,
        help_text="As the start of this career's own: every statement needs to be looked at.",
    )

    def __init__(self, career: Career, *args: Any) -> None:
        super().__init__(*args)
        self.career = career

    def clean_file(self) -> VersionContent:
        try:
            # One byte more than allowed is enough to refuse a file that is too large.
            data = self.cleaned_data["file"].read(exchange.MAX_FILE_BYTES + 1)
            self.reference, content = exchange.parse_quiz_file(data)
        except exchange.InvalidQuizFileError as error:
            raise forms.ValidationError(error.problems) from error
        return content

    def clean(self) -> None:
        super().clean()
        is_known = "file" in self.cleaned_data
        if not is_known or self.cleaned_data["is_for_another"]:
            return
        if self.reference.slug != self.career.slug:
            self.add_error(
                "file",
                f"This is the quiz of “{self.reference.slug}” ({self.reference.soc_code}), and not "
                f"of “{self.career.slug}”. Choose the right file, or choose this one again and "
                "check the box below.",
            )


class VersionInline(admin.TabularInline[QuizVersion, Quiz]):
    model = QuizVersion
    fields = readonly_fields = ("edit", "status", "published_at", "note")
    extra = max_num = 0
    can_delete = False

    @admin.display(description="version")
    def edit(self, version: QuizVersion) -> SafeString:
        address = reverse("admin:quiz_quizversion_change", args=[version.pk])
        return format_html('<a href="{}">Version {}</a>', address, version.number)


@admin.register(Quiz)
class QuizAdmin(admin.ModelAdmin[Quiz]):
    change_form_template = "quiz/admin/change_quiz.html"
    list_display = ("career", "newest", "draft")
    autocomplete_fields = ("career",)
    inlines = (VersionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return super().get_queryset(request).select_related("career").prefetch_related("versions")

    def get_readonly_fields(self, request: HttpRequest, obj: Quiz | None = None) -> tuple[str, ...]:
        return ("career",) if obj else ()

    @admin.display(description="visitors take")
    def newest(self, quiz: Quiz) -> str:
        published = [version for version in quiz.versions.all() if version.is_published]
        return f"version {published[0].number}" if published else "nothing yet"

    @admin.display(description="draft")
    def draft(self, quiz: Quiz) -> str:
        drafts = [version for version in quiz.versions.all() if not version.is_published]
        return f"version {drafts[0].number}" if drafts else ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/draft/", view(self.make_draft), name="quiz_quiz_draft"),
            path("<int:pk>/import/", view(self.import_json), name="quiz_quiz_import"),
            path("schema.json", view(self.schema), name="quiz_quiz_schema"),
            *super().get_urls(),
        ]

    @method_decorator([require_change, require_POST])
    def make_draft(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open the quiz's draft: the one it has, a copy of the newest version, or an empty one."""
        quiz = get_object_or_404(Quiz.objects.select_related("career"), pk=pk)
        draft = publish.open_draft(quiz, quiz.versions.order_by("-number").first())
        return redirect("admin:quiz_quizversion_change", draft.pk)

    @method_decorator(require_change)
    def import_json(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Import a quiz from a file as a new draft; it is published like any other draft."""
        quiz = get_object_or_404(Quiz.objects.select_related("career"), pk=pk)
        posted = request.method == "POST"
        given = (request.POST, request.FILES) if posted else ()
        form = ImportForm(quiz.career, *given)
        if posted and form.is_valid():
            try:
                with transaction.atomic():
                    draft = create_draft(quiz, form.cleaned_data["file"])
            except IntegrityError:
                form.add_error(
                    "file",
                    "The draft could not be made: the quiz has a draft already, or the file uses a "
                    "key twice. Publish or delete the draft, or fix the file.",
                )
            else:
                messages.success(
                    request, f"Version {draft.number} is a draft now. Check and publish it."
                )
                return redirect("admin:quiz_quizversion_change", draft.pk)
        title = f"Import a quiz for {quiz.career}"
        template = "quiz/admin/import.html"
        return render_admin_page(self, request, template, title=title, quiz=quiz, form=form)

    def schema(self, request: HttpRequest) -> HttpResponse:
        """The JSON schema of quiz files, for those who write one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse(exchange.build_schema(), json_dumps_params={"indent": 2})
