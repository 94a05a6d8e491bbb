"""Anyone with a link sees a guide, or a version of it, before visitors do."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITORS
from careers.guides.publishing import (
    publish_guide,
    withdraw_guide,
)
from careers.models import Description, Guide
from careers.previews import build_preview_link
from tests.careers.guides import (
    PAGE,
    admin_page,
    read_text,
    rename_first_duty,
    show_first_duty,
)
from tests.staff import member

OURS = "Welcome every patient"
TYPED = "Greet whoever comes in"


@pytest.fixture
def editing(client: Client, guide: Guide) -> Client:
    client.force_login(member(EDITORS, "edith"))
    return client


def test_an_outside_expert_opens_the_working_tables_by_a_link(
    editing: Client, guide: Guide
) -> None:
    rename_first_duty(guide, OURS)
    page = read_text(editing.get(admin_page(guide, "publish/")))
    [link] = re.findall(r'value="http://testserver(/preview/[^"]+)"', page)
    shown = Client().get(link)
    assert OURS in read_text(shown)
    assert "A preview, for checking" in read_text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    assert shown.cookies == {}
    # What the page says of its own address is not the secret one; where its links lead is.
    leading = re.findall(f' (?:href|action)="{link}', read_text(shown))
    assert read_text(shown).count(link) == len(leading) > 4
    assert OURS not in read_text(Client().get(PAGE))
    # The link shows the tables as they are when it is opened.
    rename_first_duty(guide, TYPED)
    assert TYPED in read_text(Client().get(link))


def test_a_version_is_previewed_as_it_was(editing: Client, guide: Guide) -> None:
    show_first_duty(guide, OURS)
    rename_first_duty(guide, TYPED)
    page = read_text(editing.get(admin_page(guide, "versions/2/")))
    [link] = re.findall(r'href="http://testserver(/preview/[^"]+)"', page)
    assert OURS in read_text(Client().get(link))
    assert OURS not in read_text(Client().get(build_preview_link(guide, guide.versions.last())))


def test_a_preview_of_the_version_that_visitors_read_says_so(guide: Guide) -> None:
    show_first_duty(guide, OURS)
    unseen = "visitors do not see this page yet"
    first, second = guide.versions.order_by("number")
    page = read_text(Client().get(build_preview_link(guide, second)))
    assert "A preview of version 2, which visitors read." in page
    assert unseen not in page
    for link in (build_preview_link(guide, first), build_preview_link(guide)):
        assert unseen in read_text(Client().get(link))
    withdraw_guide(guide, None)
    assert unseen in read_text(Client().get(build_preview_link(guide, second)))


def test_a_preview_is_the_page_that_visitors_will_read(guide: Guide) -> None:
    rename_first_duty(guide, OURS)
    link = build_preview_link(guide)
    preview = read_text(Client().get(link)).replace(link, PAGE)
    preview = re.sub(r"<p class=\"callout callout-caution\">A preview.*?</p> ", "", preview)
    publish_guide(guide, None)
    public = re.sub(r" Version \d+, published <time.*?</time>\.", "", read_text(Client().get(PAGE)))
    assert preview == public


def test_the_other_pages_of_a_career_are_previewed_too(guide: Guide) -> None:
    withdraw_guide(guide, None)
    Description.objects.update(withdrawn_at=timezone.now())
    link = build_preview_link(guide)
    for page in ("salaries/", "salaries/washington/", "programs/", "programs/routes/", "quiz/"):
        assert Client().get(f"{PAGE}{page}").status_code == 404
        shown = Client().get(f"{link}{page}")
        text = read_text(shown)
        assert shown.status_code == 200, page
        assert "A preview, for checking" in text
        assert "no-store" in shown["Cache-Control"]
        assert f'href="{link}salaries/"' in text
        # No link leads to where visitors find nothing yet; downloads are words for now.
        assert not re.search(rf' (href|action)="{PAGE}', text), page
        assert "Files to download open once it is published." in text
    assert re.search(r"<a( class=\"[^\"]*\")?>CSV</a>", read_text(Client().get(f"{link}salaries/")))
    for page in ("salaries.csv", "nothing/", "../../admin/", "salaries/nowhere/"):
        assert Client().get(f"{link}{page}").status_code == 404, page
    refused = Client().post(f"{link}quiz/", {"start": "1"})
    assert refused.status_code == 405
    assert "A preview is for reading" in read_text(refused)


def test_a_link_ends_after_two_weeks_or_with_its_guide(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = build_preview_link(guide)
    assert Client().get(link).status_code == 200
    assert Client().get(f"{link[:-3]}x/").status_code == 404
    later = timezone.now() + dt.timedelta(days=15)  # To the end of that day.
    with monkeypatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: later)
        ended = Client().get(link)
    assert ended.status_code == 410
    assert "This preview has ended" in read_text(ended)
    guide.delete()
    assert Client().get(link).status_code == 410
