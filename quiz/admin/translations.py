"""A version's texts in other languages: exported to translate, and imported into the draft."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse

from common.admin import render_admin_page
from quiz import publish
from quiz.exchange import MAX_FILE_BYTES, InvalidQuizFileError
from quiz.models import QuizVersion
from quiz.translation_files import ParsedTranslation, format_translation
from quiz.translations import find_missing, list_languages

# So many places without a translation are named; the file that is exported has them all.
MAX_NAMED = 20


class TranslationForm(forms.Form):
    file = forms.FileField(
        label="Translation as JSON",
        help_text="A file that was exported here, with its translations filled in.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )


@dataclass(frozen=True)
class LanguageRow:
    """How much of a version's texts there is in a language."""

    code: str
    name: str
    translated: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.translated


def list_rows(version: QuizVersion) -> list[LanguageRow]:
    """Every language of the site but English."""
    english = publish.list_english_texts(version)
    texts = {each.language: each.texts for each in version.translations.all()}
    return [
        LanguageRow(
            code, name, len(english) - len(find_missing(english, texts.get(code, {}))), len(english)
        )
        for code, name in list_languages()
    ]


class TranslationsMixin(admin.ModelAdmin[QuizVersion]):
    """The pages of a version's translations."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/translations/",
                view(self.translations),
                name="quiz_quizversion_translations",
            ),
            path(
                "<int:pk>/translations/<str:language>.json",
                view(self.export_translation),
                name="quiz_quizversion_translation",
            ),
            *super().get_urls(),
        ]

    def _get_version(self, request: HttpRequest, pk: int) -> QuizVersion:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(QuizVersion.objects.select_related("quiz__career"), pk=pk)

    def translations(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Each language with its export; a form to import one, for those who may edit a draft."""
        version = self._get_version(request, pk)
        may_import = self.has_change_permission(request, version)
        form = TranslationForm()
        if request.method == "POST":
            if not may_import:
                raise PermissionDenied
            form = TranslationForm(request.POST, request.FILES)
            if form.is_valid():
                # One byte more than allowed is enough to refuse a file that is too large.
                data = form.cleaned_data["file"].read(MAX_FILE_BYTES + 1)
                try:
                    parsed = publish.import_translation(version, data)
                except InvalidQuizFileError as error:
                    form.add_error("file", error.problems)
                else:
                    self.log_change(request, version, f"Imported texts in “{parsed.language}”.")
                    _tell_imported(request, parsed)
                    return redirect("admin:quiz_quizversion_translations", pk)
        return render_admin_page(
            self,
            request,
            "quiz/admin/translations.html",
            version=version,
            back=reverse("admin:quiz_quizversion_change", args=[version.pk]),
            title="Translations",
            rows=list_rows(version),
            form=form if may_import else None,
        )

    def export_translation(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """The texts to translate, with the translations that there are already."""
        version = self._get_version(request, pk)
        if language not in dict(list_languages()):
            raise Http404
        translation = version.translations.filter(language=language).first()
        texts = translation.texts if translation else {}
        response = HttpResponse(
            format_translation(language, publish.list_english_texts(version), texts),
            content_type="application/json",
        )
        name = f"quiz-{version.quiz.career.slug}-version-{version.number}-{language}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _tell_imported(request: HttpRequest, parsed: ParsedTranslation) -> None:
    messages.success(request, f"Imported {len(parsed.texts)} texts in “{parsed.language}”.")
    if parsed.missing:
        named = ", ".join(parsed.missing[:MAX_NAMED])
        more = len(parsed.missing) - MAX_NAMED
        messages.warning(
            request,
            f"{len(parsed.missing)} texts are not translated; visitors see them in English: "
            f"{named}{f', and {more} more' if more > 0 else ''}.",
        )
