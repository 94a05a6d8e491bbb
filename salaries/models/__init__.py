"""Wages: where (areas), what work (occupations), when (releases), and the figures themselves."""

from salaries.models.places import Area, Occupation
from salaries.models.releases import Release, SourceFile
from salaries.models.wages import Missing, Wage

__all__ = ["Area", "Missing", "Occupation", "Release", "SourceFile", "Wage"]
