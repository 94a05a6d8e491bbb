"""Rows that tests of several rooms begin with, and what becomes of guides."""

from datetime import date
from typing import Any

from django.utils import timezone

from careers.guides.publishing import publish_guide, withdraw_guide
from careers.models import Career, Description, Guide, GuideSection, GuideVersion
from salaries.models import Occupation


def occupation(soc_code: str) -> Occupation:
    """The survey occupation of a SOC code, made up where the database has none."""
    defaults = {"title": f"Workers of {soc_code}", "group": Occupation.Group.DETAILED}
    return Occupation.objects.get_or_create(soc_code=soc_code, defaults=defaults)[0]


def make_career(slug: str, soc_code: str) -> Career:
    """A career that visitors cannot read: it has neither a guide nor a description."""
    name = slug.replace("-", " ")
    return Career.objects.create(slug=slug, name_en=name, occupation=occupation(soc_code))


def make_public_career(slug: str, soc_code: str) -> Career:
    """A career with a guide of a few words that visitors read; one that is there gets it."""
    career = Career.objects.filter(slug=slug).first() or make_career(slug, soc_code)
    guide = Guide.objects.create(
        career=career,
        title=f"How to become a {career.name_en}",
        summary="In a few words.",
        reviewed_on=date(2026, 11, 1),
    )
    publish_guide(guide, None)
    return career


def publish_spanish_guide(career: Career, heading: str) -> GuideVersion:
    """Publish a career's guide in Spanish: one section, on wages, under this heading."""
    guide = Guide.objects.create(
        career=career,
        language="es",
        title="Una guía en español",
        summary="En pocas palabras.",
        reviewed_on=date(2026, 11, 1),
    )
    GuideSection.objects.create(guide=guide, part="wages", anchor="wages", heading=heading)
    return publish_guide(guide, None)


def publish_guides(**values: Any) -> None:
    """Publish all guides as they are now, after they were changed to these values."""
    if values:
        Guide.objects.update(**values)
    for guide in Guide.objects.all():
        publish_guide(guide, None)


def withdraw_guides() -> None:
    """Withdraw all guides and descriptions, so that visitors can read no career."""
    for guide in Guide.objects.all():
        withdraw_guide(guide, None)
    Description.objects.public().update(withdrawn_at=timezone.now())
