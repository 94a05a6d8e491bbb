"""The inbox of readers' reports."""

from smtplib import SMTPException
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from careers.models import Correction, CorrectionAnswer
from common.admin import EditedInPlace, render_admin_page
from common.languages import language_of_path


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="Your answer",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 80}),
        help_text="Plain text. The report is quoted below it.",
    )


class AnswerInline(admin.TabularInline[CorrectionAnswer, Correction]):
    model = CorrectionAnswer
    fields = readonly_fields = ("sent_at", "sent_by", "text")
    max_num = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("careers.view_correction")


@admin.register(Correction)
class CorrectionAdmin(EditedInPlace):
    list_display = ["created_at", "about", "section", "excerpt", "status", "assigned_to"]
    list_editable = ["assigned_to"]
    list_filter = ["status", "assigned_to", "created_at"]
    list_select_related = ["assigned_to"]
    search_fields = ["about", "section", "statement", "public_note_en"]
    readonly_fields = ["page", "guide_seen", "statement", "source", "email", "created_at", "closed"]
    fieldsets = [
        (
            "What the reader says",
            {"fields": ["page", "guide_seen", "statement", "source", "email", "created_at"]},
        ),
        (
            "What is done about it",
            {"fields": ["assigned_to", "status", "public_note_en", "public_note_es", "closed"]},
        ),
        ("Among editors", {"fields": ["editors_note"]}),
    ]
    formfield_overrides = {TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 90})}}
    date_hierarchy = "created_at"
    actions = ["assign_to_me", "decline"]
    inlines = [AnswerInline]

    # -- The list ----------------------------------------------------------------------------

    @admin.display(description="what is wrong")
    def excerpt(self, correction: Correction) -> str:
        return Truncator(correction.statement).chars(120)

    @admin.action(description="Assign to me", permissions=["change"])
    def assign_to_me(self, request: HttpRequest, chosen: QuerySet[Correction]) -> None:
        number = chosen.update(assigned_to=request.user)
        self.message_user(request, f"Reports that are yours now: {number}.")

    @admin.action(description="Close: checked, nothing to fix", permissions=["change"])
    def decline(self, request: HttpRequest, chosen: QuerySet[Correction]) -> None:
        with transaction.atomic():
            # A separate query: that of the list joins tables, and cannot lock.
            keys = list(chosen.values_list("pk", flat=True))
            reports = list(Correction.objects.open().filter(pk__in=keys).select_for_update())
            for report in reports:
                report.status = Correction.Status.DECLINED
                report.sync_with_status(request.user.pk)
                report.save()
                self.log_change(request, report, "Closed: nothing to fix.")
        self.message_user(request, f"Reports closed: {len(reports)}.")

    # -- One report --------------------------------------------------------------------------

    @admin.display(description="page")
    def page(self, correction: Correction) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', correction.place)

    @admin.display(description="guide the reader saw")
    def guide_seen(self, correction: Correction) -> SafeString | str:
        """The version, with a link to what has changed since."""
        version = correction.guide_version
        if version is None:
            return "–"
        place = [version.guide_id, version.number]
        url = reverse("admin:careers_guide_version", args=place, query={"with": "now"})
        return format_html(
            '<a href="{}">Version {}: what has changed since</a>', url, version.number
        )

    @admin.display(description="where it says so")
    def source(self, correction: Correction) -> SafeString | str:
        """The reader's link. It opens in a new tab and sends no referrer."""
        if not correction.source_url:
            return "–"
        return format_html(
            '<a href="{0}" rel="noreferrer noopener nofollow" target="_blank">{0}</a>',
            correction.source_url,
        )

    @admin.display(description="closed")
    def closed(self, correction: Correction) -> str:
        if correction.closed_at is None:
            return "Not yet."
        who = f" by {correction.closed_by}" if correction.closed_by else ""
        return f"{correction.closed_at:%b %d, %Y}{who}"

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        had_email = bool(obj.email)
        obj.sync_with_status(request.user.pk)
        super().save_model(request, obj, form, change)
        if had_email and not obj.email:
            self.message_user(request, "The report is closed, and the reader’s email is erased.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def view_on_site(self, correction: Correction) -> str:
        return correction.place

    # -- The answer --------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.answer)
        return [
            path("<int:pk>/answer/", view, name="careers_correction_answer"),
            *super().get_urls(),
        ]

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write to the reader. An answer that could not be sent is not stored."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        report = get_object_or_404(Correction, pk=pk)
        back = redirect("admin:careers_correction_change", pk)
        if not report.email:
            self.message_user(request, "The reader left no email address.", messages.WARNING)
            return back
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                send_answer(report, form.cleaned_data["text"], request.user.pk)
            except (SMTPException, OSError) as error:
                form.add_error(None, f"The answer could not be sent: {error}. Please try again.")
            else:
                self.log_change(request, report, "Answered by email.")
                self.message_user(request, "Your answer was sent.", messages.SUCCESS)
                return back
        template = "admin/careers/correction/answer.html"
        title = "Answer the reader"
        return render_admin_page(self, request, template, title=title, report=report, form=form)


def send_answer(report: Correction, text: str, by_id: int | None) -> None:
    """Send and store an answer, both or neither; SMTPException or OSError where it fails.

    What the site says around it is in the language of the page that the report is about.
    """
    quoted = "\n".join(f"> {line}" for line in report.statement.splitlines())
    with transaction.atomic(), override(language_of_path(report.about)):
        about = gettext("You wrote about %(page)s:") % {"page": report.about}
        CorrectionAnswer.objects.create(correction=report, text=text, sent_by_id=by_id)
        EmailMessage(
            subject=gettext("Your report to careerguide"),
            body=f"{text}\n\n{about}\n\n{quoted}\n",
            to=[report.email],
        ).send()
