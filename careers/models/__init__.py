"""The guide: a career, its sections, the tables that the sections show, and their sources."""

from careers.models.career import Career, GuideSection, LoadedContent
from careers.models.corrections import Correction, CorrectionAnswer
from careers.models.drafts import GuideDraft
from careers.models.figures import MeasuredFact, Outlook, Source, TrainingCost
from careers.models.history import GuideVersion
from careers.models.links import OutsideLink
from careers.models.parts import (
    Benefit,
    Certification,
    Challenge,
    Duty,
    FitStatement,
    RelatedOccupation,
    RoadmapStep,
    RoadmapSubject,
    Skill,
    Workplace,
)

__all__ = [
    "Benefit",
    "Career",
    "Certification",
    "Challenge",
    "Correction",
    "CorrectionAnswer",
    "Duty",
    "FitStatement",
    "GuideDraft",
    "GuideSection",
    "GuideVersion",
    "LoadedContent",
    "MeasuredFact",
    "Outlook",
    "OutsideLink",
    "RelatedOccupation",
    "RoadmapStep",
    "RoadmapSubject",
    "Skill",
    "Source",
    "TrainingCost",
    "Workplace",
]
