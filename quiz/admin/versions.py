"""A quiz version: edited while it is a draft; published, copied, tried out, exported."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from common.admin import render_admin_page
from common.markdown import MarkdownFormField
from quiz import exchange, publish, tryout
from quiz.admin.frozen import FrozenAdmin, require_change
from quiz.admin.traits import SHORT_TEXTS
from quiz.admin.translations import TranslationsMixin, list_rows
from quiz.models import Band, Condition, QuizVersion, Trait
from quiz.versions import load_content


class TraitInline(admin.StackedInline[Trait, QuizVersion]):
    model = Trait
    extra = 0
    fields = (
        ("position", "key", "weight", "is_core"),
        ("name", "guide_part"),
        "description",
        *("high_text", "middle_text", "low_text"),
    )
    formfield_overrides = SHORT_TEXTS
    show_change_link = True
    verbose_name_plural = "traits (save, then “Change” a trait to edit its statements)"


class BandInline(admin.StackedInline[Band, QuizVersion]):
    model = Band
    extra = 0
    fields = (("key", "threshold"), ("label", "tone"), "text")
    formfield_overrides = SHORT_TEXTS


class ConditionInline(admin.StackedInline[Condition, QuizVersion]):
    model = Condition
    extra = 0
    formfield_overrides = SHORT_TEXTS
    fields = (
        ("key", "position"),
        "question",
        "conflict_when",
        "conflict_text",
        ("guide_part", "measured_fact"),
        "fact_text",
        "fact_source",
    )


@admin.register(QuizVersion)
class QuizVersionAdmin(TranslationsMixin, FrozenAdmin):
    change_form_template = "quiz/admin/change_version.html"
    list_display = ("quiz", "number", "status", "published_at", "note")
    list_filter = ("status", "quiz")
    formfield_overrides = {
        TextField: {**SHORT_TEXTS[TextField], "form_class": MarkdownFormField},
    }
    fields = ("quiz", "number", "status", "published_at", "title", "introduction", "note")
    readonly_fields = ("quiz", "number", "status", "published_at")
    inlines = (TraitInline, BandInline, ConditionInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("quiz__career")

    def view_on_site(self, version: QuizVersion) -> str | None:
        return version.get_absolute_url() if version.is_published else None

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", view(self.publish), name="quiz_quizversion_publish"),
            path("<int:pk>/new-draft/", view(self.new_draft), name="quiz_quizversion_new_draft"),
            path("<int:pk>/try/", view(self.try_out), name="quiz_quizversion_try"),
            path("<int:pk>/quiz.json", view(self.export), name="quiz_quizversion_export"),
            *super().get_urls(),
        ]

    def _render(
        self, request: HttpRequest, name: str, version: QuizVersion, **context: Any
    ) -> HttpResponse:
        back = reverse("admin:quiz_quizversion_change", args=[version.pk])
        return render_admin_page(
            self, request, f"quiz/admin/{name}.html", version=version, back=back, **context
        )

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List the problems, or ask for confirmation; publish on POST, for publishers."""
        version = self._get_version(request, pk)
        may_publish = request.user.has_perm("quiz.publish_quizversion")
        if request.method == "POST":
            if not may_publish:
                raise PermissionDenied
            try:
                publish.publish_version(version)
            except publish.NotPublishableError as refused:
                for problem in refused.problems:
                    messages.error(request, problem)
            else:
                self.log_change(request, version, "Published.")
                messages.success(request, "Published. Visitors take this version from now on.")
            return redirect("admin:quiz_quizversion_change", pk)
        return self._render(
            request,
            "publish",
            version,
            title="Publish this version",
            problems=[] if version.is_published else publish.find_problems(version),
            advice=[] if version.is_published else publish.find_advice(version),
            languages=[row for row in list_rows(version) if row.missing],
            may_publish=may_publish,
        )

    @method_decorator([require_change, require_POST])
    def new_draft(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Copy the version into the quiz's draft, or open the draft that is there already."""
        version = self._get_version(request, pk)
        draft = publish.open_draft(version.quiz, version)
        messages.success(request, f"Version {draft.number} is a draft. Visitors do not see it yet.")
        return redirect("admin:quiz_quizversion_change", draft.pk)

    def try_out(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let invented answerers take the version, and show the fact behind each statement."""
        version = self._get_version(request, pk)
        title = "Try it on invented answerers"
        results = tryout.run_tryout(load_content(version))
        return self._render(request, "try", version, title=title, tryout=results)

    def export(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = self._get_version(request, pk)
        career = version.quiz.career
        response = HttpResponse(
            exchange.format_quiz(load_content(version), career.slug, career.occupation.soc_code),
            content_type="application/json",
        )
        name = f"quiz-{career.slug}-version-{version.number}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
