"""Wages: where (areas), what work (occupations), when (releases), and the figures themselves."""

from salaries.models.imports import StagedWage, WageImport
from salaries.models.places import Area, Occupation
from salaries.models.prices import PriceLevel
from salaries.models.releases import Coverage, Release, SourceFile
from salaries.models.wages import Missing, Wage

__all__ = [
    "Area",
    "Coverage",
    "Missing",
    "Occupation",
    "PriceLevel",
    "Release",
    "SourceFile",
    "StagedWage",
    "Wage",
    "WageImport",
]
