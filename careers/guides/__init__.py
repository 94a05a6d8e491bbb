"""Guides: their parts, documents and versions. Everything about a guide's tables derives from
`parts.GUIDE_PARTS`."""
