"""The editors' pages for guides."""

from careers.admin import career, corrections, figures, links

__all__ = ["career", "corrections", "figures", "links"]
