"""Wage pages of a career. The caller provides the addresses and the career."""

from salaries.views.areas import area
from salaries.views.downloads import salaries_csv, salaries_json
from salaries.views.states import salaries

__all__ = ["area", "salaries", "salaries_csv", "salaries_json"]
