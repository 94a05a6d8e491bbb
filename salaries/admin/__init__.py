"""Editors' pages for wages."""

from salaries.admin.imports import WageImportAdmin
from salaries.admin.places import AreaAdmin, OccupationAdmin
from salaries.admin.prices import PriceLevelAdmin
from salaries.admin.releases import ReleaseAdmin
from salaries.admin.wages import WageAdmin

__all__ = [
    "AreaAdmin",
    "OccupationAdmin",
    "PriceLevelAdmin",
    "ReleaseAdmin",
    "WageAdmin",
    "WageImportAdmin",
]
