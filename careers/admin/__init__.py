"""The editors' pages for careers and their guides."""

from careers.admin import careers, corrections, figures, guides, links, rows

__all__ = ["careers", "corrections", "figures", "guides", "links", "rows"]
