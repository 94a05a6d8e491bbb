"""Editors' pages for institutions, programs and the files that they come from."""

from programs.admin.datasets import DatasetAdmin
from programs.admin.listings import FieldOfStudyAdmin, InstitutionAdmin, ProgramAdmin

__all__ = ["DatasetAdmin", "FieldOfStudyAdmin", "InstitutionAdmin", "ProgramAdmin"]
