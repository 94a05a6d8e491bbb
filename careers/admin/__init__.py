"""The editors' pages for careers, their guides, and facts about occupations."""

from careers.admin import careers, corrections, figures, guides, links, projections, rows

__all__ = ["careers", "corrections", "figures", "guides", "links", "projections", "rows"]
