"""Editors' pages for institutions, programs and the files that they come from."""

from programs.admin.imports import DatasetAdmin, ProgramImportAdmin
from programs.admin.listings import FieldOfStudyAdmin, InstitutionAdmin, ProgramAdmin

__all__ = [
    "DatasetAdmin",
    "FieldOfStudyAdmin",
    "InstitutionAdmin",
    "ProgramAdmin",
    "ProgramImportAdmin",
]
