"""Careers and their guides: sections, the tables that sections show, and their sources."""

from careers.models.career import Career
from careers.models.corrections import Correction, CorrectionAnswer
from careers.models.figures import MeasuredFact, Source, TrainingCost
from careers.models.guides import Guide, GuideVersion
from careers.models.interests import OccupationInterests
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
from careers.models.sections import GuideSection

__all__ = [
    "Career",
    "Certification",
    "Correction",
    "CorrectionAnswer",
    "FitStatement",
    "Guide",
    "GuideSection",
    "GuideVersion",
    "LoadedContent",
    "MeasuredFact",
    "OccupationInterests",
    "OutsideLink",
    "Point",
    "Projection",
    "ProjectionRelease",
    "RelatedOccupation",
    "RoadmapStep",
    "Source",
    "TrainingCost",
]
