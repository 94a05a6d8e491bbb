"""Links that show a guide to somebody outside before visitors see it, for two weeks.

The link carries what it shows and when it was made, signed with the site's key; nothing is stored.
A link to a draft is void once the draft is published or discarded.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from careers.models import Career, GuideDraft

GOOD_FOR = dt.timedelta(days=14)
SALT = "careerguide.preview"


class ExpiredLinkError(Exception):
    """The link was good once."""


class BadLinkError(Exception):
    """No link of this site."""


@dataclass(frozen=True)
class Preview:
    """What a link shows: a guide as it stands with its draft sections, or a draft of it."""

    career: Career
    draft: GuideDraft | None
    until: dt.datetime


def link_to(career: Career, draft: GuideDraft | None = None) -> str:
    """The path of a new link."""
    value = [career.pk, draft.pk if draft else None, int(timezone.now().timestamp())]
    return reverse("preview", args=[signing.dumps(value, salt=SALT, compress=False)])


def within(
    page: str,
    career_url: str,
    preview_url: str,
    has_preview: Callable[[str], bool],
    is_public: bool,
) -> str:
    """The page with links to the career's own pages leading to their previews.

    `has_preview` tells whether an address of the career has one. A link to what has none is left
    where visitors see the career, and otherwise taken off its words, as nothing is there yet.
    """

    def lead(found: re.Match[str]) -> str:
        rest = found["rest"]
        if has_preview(career_url + re.split("[?#]", rest)[0]):
            return f' {found["kind"]}="{preview_url}{rest}"'
        return found[0] if is_public else ""

    return re.sub(rf' (?P<kind>href|action)="{re.escape(career_url)}(?P<rest>[^"]*)"', lead, page)


def read(token: str) -> Preview:
    """What a link shows; ExpiredLinkError or BadLinkError where it shows nothing."""
    try:
        career_pk, draft_pk, made = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise BadLinkError from error
    until = dt.datetime.fromtimestamp(made, tz=dt.UTC) + GOOD_FOR
    if until <= timezone.now():
        raise ExpiredLinkError
    career = Career.objects.filter(pk=career_pk).first()
    draft = GuideDraft.objects.filter(pk=draft_pk, career=career_pk).first() if draft_pk else None
    if career is None or (draft_pk and draft is None):
        raise ExpiredLinkError
    return Preview(career, draft, until)
