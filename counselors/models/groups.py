"""A counselor's group of students, and the colleagues it is shared with."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.names import NameField
from counselors.codes import CODE_LENGTH, format_code, generate_code
from counselors.standings import MeasuredReader
from counselors.zones import TimeZone, default_time_zone, today_in

# Months from the closing date to the deletion of a group with its notes.
DEFAULT_KEEP_MONTHS = 6
MAX_KEEP_MONTHS = 24
# Counselors are warned this long before the deletion.
WARNING_PERIOD = timedelta(days=30)
DAYS_PER_MONTH = 365 / 12


# As in `Access.detail`.
MAX_NAME_LENGTH = 150


def display_name(user: Any) -> str:
    """The name that colleagues see: the full name, or the user name if there is none."""
    return str(user.get_full_name() or user.get_username())[:MAX_NAME_LENGTH]


def student_facing_name(user: Any) -> str:
    """The name that students see; never the user name, with which somebody signs in."""
    return str(user.get_full_name() or gettext("your counselor"))[:MAX_NAME_LENGTH]


class Naming(models.TextChoices):
    """How a student appears on the board."""

    NICKNAME = "nickname", _("With a nickname the student chooses")
    ANONYMOUS = "anonymous", _("Without any name")


class GroupQuerySet(models.QuerySet["Group"]):
    def current(self) -> Self:
        """Groups that are not expired, whether or not the others are deleted yet."""
        return self.filter(deleted_on__gt=today_in("time_zone"))

    def expired(self) -> Self:
        """Groups whose day of deletion has begun where they are."""
        return self.filter(deleted_on__lte=today_in("time_zone"))

    def visible_to(self, user: Any) -> Self:
        """Current groups that this user owns, or that are shared with this user."""
        return self.current().filter(Q(counselor=user) | Q(colleagues__user=user)).distinct()

    def expiring_soon(self) -> Self:
        """Groups whose counselors should be warned of the deletion."""
        return self.current().filter(deleted_on__lte=today_in("time_zone", WARNING_PERIOD))


class Group(models.Model):
    """Students who got the same link from a counselor: "Period 3, Fall"."""

    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="counseling_groups"
    )
    name = NameField(
        _("name of the group"),
        max_length=60,
        help_text=_("As in “Period 3, Fall”. Students see it."),
    )
    code = models.CharField(
        max_length=CODE_LENGTH,
        unique=True,
        default=generate_code,
        editable=False,
        help_text=_("Part of the group’s link; easy to say aloud."),
    )
    asks_profile = models.BooleanField(
        _("asks for a profile"),
        default=False,
        db_default=False,
        help_text=_("Whether students answer the profile for all careers instead of a quiz."),
    )
    careers = models.ManyToManyField(
        "careers.Career",
        verbose_name=_("which quiz"),
        blank=True,
        related_name="+",
        help_text=_("The careers whose quiz students take. With several, each student chooses."),
    )
    naming = models.CharField(
        _("how results come back"),
        max_length=9,
        choices=Naming,
        default=Naming.NICKNAME,
        help_text=_("How a student’s result comes back to you."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=20,
        choices=TimeZone,
        default=default_time_zone,
        help_text=_("Where the days of the group begin and end."),
    )
    closes_on = models.DateField(
        _("last day"), help_text=_("The last day on which students can share a result.")
    )
    keep_months = models.PositiveSmallIntegerField(
        _("months kept"),
        default=DEFAULT_KEEP_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_KEEP_MONTHS)],
        help_text=_("How many months after the closing date the group and its notes are kept."),
    )
    deleted_on = models.DateField(
        editable=False,
        db_index=True,
        help_text=_("The day on which the group is deleted: the closing date plus the months."),
    )
    # Never reused: a number on paper always means the same student.
    last_number = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text=_("The highest number given to a student of the group."),
    )
    warned_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When its counselor was warned of the deletion."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="group_kept_for_a_stated_time",
                condition=Q(keep_months__gte=1, keep_months__lte=MAX_KEEP_MONTHS),
            ),
            models.CheckConstraint(
                name="group_deleted_after_closing",
                condition=Q(deleted_on__gt=models.F("closes_on")),
            ),
            models.CheckConstraint(
                name="group_naming_known", condition=Q(naming__in=Naming.values)
            ),
            models.CheckConstraint(name="group_has_a_name", condition=~Q(name__regex=r"^\s*$")),
            models.CheckConstraint(
                name="group_time_zone_known", condition=Q(time_zone__in=TimeZone.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.deleted_on = self.closes_on + timedelta(days=round(self.keep_months * DAYS_PER_MONTH))
        # If the group is kept longer, warn again before the new date.
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
        return student_facing_name(self.counselor)

    @property
    def readers(self) -> str:
        """The names of all who can see the group's results, as in “Ms. Ortega and Mr. Lee”.

        One query, unless the colleagues are prefetched.
        """
        colleagues = [student_facing_name(each.user) for each in self.colleagues.all()]
        return str(get_text_list([self.counselor_name, *colleagues], gettext("and")))

    @property
    def file_name(self) -> str:
        """The group's name as part of a file's name."""
        return slugify(self.name) or "group"

    @property
    def spoken_code(self) -> str:
        return format_code(self.code)

    def log_access(
        self, user: Any, action: str, *, student_number: int | None = None, detail: str = ""
    ) -> None:
        """Add a line to the group's access log; `action` is one of `Access.Action`."""
        self.accesses.create(
            user_id=user.pk, action=action, student_number=student_number, detail=detail
        )

    @cached_property
    def measured_reader(self) -> MeasuredReader:
        """The figures of careers that the group's profiles rest on, read once for all of them."""
        return MeasuredReader()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> date:
        """Today's date where the group is."""
        return timezone.localdate(timezone=self.zone)

    @property
    def is_open(self) -> bool:
        """Whether students can still share a result."""
        return self.closes_on >= self.today

    @property
    def closed_since(self) -> date:
        """The first day on which students cannot share any more."""
        return self.closes_on + timedelta(days=1)

    @property
    def is_deleted_soon(self) -> bool:
        """The same rule as the queryset's `expiring_soon`."""
        return self.deleted_on <= timezone.localdate(timezone.now() + WARNING_PERIOD, self.zone)


class Colleague(models.Model):
    """A user with whom the counselor shares the group, and who sees the same as the counselor."""

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
        return display_name(self.user)
