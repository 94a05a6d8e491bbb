"""The editors' pages for guides."""

from careerguide.admin import career, corrections, figures, links

__all__ = ["career", "corrections", "figures", "links"]
