"""Careers and their guides: sections, the tables that sections show, and their sources."""

from careers.models.career import Career
from careers.models.corrections import Correction, CorrectionAnswer
from careers.models.drafts import GuideDraft
from careers.models.figures import MeasuredFact, Outlook, Source, TrainingCost
from careers.models.history import GuideVersion
from careers.models.interests import OccupationInterests
from careers.models.links import OutsideLink
from careers.models.loaded import LoadedContent
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
from careers.models.sections import GuideSection

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
    "OccupationInterests",
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
