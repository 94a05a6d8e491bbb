"""Institutions, the programs they offer, and the files that the figures come from."""

from programs.models.datasets import Dataset
from programs.models.fields import FieldOfStudy
from programs.models.institutions import Institution
from programs.models.programs import Program
from programs.models.queries import ProgramQuerySet, ProgramSummary
from programs.models.staging import StagedInstitution, StagedProgram

__all__ = [
    "Dataset",
    "FieldOfStudy",
    "Institution",
    "Program",
    "ProgramQuerySet",
    "ProgramSummary",
    "StagedInstitution",
    "StagedProgram",
]
