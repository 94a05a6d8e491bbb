"""Careers and their guides: sections, the tables that sections show, and their sources."""

from careers.models.career import Career, PreviousSlug
from careers.models.career_fields import CareerField
from careers.models.corrections import Correction, CorrectionAnswer
from careers.models.descriptions import Description
from careers.models.facts import FactKind, FactRelease, OccupationFact
from careers.models.figures import MeasuredFact, Source, TrainingCost
from careers.models.guides import Guide, GuideVersion
from careers.models.imports import FactImport, ProjectionImport
from careers.models.links import OutsideLink
from careers.models.loaded import LoadedContent
from careers.models.parts import (
    Certification,
    FitStatement,
    Point,
    RelatedOccupation,
    RoadmapStep,
)
from careers.models.projections import Projection, ProjectionRelease
from careers.models.search import SearchName, SearchTerm
from careers.models.sections import GuideSection

__all__ = [
    "Career",
    "CareerField",
    "Certification",
    "Correction",
    "CorrectionAnswer",
    "Description",
    "FactImport",
    "FactKind",
    "FactRelease",
    "FitStatement",
    "Guide",
    "GuideSection",
    "GuideVersion",
    "LoadedContent",
    "MeasuredFact",
    "OccupationFact",
    "OutsideLink",
    "Point",
    "PreviousSlug",
    "Projection",
    "ProjectionImport",
    "ProjectionRelease",
    "RelatedOccupation",
    "RoadmapStep",
    "SearchName",
    "SearchTerm",
    "Source",
    "TrainingCost",
]
