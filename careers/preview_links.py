"""Links that show a guide to people outside before visitors see it, for two weeks.

The link holds what it shows and when it was made, signed with the site's key; nothing is stored.
A link to a draft ends once the draft is published or discarded.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from careers.models import Career, GuideDraft

LINK_LIFETIME = dt.timedelta(days=14)
SALT = "careerguide.preview"


class ExpiredLinkError(Exception):
    """The link was valid once."""


@dataclass(frozen=True)
class Preview:
    """What a link shows: a guide as it is with its draft sections, or a draft of it."""

    career: Career
    draft: GuideDraft | None
    expires_at: dt.datetime


def build_preview_link(career: Career, draft: GuideDraft | None = None) -> str:
    """The path of a new link."""
    value = [career.pk, draft.pk if draft else None, int(timezone.now().timestamp())]
    return reverse("preview", args=[signing.dumps(value, salt=SALT, compress=False)])


def parse_preview_token(token: str) -> Preview:
    """What a link shows; Http404 for a token that is not of this site, or ExpiredLinkError."""
    try:
        career_pk, draft_pk, made = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404("No preview has this address.") from error
    expires_at = dt.datetime.fromtimestamp(made, tz=dt.UTC) + LINK_LIFETIME
    if expires_at <= timezone.now():
        raise ExpiredLinkError
    career = Career.objects.filter(pk=career_pk).first()
    draft = GuideDraft.objects.filter(pk=draft_pk, career=career_pk).first() if draft_pk else None
    if career is None or (draft_pk and draft is None):
        raise ExpiredLinkError
    return Preview(career, draft, expires_at)


def rewrite_career_links(
    page: str,
    career_url: str,
    preview_url: str,
    has_preview: Callable[[str], bool],
    is_public: bool,
) -> str:
    """The page, with its links to the career's own pages leading to their previews.

    `has_preview` says whether an address has one. Other links stay where visitors see the career;
    where they do not, the link is removed and its text stays, as the address would give a 404.
    """

    def rewrite(match: re.Match[str]) -> str:
        rest = match["rest"]
        if has_preview(career_url + re.split("[?#]", rest)[0]):
            return f' {match["kind"]}="{preview_url}{rest}"'
        return match[0] if is_public else ""

    return re.sub(
        rf' (?P<kind>href|action)="{re.escape(career_url)}(?P<rest>[^"]*)"', rewrite, page
    )
