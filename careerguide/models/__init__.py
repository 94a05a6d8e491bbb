"""The guide: a career, its sections, the tables that the sections show, and their sources."""

from careerguide.models.career import Career, GuideSection, LoadedContent, RelatedOccupation
from careerguide.models.corrections import Correction
from careerguide.models.figures import MeasuredFact, Outlook, Source, TrainingCost
from careerguide.models.parts import (
    Benefit,
    Certification,
    Challenge,
    Duty,
    FitStatement,
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
    "Duty",
    "FitStatement",
    "GuideSection",
    "LoadedContent",
    "MeasuredFact",
    "Outlook",
    "RelatedOccupation",
    "RoadmapStep",
    "RoadmapSubject",
    "Skill",
    "Source",
    "TrainingCost",
    "Workplace",
]
