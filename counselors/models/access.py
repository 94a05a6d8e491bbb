"""The access log: who looked at which students' data, and when."""

from django.conf import settings
from django.db import models

from counselors.models.groups import display_name


class Access(models.Model):
    """One line of a group's access log. It is never changed, and deleted with the group."""

    class Action(models.TextChoices):
        MADE = "made", "made the group"
        CHANGED = "changed", "changed the group"
        BOARD = "board", "opened the board"
        RESULT = "result", "opened a result"
        NOTE = "note", "wrote a note"
        STATUS = "status", "marked a result"
        BOOKLET = "booklet", "opened the booklet"
        CSV = "csv", "downloaded the table"
        DOWNLOAD = "download", "downloaded the whole group"
        STUDENT = "student", "downloaded one student’s data"
        DELETED = "deleted", "deleted one student’s data"
        SHARED = "shared", "shared the group with a colleague"
        UNSHARED = "unshared", "removed a colleague"

    group = models.ForeignKey("counselors.Group", models.CASCADE, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=8, choices=Action)
    # Not a foreign key: the line stays when a student takes the result back.
    student_number = models.PositiveIntegerField(
        null=True, help_text="Which student of the group, if one: the number on the board."
    )
    detail = models.CharField(max_length=150, blank=True, help_text="As in the colleague’s name.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "accesses"
        indexes = [models.Index(name="access_newest_first", fields=["group", "-at"])]

    def __str__(self) -> str:
        return f"{self.user} {self.get_action_display()}"

    @property
    def who(self) -> str:
        """The user's name, also for a deleted account."""
        return display_name(self.user) if self.user else "a deleted account"
