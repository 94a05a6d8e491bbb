"""The list of a guide's tables. What handles whole guides derives from it."""

from django.db import models

from careers.models.figures import MeasuredFact, Outlook, TrainingCost
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

# By their related names, in the order of the page. Subjects come after the steps they belong to.
GUIDE_TABLES: dict[str, type[models.Model]] = {
    "sections": GuideSection,
    "duties": Duty,
    "measured_facts": MeasuredFact,
    "roadmap_steps": RoadmapStep,
    "subjects": RoadmapSubject,
    "certifications": Certification,
    "workplaces": Workplace,
    "training_costs": TrainingCost,
    "skills": Skill,
    "outlook": Outlook,
    "fit_statements": FitStatement,
    "benefits": Benefit,
    "challenges": Challenge,
    "related_occupations": RelatedOccupation,
}
