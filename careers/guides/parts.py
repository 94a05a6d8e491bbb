"""The list of a guide's parts. What handles whole guides derives from it.

Documents, the editors' forms, table files, comparisons, bundled content and the page itself.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst

from careers.models import (
    Certification,
    FitStatement,
    Guide,
    GuideSection,
    MeasuredFact,
    Point,
    RelatedOccupation,
    RoadmapStep,
    TrainingCost,
)

# Who compares a section with its sources, and how often.
EDITORS_FIELDS = {"owner", "review_every_months"}


@dataclass(frozen=True)
class GuidePart:
    """A table of guides, or the rows of one kind in it.

    `fixed` are the columns that are the same in all of the part's rows. `sections` are those
    (`GuideSection.Shows`) that show it: without rows of any of their parts they are left out.
    """

    name: str
    model: type[models.Model]
    sections: tuple[str, ...] = ()
    fixed: dict[str, str] = field(default_factory=dict)
    plural: str = ""

    @property
    def label(self) -> str:
        """Its name for editors: `Training costs`."""
        return capfirst(self.plural or str(self.model._meta.verbose_name_plural))

    @property
    def fields(self) -> "list[models.Field[Any, Any]]":
        """The columns that are its content: all but its key, its guide and its kind."""
        return [
            column
            for column in self.model._meta.concrete_fields
            if not column.primary_key and column.name not in {"guide", *self.fixed}
        ]

    @property
    def public_fields(self) -> "list[models.Field[Any, Any]]":
        """The fields that visitors see something of; the others are for editors alone."""
        return [field for field in self.fields if field.name not in EDITORS_FIELDS]

    def get_rows(self, guide: Guide) -> "models.QuerySet[Any]":
        """Its rows of a guide, in the order of the page."""
        return self.model._default_manager.filter(guide=guide, **self.fixed)


def _points(name: str, kind: Point.Kind, *sections: str) -> GuidePart:
    return GuidePart(name, Point, sections, {"kind": kind.value}, plural=name)


# In the order of the page.
_Shows = GuideSection.Shows
GUIDE_PARTS = {
    part.name: part
    for part in (
        GuidePart("sections", GuideSection),
        _points("duties", Point.Kind.DUTY, _Shows.DUTIES),
        GuidePart("measured_facts", MeasuredFact, (_Shows.MEASURED,)),
        GuidePart("roadmap_steps", RoadmapStep, (_Shows.ROADMAP,)),
        GuidePart("certifications", Certification),
        _points("workplaces", Point.Kind.WORKPLACE, _Shows.WORKPLACES),
        GuidePart("training_costs", TrainingCost, (_Shows.COSTS,)),
        _points("skills", Point.Kind.SKILL, _Shows.SKILLS),
        GuidePart("fit_statements", FitStatement, (_Shows.FIT,)),
        _points("benefits", Point.Kind.BENEFIT, _Shows.BENEFITS),
        _points("challenges", Point.Kind.CHALLENGE, _Shows.BENEFITS),
        GuidePart("related_occupations", RelatedOccupation),
    )
}


def guide_fields() -> list[Any]:
    """The columns of a guide itself that visitors read."""
    names = ("title", "summary", "occupation_includes", "occupation_excludes", "reviewed_on")
    return [Guide._meta.get_field(name) for name in names]
