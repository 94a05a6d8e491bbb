"""Entity tags as caches on the way hand them back."""

import re

# A compressing server between us and the browser marks a tag as weak, or appends its encoding
# (Apache `-gzip`, Jetty `--gzip`, others `;gzip`).
TAG = re.compile(r'(?:W/)?"([^"]*?)(?:(?:--?|;)(?:gzip|br|zstd))?"')


def normalize_entity_tags(header: str) -> str:
    """The value of If-None-Match with each tag as this site wrote it, without weakness.

    >>> normalize_entity_tags('W/"a1", "b2-gzip", "c3"')
    '"a1", "b2", "c3"'
    """
    return TAG.sub(r'"\1"', header)
