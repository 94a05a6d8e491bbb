"""Programs of study with their figures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.models.datasets import Dataset
from programs.models.fields import FieldOfStudy
from programs.models.institutions import Institution
from programs.models.queries import ProgramQuerySet

# Values of Program.Missing: why a figure is missing; empty where it is present.
REASONS = ["", "suppressed", "not-reported"]


def present_or_explained(figure: str) -> models.CheckConstraint:
    """Either a figure or the reason why it is missing; never both, never neither."""
    return models.CheckConstraint(
        name=f"program_{figure}_or_reason",
        condition=Q(**{f"{figure}__isnull": False, f"{figure}_missing": ""})
        | Q(**{f"{figure}__isnull": True}) & ~Q(**{f"{figure}_missing": ""}),
        violation_error_message=f"Give the {figure} or the reason why there is none.",
    )


class Program(models.Model):
    """One credential in one field at one institution.

    Completers, earnings and debt come from `source`; cost, length, delivery and the rest of the
    details from the editors, who say where they read them. Imports never overwrite editors' values.
    """

    class Credential(models.IntegerChoices):
        CERTIFICATE = 1, _("Undergraduate certificate or diploma")
        ASSOCIATE = 2, _("Associate degree")
        BACHELOR = 3, _("Bachelor's degree")
        POST_BACHELOR = 4, _("Post-baccalaureate certificate")
        MASTER = 5, _("Master's degree")
        DOCTOR = 6, _("Doctoral degree")
        PROFESSIONAL = 7, _("First professional degree")
        GRADUATE = 8, _("Graduate or professional certificate")

    class Delivery(models.TextChoices):
        CAMPUS = "campus", _("On campus")
        HYBRID = "hybrid", _("Partly online")
        ONLINE = "online", _("Online")
        UNKNOWN = "", _("Not reported")

    class Missing(models.TextChoices):
        """Why a figure is missing."""

        PRESENT = "", _("The figure is there")
        SUPPRESSED = "suppressed", _("Suppressed for privacy")
        NOT_REPORTED = "not-reported", _("Not reported")

    # Columns that an import writes and an editor may correct; a figure's reason goes with it.
    IMPORTED = (
        *("completers", "earnings", "first_year_earnings", "debt", "high_school_earnings"),
        *("delivery", "is_current"),
    )

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="programs")
    # Searches have indexes that begin with the field.
    field = models.ForeignKey(
        FieldOfStudy,
        models.RESTRICT,
        related_name="programs",
        verbose_name="field of study",
        db_index=False,
    )
    credential = models.PositiveSmallIntegerField(choices=Credential)
    title = models.CharField(
        max_length=160,
        blank=True,
        help_text="The program's own name, where it has one; empty shows the field of study.",
    )
    delivery = models.CharField(max_length=10, choices=Delivery, blank=True)
    months_low = models.PositiveSmallIntegerField("months, from", null=True, blank=True)
    months_high = models.PositiveSmallIntegerField("months, to", null=True, blank=True)
    cost_low = models.PositiveIntegerField(
        "cost, from", null=True, blank=True, help_text="Dollars for the whole program."
    )
    cost_high = models.PositiveIntegerField(
        "cost, to", null=True, blank=True, help_text="Dollars for the whole program."
    )
    has_externship = models.BooleanField("externship", null=True, blank=True)
    certifications = models.CharField(
        "certifications prepared for",
        max_length=200,
        blank=True,
        help_text="As in “CMAA, CPC”.",
    )
    details_from = models.CharField(
        "details read at",
        max_length=300,
        blank=True,
        help_text="Where you read cost, length and the rest: a web address or a catalog's name.",
    )
    details_on = models.DateField("details read on", null=True, blank=True)
    completers = models.PositiveIntegerField(
        null=True, blank=True, help_text="People who finished it in the year counted."
    )
    completers_missing = models.CharField(
        "if there are none, why", max_length=12, choices=Missing, blank=True
    )
    earnings = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Median a year, in dollars, four years after completion, of those at work.",
    )
    earnings_missing = models.CharField(
        "if there are none, why", max_length=12, choices=Missing, blank=True
    )
    first_year_earnings = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=(
            "Median a year, in dollars, one year after completion. Never compared with what people "
            "earn after four."
        ),
    )
    debt = models.PositiveIntegerField(
        null=True, blank=True, help_text="Median federal debt at completion, in dollars."
    )
    debt_missing = models.CharField(
        "if it is not there, why", max_length=12, choices=Missing, blank=True
    )
    high_school_earnings = models.PositiveIntegerField(
        "typical earnings with a high school diploma",
        null=True,
        blank=True,
        help_text="In the institution's state, a year, in dollars.",
    )
    is_current = models.BooleanField(
        "listed", default=True, help_text="Only listed programs are found by visitors."
    )
    source = models.ForeignKey(
        Dataset,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="programs",
        db_index=False,
        help_text="The file that its figures are from; empty for an editor's own entry.",
    )
    overridden = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="The columns that an editor corrected, with what the latest file says of each.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["institution", "field", "credential", "title"]
        indexes = [
            # The first page of the finder, without reading every program of a field.
            models.Index(
                "field",
                F("completers").desc(nulls_last=True),
                name="program_by_completers",
                condition=Q(is_current=True),
            ),
            # All that finding, counting and sorting programs asks of them, so that none is read.
            models.Index(
                fields=["field", "institution"],
                include=[
                    *("id", "credential", "delivery", "completers", "earnings"),
                    *("high_school_earnings", "debt", "cost_low"),
                ],
                name="program_figures",
                condition=Q(is_current=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "field", "credential"],
                name="imported_program_once",
                condition=Q(source__isnull=False),
                violation_error_message="This program is imported already.",
            ),
            # Editors' own entries stand beside imported ones.
            models.UniqueConstraint(
                fields=["institution", "field", "credential", "title"],
                name="own_program_once",
                condition=Q(source__isnull=True),
                violation_error_message=(
                    "This institution has such a program already; give this one a name of its own."
                ),
            ),
            models.CheckConstraint(
                name="program_cost_in_order",
                condition=Q(cost_low__isnull=True, cost_high__isnull=True)
                | Q(cost_low__lte=F("cost_high")),
                violation_error_message="Give both costs, the lower one first.",
            ),
            models.CheckConstraint(
                name="program_months_in_order",
                condition=Q(months_low__isnull=True, months_high__isnull=True)
                | Q(months_low__lte=F("months_high")),
                violation_error_message="Give both lengths, the shorter one first.",
            ),
            models.CheckConstraint(
                name="program_details_dated",
                condition=Q(cost_low=None, months_low=None, has_externship=None, certifications="")
                | Q(details_on__isnull=False) & ~Q(details_from=""),
                violation_error_message="Say where you read the details, and when.",
            ),
            models.CheckConstraint(
                name="program_credential_known", condition=Q(credential__range=(1, 8))
            ),
            models.CheckConstraint(
                name="program_delivery_known",
                condition=Q(delivery__in=["campus", "hybrid", "online", ""]),
            ),
            models.CheckConstraint(
                name="program_reasons_known",
                condition=Q(completers_missing__in=REASONS)
                & Q(earnings_missing__in=REASONS)
                & Q(debt_missing__in=REASONS),
            ),
            present_or_explained("completers"),
            present_or_explained("earnings"),
            present_or_explained("debt"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_credential_display()}, {self.institution.name}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its institution."""
        key = self.key
        return f"{self.institution.get_absolute_url()}?program={key}#program-{key}"

    @property
    def key(self) -> str:
        """What an address names it by, as in “236513-51.38-2”; an editor's own entry by its number.

        The same in every database, and after a file was withdrawn and published again.
        """
        if self.source_id is None or self.institution.unitid is None:
            return str(self.pk)
        return f"{self.institution.unitid}-{self.field_id}-{self.credential}"

    @property
    def name(self) -> str:
        """The program's own name, or that of its field."""
        return self.title or self.field.name.rstrip(".")
