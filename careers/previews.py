"""Links that show a guide to people outside before visitors see it, for two weeks.

The link holds which guide it shows and when it was made, signed with the site's key; nothing is
stored. It shows the working tables as they are when it is opened, or one version.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from careers.guides.career_page import CareerPage
from careers.guides.documents import Content, GuideContent, build_document
from careers.guides.published import has_conditions, has_quiz, select_fields
from careers.guides.publishing import find_public_version
from careers.guides.rendering import render_sections
from careers.models import Guide, GuideVersion
from careers.projections.outlook import select_projections
from common.days import end_day_everywhere, get_last_day

LINK_LIFETIME = dt.timedelta(days=14)
SALT = "careerguide.preview"


class ExpiredLinkError(Exception):
    """The link was valid once."""


@dataclass(frozen=True)
class Preview:
    """A career as its working tables or a version have it.

    `is_public` tells whether visitors may read the career; `read_version` is the number of the
    version that is shown, if that is the one which they read now.
    """

    page: CareerPage
    expires_at: dt.datetime
    is_public: bool
    read_version: int | None

    @property
    def last_day(self) -> dt.date:
        return get_last_day(self.expires_at)


def build_preview_link(guide: Guide, version: GuideVersion | None = None) -> str:
    """The path of a new link."""
    value = [guide.pk, version.number if version else None, int(timezone.now().timestamp())]
    token = signing.dumps(value, salt=SALT, compress=False)
    with override(guide.page_language):
        return reverse("preview", args=[token])


def load_preview(token: str) -> Preview:
    """What a link shows; Http404 for a token that is not of this site, or ExpiredLinkError."""
    try:
        guide_pk, number, made = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Http404("No preview has this address.") from error
    expires_at = end_day_everywhere(dt.datetime.fromtimestamp(made, tz=dt.UTC) + LINK_LIFETIME)
    guides = Guide.objects.annotate(
        has_quiz=has_quiz("career"),
        has_conditions=has_conditions("career__occupation__soc_code"),
        projections=select_projections("career__occupation__soc_code"),
        fields_of_study=select_fields("career"),
    )
    guide = guides.select_related("career__occupation").filter(pk=guide_pk).first()
    if guide is None or expires_at <= timezone.now():
        raise ExpiredLinkError
    document: Content | None
    if number is None:
        document = build_document(guide)
    else:
        document = guide.versions.values_list("document", flat=True).filter(number=number).first()
    if document is None:
        raise ExpiredLinkError
    html = render_sections(document, guide.language)
    content = GuideContent(document)
    page = CareerPage(
        guide.career,
        content,
        guide.language,
        html,
        has_quiz=guide.has_quiz,
        has_conditions=guide.has_conditions,
        projections=guide.projections,
        fields_of_study=guide.fields_of_study,
    )
    public = find_public_version(guide)
    read_version = public.number if public and public.number == number else None
    return Preview(page, expires_at, public is not None, read_version)


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
