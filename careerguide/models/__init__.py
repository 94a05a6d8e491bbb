"""The guide: a career, its sections, the tables that the sections show, and their sources."""

from careerguide.models.career import Career, GuideSection, LoadedContent
from careerguide.models.corrections import Correction, CorrectionAnswer, ReportCount
from careerguide.models.drafts import GuideDraft
from careerguide.models.figures import MeasuredFact, Outlook, Source, TrainingCost
from careerguide.models.history import GuideVersion
from careerguide.models.links import OutsideLink
from careerguide.models.parts import (
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
    "ReportCount",
    "RoadmapStep",
    "RoadmapSubject",
    "Skill",
    "Source",
    "TrainingCost",
    "Workplace",
]
