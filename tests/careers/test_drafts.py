"""Changes wait as a draft, are shown by a link, and are let out by a publisher, now or later."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITORS, PUBLISHERS
from careers import preview_links
from careers.history.snapshot import snapshot_guide
from careers.models import Career, GuideDraft, GuideSection, GuideVersion
from tests.careers.test_editing import form_values
from tests.staff import member

GUIDE = "/careers/medical-office-administrator/"


@pytest.fixture
def career(content: None) -> Career:
    return Career.objects.get()


@pytest.fixture
def editing(client: Client, career: Career) -> Client:
    client.force_login(member(EDITORS, "edith"))
    return client


def pages_of(career: Career) -> str:
    return f"/admin/careers/career/{career.pk}/"


def form_of(client: Client, address: str) -> dict[str, Any]:
    return form_values(client.get(address).content.decode())


def make_draft(client: Client, career: Career, **values: Any) -> None:
    address = f"{pages_of(career)}change/"
    form = form_of(client, address) | {"_draft": "Save as draft"} | values
    assert client.post(address, form).status_code == 302


def create_draft(career: Career, summary: str = "The draft.", first_duty: str = "") -> GuideDraft:
    """Create a draft without the form, which takes a second to render and to check."""
    content = snapshot_guide(career)
    content["career"]["summary"] = summary
    if first_duty:
        content["parts"]["duties"][0]["title"] = first_duty
    return GuideDraft.objects.create(career=career, content=content)


def text(response: Any) -> str:
    return unescape(response.content.decode())


def test_a_draft_changes_nothing_for_visitors(editing: Client, career: Career) -> None:
    before = snapshot_guide(career)
    public = Client().get(GUIDE).content
    make_draft(editing, career, **{"duties-0-title": "Welcome every patient", "why": "Plainer"})
    assert snapshot_guide(career) == before
    assert Client().get(GUIDE).content == public
    assert not GuideVersion.objects.exists()
    page = text(editing.get(f"{pages_of(career)}draft/"))
    assert "Plainer" in page
    assert "<ins>" in page
    assert "Visitors read the guide as before" in page
    assert "was changed successfully" not in page


def test_the_draft_is_edited_in_the_same_form(editing: Client, career: Career) -> None:
    create_draft(career, first_duty="Welcome every patient")
    address = f"{pages_of(career)}change/?draft=1"
    form = form_of(editing, address)
    assert form["duties-0-title"] == "Welcome every patient"
    form |= {"duties-0-title": "Welcome everybody", "_draft": "Save the draft"}
    assert editing.post(address, form).status_code == 302
    draft = GuideDraft.objects.get()
    assert draft.content["parts"]["duties"][0]["title"] == "Welcome everybody"
    assert form_of(editing, f"{pages_of(career)}change/")["duties-0-title"] != "Welcome everybody"


def test_a_mistake_in_a_draft_is_named_and_the_draft_stays(editing: Client, career: Career) -> None:
    create_draft(career)
    address = f"{pages_of(career)}change/?draft=1"
    form = form_of(editing, address) | {"occupation": "436013", "_draft": "Save the draft"}
    assert "Select a valid choice." in text(editing.post(address, form))
    assert GuideDraft.objects.get().content["career"]["occupation_id"] == career.occupation_id


def test_an_outside_expert_opens_the_draft_by_its_link(editing: Client, career: Career) -> None:
    create_draft(career, first_duty="Welcome every patient")
    page = text(editing.get(f"{pages_of(career)}draft/"))
    links = re.findall(r'value="http://testserver(/preview/[^"]+)"', page)
    assert len(links) == 2
    shown = Client().get(links[0])
    assert "Welcome every patient" in text(shown)
    assert "A preview, for checking" in text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    assert shown.cookies == {}
    # What the page says of its own address is not the secret one; where its links lead is.
    assert text(shown).count(links[0]) == text(shown).count(f' href="{links[0]}') > 4
    assert "Welcome every patient" not in text(Client().get(GUIDE))


def test_a_preview_is_the_page_that_visitors_will_see(editing: Client, career: Career) -> None:
    draft = create_draft(career, first_duty="Welcome every patient")
    link = preview_links.build_preview_link(career, draft)
    preview = text(Client().get(link)).replace(link, GUIDE)
    preview = re.sub(r"\n *<p class=\"callout callout-caution\">A preview.*?</p>", "\n", preview)
    publisher = Client()
    publisher.force_login(member(PUBLISHERS))
    publisher.post(f"{pages_of(career)}draft/", {"what": "publish", "why": "Checked"})
    after = text(Client().get(GUIDE))
    assert re.sub(r"\s+", " ", preview) == re.sub(r"\s+", " ", after)
    newest = career.versions.all()[0]
    assert newest.why == "Published the draft. Checked"
    assert not GuideDraft.objects.exists()


def test_the_other_pages_of_a_career_are_previewed_too(editing: Client, career: Career) -> None:
    Career.objects.filter(pk=career.pk).update(is_published=False)
    link = preview_links.build_preview_link(career)
    for page in ("salaries/", "salaries/washington/", "programs/", "programs/routes/", "quiz/"):
        assert Client().get(f"{GUIDE}{page}").status_code == 404
        shown = Client().get(f"{link}{page}")
        assert shown.status_code == 200, page
        assert "A preview, for checking" in text(shown)
        assert "no-store" in shown["Cache-Control"]
        assert f'href="{link}salaries/"' in text(shown)
        # No link leads to where visitors find nothing yet; downloads are words for now.
        assert not re.search(rf' (href|action)="{GUIDE}', text(shown)), page
        assert "Files to download open once it is published." in text(shown)
    assert re.search(r"<a( class=\"[^\"]*\")?>CSV</a>", text(Client().get(f"{link}salaries/")))
    for page in ("salaries.csv", "nothing/", "../../admin/", "salaries/nowhere/"):
        assert Client().get(f"{link}{page}").status_code == 404, page
    refused = Client().post(f"{link}quiz/", {"start": "1"})
    assert refused.status_code == 405
    assert "A preview is for reading" in text(refused)


def test_a_link_ends_after_two_weeks_or_with_its_draft(
    editing: Client, career: Career, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = preview_links.build_preview_link(career, create_draft(career))
    assert Client().get(link).status_code == 200
    assert Client().get(f"{link[:-3]}x/").status_code == 404
    editing.post(f"{pages_of(career)}draft/", {"what": "discard"})
    assert Client().get(link).status_code == 410
    link = preview_links.build_preview_link(career)
    later = timezone.now() + dt.timedelta(days=14, minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    ended = Client().get(link)
    assert ended.status_code == 410
    assert "This preview has ended" in text(ended)


def test_an_editor_cannot_publish_a_draft(editing: Client, career: Career) -> None:
    create_draft(career)
    address = f"{pages_of(career)}draft/"
    assert "Publish the draft" not in text(editing.get(address))
    assert editing.post(address, {"what": "publish"}).status_code == 403
    assert GuideDraft.objects.exists()


def test_a_section_is_a_draft_until_its_hour(client: Client, career: Career) -> None:
    section = GuideSection.objects.get(anchor="benefits")
    section.publish_at = timezone.now() + dt.timedelta(hours=1)
    section.save()
    assert 'id="benefits"' not in text(client.get(GUIDE))
    assert 'id="benefits"' in text(client.get(preview_links.build_preview_link(career)))
    section.publish_at = timezone.now() - dt.timedelta(seconds=1)
    section.save()
    assert 'id="benefits"' in text(client.get(GUIDE))
    section.is_published = False
    section.save()
    assert 'id="benefits"' not in text(client.get(GUIDE))


def test_a_guide_comes_out_at_its_hour_by_itself(client: Client, career: Career) -> None:
    publisher = Client()
    publisher.force_login(member(PUBLISHERS))
    tomorrow = timezone.now() + dt.timedelta(days=1)
    answer = publisher.post(
        f"{pages_of(career)}publish/",
        {
            "what": "later",
            "publish_at_0": f"{tomorrow:%Y-%m-%d}",
            "publish_at_1": f"{tomorrow:%H:%M}",
        },
    )
    assert answer.status_code == 302
    assert client.get(GUIDE).status_code == 404
    assert "Medical office administrator" in text(publisher.get("/admin/"))
    Career.objects.update(publish_at=timezone.now())
    assert client.get(GUIDE).status_code == 200


def test_a_publication_in_the_past_is_refused(career: Career, client: Client) -> None:
    client.force_login(member(PUBLISHERS))
    answer = client.post(
        f"{pages_of(career)}publish/",
        {"what": "later", "publish_at_0": "2020-01-01", "publish_at_1": "12:00"},
    )
    assert answer.status_code == 422
    assert "That time has passed." in text(answer)
    assert "Give the day and the hour." in text(
        client.post(f"{pages_of(career)}publish/", {"what": "later"})
    )


def test_a_draft_waits_on_the_first_page(editing: Client, career: Career) -> None:
    create_draft(career)
    assert "changes of a guide" in text(editing.get("/admin/"))


def test_what_was_only_looked_at_is_no_change(editing: Client, career: Career) -> None:
    """A browser sends the ends of lines in its own way."""
    address = f"{pages_of(career)}change/"
    form = {name: value.replace("\n", "\r\n") for name, value in form_of(editing, address).items()}
    form |= {"_draft": "Save as draft", "duties-0-title": "Welcome every patient"}
    assert editing.post(address, form).status_code == 302
    page = text(editing.get(f"{pages_of(career)}draft/"))
    assert page.count("<ins>") == 1
