"""The editors' pages for careers, their guides, and facts about occupations."""

from careers.admin import (
    careers,
    corrections,
    descriptions,
    facts,
    figures,
    guides,
    imports,
    links,
    projections,
    rows,
)

__all__ = [
    "careers",
    "corrections",
    "descriptions",
    "facts",
    "figures",
    "guides",
    "imports",
    "links",
    "projections",
    "rows",
]
