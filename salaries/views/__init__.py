"""Wage pages of a career. The addresses and the career itself are the caller's."""

from salaries.views.downloads import salaries_csv
from salaries.views.states import salaries

__all__ = ["salaries", "salaries_csv"]
