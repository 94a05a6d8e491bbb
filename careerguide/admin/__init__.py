"""The editors' pages for guides."""

from careerguide.admin import career, corrections, figures

__all__ = ["career", "corrections", "figures"]
