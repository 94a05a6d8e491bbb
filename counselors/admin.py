"""Admin of counselors' invitations.

Groups and shared results are deliberately not in admin: only a group's counselors see them.
"""

from smtplib import SMTPException
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common import mail
from common.admin import render_admin_page
from counselors import invitations
from counselors.models import Invitation
from quiz import tokens

# Passes a new link's token to the page that shows it once.
COOKIE = "invitation_link"
COOKIE_SECONDS = 60
STATUS_FIELDS = ["state", "sent_at", "expires_at", "invited_by", "accepted_at", "accepted_by"]


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in Invitation.State.choices]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Invitation]
    ) -> QuerySet[Invitation]:
        return queryset.filter(pk__in=Invitation.objects.in_state(self.value() or ""))


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin[Invitation]):
    list_display = ["name", "email", "state", "sent_at", "expires_at", "invited_by", "accepted_by"]
    list_filter = [StateFilter]
    list_select_related = ["invited_by", "accepted_by"]
    search_fields = ["name__folded", "email", "accepted_by__username"]
    date_hierarchy = "created_at"

    @admin.display(description="state")
    def state(self, invitation: Invitation) -> str:
        return str(invitation.state.label)

    def get_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        return ["name", "email", *(STATUS_FIELDS if obj else [])]

    def get_readonly_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        return STATUS_FIELDS

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        if not change:
            obj.invited_by_id = request.user.pk
            # For response_add; not stored.
            obj.fresh_token = invitations.renew_link(obj)  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._redirect_to_link(obj, obj.fresh_token)  # type: ignore[attr-defined]

    def _redirect_to_link(self, invitation: Invitation, token: str) -> HttpResponse:
        response = redirect("admin:counselors_invitation_link", invitation.pk)
        response.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_SECONDS,
            path=response.url,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        return response

    def get_urls(self) -> list[URLPattern]:
        def page(name: str, view: Any) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            pattern: URLPattern = path(
                f"<int:pk>/{name}/", wrapped, name=f"counselors_invitation_{name}"
            )
            return pattern

        own = [page("link", self.link), page("again", self.resend), page("revoke", self.revoke)]
        return [*own, *super().get_urls()]

    def _get_invitation(self, request: HttpRequest, pk: int, *, lock: bool = False) -> Invitation:
        if not self.has_change_permission(request):
            raise PermissionDenied
        invitations = Invitation.objects.all()
        return get_object_or_404(invitations.select_for_update() if lock else invitations, pk=pk)

    def link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a new link, only this time; on POST send it by email."""
        invitation = self._get_invitation(request, pk)
        sent = request.POST.get("token", "")
        token = sent if request.method == "POST" else request.COOKIES.get(COOKIE, "")
        if not invitation.is_open or tokens.hash_token(token) != invitation.token_hash:
            message = "A link is shown once. If it did not arrive, send the invitation again."
            self.message_user(request, message, messages.WARNING)
            return redirect("admin:counselors_invitation_change", pk)
        address = request.build_absolute_uri(reverse("invitation", args=[token]))
        subject = _("Invitation to careerguide for counselors")
        email_context = {"invitation": invitation, "link": address}
        body = render_to_string("counselors/invitation.txt", email_context)
        problem = ""
        if request.method == "POST" and invitation.email and mail.is_configured():
            try:
                send_mail(subject, body, None, [invitation.email])
            except (SMTPException, OSError) as error:
                problem = f"The email could not be sent: {error}. Send the link yourself."
            else:
                self.log_change(request, invitation, "Sent by email.")
                self.message_user(request, f"Sent to {invitation.email}.", messages.SUCCESS)
                return redirect("admin:counselors_invitation_changelist")
        response = render_admin_page(
            self,
            request,
            "admin/counselors/invitation/link.html",
            title=f"Invitation for {invitation.name}",
            invitation=invitation,
            token=token,
            link=address,
            mailto=f"mailto:{quote(invitation.email)}?subject={quote(subject)}&body={quote(body)}",
            can_send=bool(invitation.email) and mail.is_configured(),
            problem=problem,
        )
        response.delete_cookie(COOKIE, path=request.path, samesite="Strict")
        return response

    def resend(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for confirmation, then replace the link."""
        if request.method != "POST":
            return self._ask(request, pk, "again", "Send again")
        with transaction.atomic():
            invitation = self._get_invitation(request, pk, lock=True)
            if invitation.accepted_at:
                return self._refuse(request)
            token = invitations.renew_link(invitation)
            invitation.save()
            self.log_change(request, invitation, "Sent again with a new link.")
        return self._redirect_to_link(invitation, token)

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for confirmation, then close the link."""
        if request.method != "POST":
            return self._ask(request, pk, "revoke", "Revoke")
        with transaction.atomic():
            invitation = self._get_invitation(request, pk, lock=True)
            if not invitation.is_open:
                return self._refuse(request)
            invitation.revoked_at = timezone.now()
            invitation.save()
            self.log_change(request, invitation, "Revoked.")
        message = f"The invitation for {invitation.name} is revoked; its link no longer works."
        self.message_user(request, message, messages.SUCCESS)
        return redirect("admin:counselors_invitation_changelist")

    def _ask(self, request: HttpRequest, pk: int, action: str, title: str) -> HttpResponse:
        template = "admin/counselors/invitation/confirm.html"
        invitation = self._get_invitation(request, pk)
        return render_admin_page(
            self, request, template, title=title, invitation=invitation, action=action
        )

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        message = "Nothing was changed: the invitation is no longer open."
        self.message_user(request, message, messages.WARNING)
        return redirect("admin:counselors_invitation_changelist")
