"""What editors save waits until it is published, now or at an hour, and can be withdrawn."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITORS
from careers.guides.publishing import hand_over, publish_guide, withdraw_guide
from careers.models import Guide, GuideSection, GuideVersion
from tests.careers.guides import (
    PAGE,
    admin_page,
    create_guide,
    open_form,
    read_form,
    read_text,
    rename_first_duty,
    save_guide,
    show_first_duty,
)
from tests.staff import member

OURS = "Welcome every patient"
LATER = "Greet whoever comes in"


@pytest.fixture
def editing(guide: Guide) -> Client:
    client = Client()
    client.force_login(member(EDITORS, "edith"))
    return client


def send_publish_form(client: Client, guide: Guide, **values: Any) -> Any:
    address = admin_page(guide, "publish/")
    return client.post(address, open_form(client, address) | {"when": "now"} | values)


def send_withdraw_form(client: Client, guide: Guide, what: str) -> Any:
    return client.post(admin_page(guide, "withdraw/"), {"what": what})


def list_choices(client: Client, guide: Guide) -> list[str]:
    """The values that the form of withdrawal offers."""
    form = client.get(admin_page(guide, "withdraw/")).context["form"]
    return [value for value, _ in form.fields["what"].choices]


def test_saving_changes_nothing_for_visitors(client: Client, editing: Client, guide: Guide) -> None:
    public = client.get(PAGE).content
    answer = save_guide(editing, guide, **{"duties-0-title": OURS, "summary": "Short."})
    assert answer.status_code == 302
    assert client.get(PAGE).content == public
    assert "Short." not in read_text(client.get("/"))
    assert guide.versions.count() == 1
    assert "Visitors read the guide as before" in read_text(editing.get(answer["Location"]))


def test_the_form_says_what_is_not_public_yet(editing: Client, guide: Guide) -> None:
    page = read_text(editing.get(admin_page(guide)))
    assert "Visitors read: version 1. Everything here is in version 1." in page
    save_guide(editing, guide, **{"duties-0-title": OURS, "summary": "Short."})
    page = read_text(editing.get(admin_page(guide)))
    assert "Not in version 1 yet: The guide itself (1), Duties (1)." in page


def test_what_was_only_looked_at_is_no_change(editing: Client, guide: Guide) -> None:
    """A browser sends the ends of lines in its own way."""
    before = guide.updated_at
    assert save_guide(editing, guide).status_code == 302
    guide.refresh_from_db()
    assert guide.updated_at == before
    assert "Everything here is in version 1." in read_text(editing.get(admin_page(guide)))


def test_publishing_freezes_the_next_version_with_who_and_why(
    client: Client, editing: Client, publishing: Client, guide: Guide
) -> None:
    save_guide(editing, guide, **{"duties-0-title": OURS})
    page = read_text(publishing.get(admin_page(guide, "publish/")))
    assert "<ins>every " in page
    answer = send_publish_form(publishing, guide, note="Plainer words")
    assert answer.status_code == 302
    newest = guide.versions.all()[0]
    assert (newest.number, str(newest.created_by), newest.note) == (2, "paula", "Plainer words")
    assert newest.document["parts"]["duties"][0]["title"] == OURS
    assert OURS in read_text(client.get(PAGE))
    save_guide(editing, guide, **{"duties-0-title": LATER})
    assert OURS in read_text(client.get(PAGE))


def test_what_was_published_is_not_published_again(publishing: Client, guide: Guide) -> None:
    rename_first_duty(guide, OURS)
    form = open_form(publishing, admin_page(guide, "publish/")) | {"when": "now"}
    for _ in range(2):
        assert publishing.post(admin_page(guide, "publish/"), form).status_code == 302
    assert guide.versions.count() == 2
    page = read_text(publishing.get(admin_page(guide, "publish/")))
    assert "Everything in the guide’s form is in version 2." in page


def test_what_was_changed_after_the_page_was_opened_is_shown_before_it_is_published(
    editing: Client, publishing: Client, guide: Guide
) -> None:
    address = admin_page(guide, "publish/")
    save_guide(editing, guide, **{"duties-0-title": OURS})
    opened = open_form(publishing, address) | {"when": "now", "note": "Plainer words"}
    save_guide(editing, guide, summary="An advertisement.")
    refused = publishing.post(address, opened)
    assert refused.status_code == 422
    page = read_text(refused)
    assert "The guide was changed after you opened this page." in page
    assert "An advertisement." in page
    assert guide.versions.count() == 1
    assert publishing.post(address, read_form(refused)).status_code == 302
    newest = guide.versions.all()[0]
    assert (newest.note, newest.document["guide"]["summary"]) == (
        "Plainer words",
        "An advertisement.",
    )


def test_a_version_for_tomorrow_is_announced_and_not_shown(
    client: Client, publishing: Client, guide: Guide
) -> None:
    rename_first_duty(guide, OURS)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    when = {"publish_at_0": f"{tomorrow:%Y-%m-%d}", "publish_at_1": f"{tomorrow:%H:%M}"}
    answer = send_publish_form(publishing, guide, when="later", **when)
    assert answer.status_code == 302
    assert OURS not in read_text(client.get(PAGE))
    page = read_text(publishing.get(admin_page(guide, "publish/")))
    assert f"Visitors read: version 1; version 2 from {tomorrow:%b %d, %Y, %H:%M} UTC" in page


def test_a_version_shows_when_its_hour_comes(client: Client, guide: Guide) -> None:
    rename_first_duty(guide, OURS)
    client.get(PAGE)
    hour = timezone.now() + dt.timedelta(seconds=1)
    publish_guide(guide, None, at=hour)
    # Visitors come all the time, and nothing else happens.
    while timezone.now() <= hour:
        page = read_text(client.get(PAGE))
        assert timezone.now() > hour or OURS not in page
    assert OURS in read_text(client.get(PAGE))


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ({}, "Give the day and the hour."),
        ({"publish_at_0": "2020-01-01", "publish_at_1": "12:00"}, "That time has passed."),
        ({"publish_at_0": "2020-01-01", "publish_at_1": "noon"}, "Enter a valid time."),
    ],
)
def test_an_hour_that_cannot_be_is_refused(
    publishing: Client, guide: Guide, when: dict[str, str], message: str
) -> None:
    rename_first_duty(guide, OURS)
    answer = send_publish_form(publishing, guide, when="later", **when)
    assert answer.status_code == 422
    assert message in read_text(answer)
    assert guide.versions.count() == 1


def test_when_the_newest_is_withdrawn_visitors_read_the_one_before(
    client: Client, publishing: Client, guide: Guide
) -> None:
    before = client.get(PAGE).content
    show_first_duty(guide, OURS)
    page = read_text(publishing.get(admin_page(guide, "withdraw/")))
    assert "Version 2: visitors go back to version 1" in page
    answer = send_withdraw_form(publishing, guide, list_choices(publishing, guide)[0])
    assert "Withdrawn: visitors go back to version 1." in read_text(
        publishing.get(answer["Location"])
    )
    assert client.get(PAGE).content == before
    withdrawn = guide.versions.all()[0]
    assert str(withdrawn.withdrawn_by) == "paula"
    # What was withdrawn is in the form still, and can be mended there.
    page = read_text(publishing.get(admin_page(guide)))
    assert "Not in version 1 yet: Duties (1)." in page


def test_a_withdrawal_sent_twice_withdraws_one_version(
    client: Client, publishing: Client, guide: Guide
) -> None:
    show_first_duty(guide, OURS)
    show_first_duty(guide, LATER)
    newest = list_choices(publishing, guide)[0]
    assert send_withdraw_form(publishing, guide, newest).status_code == 302
    assert send_withdraw_form(publishing, guide, newest).status_code == 422
    assert OURS in read_text(client.get(PAGE))


def test_without_a_version_the_page_does_without_the_guide(
    client: Client, publishing: Client, guide: Guide
) -> None:
    show_first_duty(guide, OURS)
    assert OURS in read_text(client.get(PAGE))
    assert send_withdraw_form(publishing, guide, "all").status_code == 302
    assert OURS not in read_text(client.get(PAGE))
    for page, status in {"": 200, "salaries/": 200, "programs/": 200, "quiz/": 302}.items():
        assert client.get(f"{PAGE}{page}").status_code == status, page
    rename_first_duty(guide, LATER)
    publish_guide(guide, None)
    assert LATER in read_text(client.get(PAGE))


def test_the_guide_is_withdrawn_with_what_was_to_come(publishing: Client, guide: Guide) -> None:
    rename_first_duty(guide, OURS)
    publish_guide(guide, None, at=timezone.now() + dt.timedelta(days=1))
    send_withdraw_form(publishing, guide, "all")
    assert not guide.versions.filter(withdrawn_at=None).exists()


def test_a_withdrawal_without_a_choice_is_asked_again(publishing: Client, guide: Guide) -> None:
    answer = send_withdraw_form(publishing, guide, "")
    assert answer.status_code == 422
    assert "Nothing was withdrawn yet." in read_text(answer)
    withdraw_guide(guide, None)
    assert list_choices(publishing, guide) == []


def test_an_editor_hands_over_to_the_publishers(
    editing: Client, publishing: Client, guide: Guide
) -> None:
    save_guide(editing, guide, **{"duties-0-title": OURS})
    address = admin_page(guide, "publish/")
    page = read_text(editing.get(address))
    assert "Hand over to the publishers" in page
    assert "Publish it now" not in page
    values = open_form(editing, address) | {"note": "For Monday", "when": "now"}
    assert editing.post(address, values).status_code == 302
    assert guide.versions.count() == 1
    first_page = read_text(publishing.get("/admin/"))
    assert re.search(r"guide, changes, handed over by edith, \w+ \d+, \d+: For Monday", first_page)
    assert "Handed over by edith" in read_text(publishing.get(address))
    send_publish_form(publishing, guide)
    assert "handed over" not in read_text(publishing.get("/admin/"))


def test_what_was_handed_over_stands_above_what_only_waits(
    editing: Client, publishing: Client, guide: Guide
) -> None:
    create_guide("31-9092", name_en="waiting worker")
    hurried = create_guide("29-2072", name_en="hurried worker")
    hand_over(hurried, None, "")
    page = read_text(publishing.get("/admin/"))
    assert page.index("Hurried worker") < page.index("Waiting worker")


def test_an_editor_without_the_right_publishes_and_withdraws_nothing(
    editing: Client, guide: Guide
) -> None:
    address = admin_page(guide, "withdraw/")
    assert editing.get(address).status_code == 403
    assert editing.post(address, {"what": "all"}).status_code == 403
    assert GuideVersion.objects.public().filter(guide=guide).exists()


def test_a_publisher_changes_nothing_in_the_form(publishing: Client, guide: Guide) -> None:
    assert publishing.get(admin_page(guide)).status_code == 200
    assert publishing.post(admin_page(guide), {"summary": "Short."}).status_code == 403


def test_a_section_that_is_not_shown_is_left_out_of_the_next_version(
    client: Client, guide: Guide
) -> None:
    GuideSection.objects.filter(anchor="benefits").update(is_shown=False)
    assert 'id="benefits"' in read_text(client.get(PAGE))
    publish_guide(guide, None)
    assert 'id="benefits"' not in read_text(client.get(PAGE))


def test_a_career_that_visitors_read_is_changed_by_publishers_alone(
    editing: Client, publishing: Client, guide: Guide
) -> None:
    """Its name, address and codes show at once, on every page."""
    address = f"/admin/careers/career/{guide.career_id}/change/"
    form = open_form(publishing, address) | {"name_en": "office administrator"}
    assert editing.post(address, form).status_code == 403
    assert publishing.post(address, form).status_code == 302
    assert "Office administrator" in read_text(Client().get(PAGE))
