"""Data for search engines: schema.org's vocabulary as JSON-LD inside a script element."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# Characters that could end the script element, or begin a comment or an entity in it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def render_json_ld(data: dict[str, Any]) -> SafeString:
    """JSON with schema.org as its context, safe inside a script element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (escaped in this line)
