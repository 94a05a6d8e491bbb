"""Fields of study, by the codes of the Classification of Instructional Programs (CIP)."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Left

# A series or a single program: 51.07, 51.0705. Figures are published for series.
CIP_CODE = r"^\d{2}\.\d{2}(\d{2})?$"


class CodeLists(NamedTuple):
    """Codes of fields of study as lists with commas, for a prepared query over fields."""

    exact: str
    around: str

    @classmethod
    def of(cls, cip_codes: Iterable[str]) -> "CodeLists":
        """Codes that match as they are (`exact`), and codes of which all inside match (`around`).

        Codes may have any length: 51, 51.07, 51.0705. The four-digit series around one of six
        digits matches too, for federal figures stop there: a program in 51.0705 is listed under
        51.07.

        >>> CodeLists.of(["51.0705", "51.38"])
        CodeLists(exact='51.07,51.0705', around='51.38')
        """
        codes = set(cip_codes)
        narrow = {code for code in codes if len(code) > len("51.07")}
        exact = narrow | {code[:5] for code in narrow}
        return cls(",".join(sorted(exact)), ",".join(sorted(codes - narrow)))


class IsListed(Func):
    """Whether a text is in a list with commas.

    A subquery takes the list apart once. In a plan that the server keeps, `= ANY` would do that for
    each row.
    """

    template = "%(expressions)s, ',')))"
    arg_joiner = " IN (SELECT unnest(string_to_array("
    output_field = models.BooleanField()


class IsAny(Func):
    """Whether a number is in a list, as a table of which the planner knows the size."""

    template = "%(expressions)s::bigint[]))"
    arg_joiner = " = ANY(SELECT unnest("
    output_field = models.BooleanField()


class IsInArray(Func):
    """Whether a value is in the array of an ArraySubquery: one that the planner takes for short."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


def is_within(column: str, exact: str, around: str) -> Q:
    """Whether a column with the code of a field is as CodeLists say."""
    listed = Q(IsListed(F(column), Value(exact)))
    for size in (len("51"), len("51.07")):
        listed |= Q(IsListed(Left(F(column), size), Value(around)))
    return listed | Q(IsListed(F(column), Value(around)))


class FieldOfStudyQuerySet(models.QuerySet["FieldOfStudy"]):
    def matching(self, cip_codes: Iterable[str]) -> Self:
        """The fields that these codes name, as CodeLists.of() says."""
        return self.filter(is_within("code", *CodeLists.of(cip_codes)))


class FieldOfStudy(models.Model):
    """What a program teaches, as the federal classification names it."""

    code = models.CharField(
        "CIP code",
        max_length=7,
        primary_key=True,
        validators=[RegexValidator(CIP_CODE, "Write the CIP code as in 51.07 or 51.0705.")],
    )
    name = models.CharField(max_length=160)

    objects = FieldOfStudyQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "fields of study"
        constraints = [
            models.CheckConstraint(name="field_code_form", condition=Q(code__regex=CIP_CODE)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
