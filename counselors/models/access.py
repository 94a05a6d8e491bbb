"""The access log: who looked at which students' data, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from counselors.models.groups import Group, display_name
from counselors.models.participations import TalkStatus

# Details of the log that are codes, with their words.
SUMMARY, OWN_NOTES, CLOSED, REOPENED = "summary", "own-notes", "closed", "reopened"
DETAILS = {
    SUMMARY: _("the summary"),
    OWN_NOTES: _("with own notes"),
    CLOSED: _("closed"),
    REOPENED: _("opened again"),
}


class Access(models.Model):
    """One line of a group's access log. It is never changed, and deleted with the group."""

    class Action(models.TextChoices):
        MADE = "made", _("made the group")
        CHANGED = "changed", _("changed the group")
        BOARD = "board", _("opened the board")
        RESULT = "result", _("opened a result")
        NOTE = "note", _("wrote a note")
        STATUS = "status", _("marked a result")
        BOOKLET = "booklet", _("opened the booklet")
        CSV = "csv", _("downloaded the table")
        DOWNLOAD = "download", _("downloaded the whole group")
        STUDENT = "student", _("downloaded one student’s data")
        DELETED = "deleted", _("deleted one student’s data")
        SHARED = "shared", _("shared the group with a colleague")
        UNSHARED = "unshared", _("removed a colleague")

    group = models.ForeignKey(
        "counselors.Group",
        models.CASCADE,
        verbose_name=_("group"),
        related_name="accesses",
        help_text=_("Which group it belongs to."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("user"),
        null=True,
        related_name="+",
        help_text=_("Which user it belongs to."),
    )
    action = models.CharField(_("action"), max_length=8, choices=Action)
    # Not a foreign key: the line stays when a student takes the result back.
    student_number = models.PositiveIntegerField(
        _("student number"),
        null=True,
        help_text=_("Which student of the group, if one: the number on the board."),
    )
    # A colleague's name or codes, because readers of the log differ in language.
    detail = models.CharField(
        _("detail"), max_length=150, blank=True, help_text=_("As in the colleague’s name.")
    )
    at = models.DateTimeField(pgettext_lazy("when it happened", "at"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "accesses"
        indexes = [models.Index(name="access_newest_first", fields=["group", "-at"])]

    def __str__(self) -> str:
        return f"{self.user} {self.get_action_display()}"

    @property
    def who(self) -> str:
        """The user's name, also for a deleted account."""
        return display_name(self.user) if self.user else gettext("a deleted account")

    @property
    def detail_text(self) -> str:
        """The detail in the reader's language; names are as they were stored."""
        if self.action in (self.Action.SHARED, self.Action.UNSHARED):
            return self.detail
        if self.action == self.Action.STATUS:
            return str(TalkStatus(self.detail).label)
        if self.action == self.Action.CHANGED and self.detail not in DETAILS:
            changed = self.detail.split()
            fields = (*Group._meta.fields, *Group._meta.many_to_many)
            return ", ".join(str(each.verbose_name) for each in fields if each.name in changed)
        return str(DETAILS.get(self.detail, ""))
