"""Institutions, the programs they offer, and the files that the figures come from."""

from programs.models.datasets import Dataset
from programs.models.fields import FieldOfStudy
from programs.models.imports import ProgramImport, StagedInstitution, StagedProgram
from programs.models.institutions import Institution
from programs.models.prices import InstitutionPrice, ProgramPrice
from programs.models.programs import Program
from programs.models.queries import ProgramCounts, ProgramQuerySet
from programs.models.summaries import FieldSummary

__all__ = [
    "Dataset",
    "FieldOfStudy",
    "FieldSummary",
    "Institution",
    "InstitutionPrice",
    "Program",
    "ProgramCounts",
    "ProgramImport",
    "ProgramPrice",
    "ProgramQuerySet",
    "StagedInstitution",
    "StagedProgram",
]
