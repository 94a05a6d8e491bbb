"""A student's participation in a group, and counselors' notes about it."""

from datetime import timedelta
from functools import cached_property
from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.models import Career
from common.names import NameField
from counselors.models.groups import Group, Naming
from counselors.scored_results import ScoredResult
from counselors.shared_profiles import SharedProfile
from counselors.zones import today_in
from quiz.models import Result
from quiz.models.results import ResultKind

# Twice as long as the browser keeps its key (counselors/sharing.py).
UNFINISHED_LIFETIME = timedelta(days=60)


class TalkStatus(models.TextChoices):
    NONE = "", _("Not marked")
    TO_TALK = "to_talk", _("To talk")
    TALKED = "talked", _("Talked")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def finished(self) -> Self:
        """Students who shared a result."""
        return self.filter(result__isnull=False)

    def unfinished(self) -> Self:
        """Students who agreed and have not finished; counselors see only how many."""
        return self.filter(result__isnull=True)

    def lapsed(self) -> Self:
        """Unfinished ones whose browser has forgotten them, even if it said yes twice."""
        return self.unfinished().filter(consented_at__lte=timezone.now() - UNFINISHED_LIFETIME)

    def awaiting(self, key_hash: str, career: Any) -> Self:
        """Where a browser's next result of the career (or its key) will be shared."""
        return self.unfinished().filter(
            key_hash=key_hash, career=career, group__closes_on__gte=today_in("group__time_zone")
        )


class Participation(models.Model):
    """One student's consent to share one career's result with a group's counselors.

    Withdrawing the consent, or deleting the result, deletes the row with all notes. The student's
    own result is not affected by changes here.
    """

    group = models.ForeignKey(
        Group,
        models.CASCADE,
        verbose_name=_("group"),
        related_name="participations",
        help_text=_("With which group’s counselors the result is shared."),
    )
    career = models.ForeignKey(
        "careers.Career",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("career"),
        related_name="+",
        help_text=_("The career whose quiz was chosen; none for a profile."),
    )
    key_hash = models.CharField(
        _("key hash"),
        max_length=64,
        help_text=_("SHA-256 of the random key in the student’s cookie."),
    )
    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("The student’s number on the board, given when the result is shared."),
    )
    nickname = NameField(
        _("nickname"),
        max_length=40,
        blank=True,
        help_text=_("The name for the board that the student chose."),
    )
    result = models.ForeignKey(
        Result,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("result"),
        related_name="participations",
        help_text=_("The result that is shared, once the quiz is finished."),
    )
    status = models.CharField(
        _("status"),
        max_length=7,
        choices=TalkStatus,
        blank=True,
        default=TalkStatus.NONE,
        help_text=_("Whether a counselor means to talk about it, or did."),
    )
    consented_at = models.DateTimeField(
        _("consented at"),
        auto_now_add=True,
        help_text=_("When the student said yes to sharing."),
    )
    shared_at = models.DateTimeField(
        _("shared at"), null=True, blank=True, help_text=_("When the result came to the board.")
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["consented_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once_a_browser_and_career",
                fields=["group", "career", "key_hash"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(name="result_shared_once_a_group", fields=["group", "result"]),
            models.UniqueConstraint(name="student_number_once_a_group", fields=["group", "number"]),
            models.CheckConstraint(
                name="participation_shared_with_a_result",
                condition=Q(result__isnull=True, shared_at__isnull=True, number__isnull=True)
                | Q(result__isnull=False, shared_at__isnull=False, number__isnull=False),
            ),
            models.CheckConstraint(
                name="participation_status_known", condition=Q(status__in=TalkStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"Participation {self.pk}"

    @property
    def quiz_career(self) -> Career:
        """The career whose quiz was chosen; ValueError for a profile."""
        if self.career is None:
            raise ValueError("A profile is about all careers.")
        return self.career

    @property
    def shown_nickname(self) -> str:
        """The student's nickname; empty in an anonymous group."""
        return self.nickname if self.group.naming == Naming.NICKNAME else ""

    @property
    def name(self) -> str:
        """The nickname if there is one, else as in “Student 3”."""
        return self.shown_nickname or self.numbered_name

    @property
    def numbered_name(self) -> str:
        return gettext("Student %(number)s") % {"number": self.number}

    @cached_property
    def scored(self) -> ScoredResult:
        """The quiz result of a student who finished."""
        return ScoredResult(cast("Result", self.result))

    @cached_property
    def profile(self) -> SharedProfile:
        """What counselors see of the profile of a student who finished."""
        return SharedProfile(cast("Result", self.result), self.group.measured_reader)

    @property
    def chosen_careers(self) -> tuple[Career, ...]:
        """The careers that the owner of a profile marked; none of a quiz."""
        if self.result is None or self.result.kind != ResultKind.MATCH:
            return ()
        return tuple(self.result.profile.chosen.all())


class NoteQuerySet(models.QuerySet["Note"]):
    def texts(self, group: Group, author: Any) -> dict[int, str]:
        """This author's notes in a group by the keys of their participations. One query."""
        own = self.filter(participation__group=group, author=author)
        return dict(own.values_list("participation", "text"))


class Note(models.Model):
    """A counselor's private note about a student's result; only its author sees it."""

    participation = models.ForeignKey(
        Participation,
        models.CASCADE,
        verbose_name=_("participation"),
        related_name="notes",
        help_text=_("Which participation it belongs to."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("author"),
        related_name="counseling_notes",
        help_text=_("Which counselor wrote it; nobody else sees it."),
    )
    text = models.TextField(_("text"), max_length=4000, help_text=_("What the counselor noted."))
    updated_at = models.DateTimeField(
        _("updated at"), auto_now=True, help_text=_("When it was last changed.")
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="note_once_a_counselor", fields=["participation", "author"]
            ),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"
