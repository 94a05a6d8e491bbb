"""Editors' pages for wages."""

from salaries.admin.places import AreaAdmin, OccupationAdmin
from salaries.admin.releases import ReleaseAdmin
from salaries.admin.wages import WageAdmin

__all__ = ["AreaAdmin", "OccupationAdmin", "ReleaseAdmin", "WageAdmin"]
