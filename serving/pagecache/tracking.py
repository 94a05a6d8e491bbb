"""Parameters by which other sites count the visitors whom they send; no page here reads them.

The proxy leaves the same ones out of its keys: deploy/nginx.conf.
"""

import re

# Of analytics and newsletters, and of the advertising of Google, Meta, Microsoft and others.
TRACKING = (
    "utm_[a-z_]+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|srsltid|_ga|_gl|msclkid|mc_[ce]id|"
    "igshid|igsh|twclid|ttclid|li_fat_id|yclid|mkt_tok|_hsenc|_hsmi|vero_id|oly_[a-z]+_id"
)
_PARAMETER = re.compile(rf"(?:{TRACKING})(?:=|$)")


def drop_tracking(query: str) -> str:
    """A query without parameters of tracking.

    >>> drop_tracking("utm_source=mail&sort=name&fbclid=x"), drop_tracking("gclid=x")
    ('sort=name', '')
    """
    return "&".join(part for part in query.split("&") if not _PARAMETER.match(part))
