"""A counselor's group of students, and the colleagues whom its counselor let in."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from counselors.codes import new_code, spoken

if TYPE_CHECKING:
    from counselors.models.participations import Note

# A group and all notes in it are deleted so many months after its closing date, unless told else.
KEPT_MONTHS = 6
MOST_MONTHS = 24
# Its counselors are told so long before that, to download what they still need.
WARNED_BEFORE = timedelta(days=30)
DAYS_A_MONTH = 365 / 12


# As long as a line of the access log has room for.
LONGEST_NAME = 150


def name_of(user: Any) -> str:
    """How colleagues see a counselor: the name, or the user name where none is given."""
    return str(user.get_full_name() or user.get_username())[:LONGEST_NAME]


class Naming(models.TextChoices):
    """How a student appears on the board."""

    NICKNAME = "nickname", "With a nickname the student chooses"
    ANONYMOUS = "anonymous", "Without any name"


class GroupQuerySet(models.QuerySet["Group"]):
    def of(self, user: Any) -> Self:
        """Groups that this person may see: made by them, or shared with them by their maker.

        A group whose time is over is gone for them, even where nobody has deleted it yet.
        """
        mine = Q(counselor=user) | Q(colleagues__user=user)
        return self.filter(mine, deleted_on__gt=timezone.localdate()).distinct()

    def with_numbers(self) -> Self:
        """With `finished`, the students who shared a result, and `unfinished`, who said yes."""

        def number(has_no_result: bool) -> models.Count:
            which = Q(participations__result__isnull=has_no_result)
            return models.Count("participations", filter=which, distinct=True)

        return self.annotate(finished=number(False), unfinished=number(True))

    def due(self, today: date | None = None) -> Self:
        """Groups whose time is over: to be deleted with all that is in them."""
        return self.filter(deleted_on__lte=today or timezone.localdate())

    def due_soon(self, today: date | None = None) -> Self:
        """Groups whose counselors are to be warned: the time is over soon."""
        day = today or timezone.localdate()
        return self.filter(deleted_on__gt=day, deleted_on__lte=day + WARNED_BEFORE)


class Group(models.Model):
    """Students whom a counselor gave one link: "Period 3, Fall"."""

    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="counseling_groups"
    )
    name = models.CharField(max_length=60, help_text="As in “Period 3, Fall”. Students see it.")
    code = models.CharField(
        max_length=8,
        unique=True,
        default=new_code,
        editable=False,
        help_text="Stands in the group’s link, and can be said aloud.",
    )
    careers = models.ManyToManyField(
        "careers.Career",
        related_name="+",
        help_text="Whose quiz the students take. With several, each student chooses.",
    )
    naming = models.CharField(
        max_length=9,
        choices=Naming,
        default=Naming.NICKNAME,
        help_text="How a student’s result comes back to you.",
    )
    closes_on = models.DateField(help_text="The last day on which students can share a result.")
    keep_months = models.PositiveSmallIntegerField(
        default=KEPT_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
        help_text="How many months after the closing date the group and its notes are kept.",
    )
    deleted_on = models.DateField(
        editable=False,
        db_index=True,
        help_text="The day on which the group is deleted: the closing date plus the months.",
    )
    # Counts on when a student leaves: a number on paper never means somebody else.
    last_number = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="The highest number that a student of the group was given.",
    )
    warned_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When its counselors were warned of that."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="group_kept_for_a_stated_time",
                condition=Q(keep_months__gte=1, keep_months__lte=MOST_MONTHS),
            ),
            models.CheckConstraint(
                name="group_deleted_after_closing",
                condition=Q(deleted_on__gt=models.F("closes_on")),
            ),
            models.CheckConstraint(
                name="group_naming_known", condition=Q(naming__in=Naming.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.deleted_on = self.closes_on + timedelta(days=round(self.keep_months * DAYS_A_MONTH))
        # Kept longer, it is warned of anew when the new time is nearly over.
        if not self.is_deleted_soon:
            self.warned_at = None
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("counselor-group", args=[self.pk])

    @property
    def link_path(self) -> str:
        """The path of the link for its students."""
        return reverse("group", args=[self.code])

    @property
    def counselor_name(self) -> str:
        return name_of(self.counselor)

    @property
    def spoken_code(self) -> str:
        return spoken(self.code)

    @property
    def is_open(self) -> bool:
        """Whether students can still share a result."""
        return self.closes_on >= timezone.localdate()

    @property
    def closed_since(self) -> date:
        """The first day on which students cannot share any more."""
        return self.closes_on + timedelta(days=1)

    @property
    def is_deleted_soon(self) -> bool:
        """Whether its counselors are to be warned: the rule of `due_soon`."""
        return self.deleted_on <= timezone.localdate() + WARNED_BEFORE


class Colleague(models.Model):
    """Somebody with whom a group's counselor shares it: sees all that the counselor sees."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="colleagues")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="shared_counseling_groups"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.UniqueConstraint(name="colleague_once_a_group", fields=["group", "user"])
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.group}"

    @property
    def name(self) -> str:
        return name_of(self.user)

    @property
    def notes(self) -> "models.QuerySet[Note]":
        """This colleague's private notes about the group's students."""
        from counselors.models.participations import Note

        return Note.objects.filter(participation__group=self.group_id, author=self.user_id)
