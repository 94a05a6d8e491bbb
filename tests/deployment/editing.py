"""A guide published past the site, straight into the database."""

from typing import Any

import psycopg

PUBLISH = """
INSERT INTO careers_guideversion (guide_id, number, document, html, note, created_at, published_at)
SELECT guide_id, number + 1, jsonb_set(document, '{guide,title}', to_jsonb(%s::text)), html, note,
       now(), now()
FROM careers_guideversion ORDER BY number DESC LIMIT 1
"""


def publish_title(there: psycopg.Connection[Any], title: str) -> None:
    """The newest version of the site's only guide once more, under another title."""
    there.execute(PUBLISH, [title])
