"""A reader tells the editors what is wrong."""

from django.test import Client

from careers.models import Correction

GUIDE = "/careers/medical-office-administrator/"


def test_the_guide_leads_to_the_form_with_its_own_address(client: Client, content: None) -> None:
    assert f"/corrections/?about={GUIDE.replace('/', '%2F')}" in client.get(GUIDE).content.decode()
    assert f'value="{GUIDE}"' in client.get("/corrections/", {"about": GUIDE}).content.decode()


def test_a_report_reaches_the_editors(client: Client, content: None) -> None:
    response = client.post(
        "/corrections/",
        {
            "about": GUIDE,
            "statement": "CMAA is spelled wrong",
            "source_url": "https://www.nhanow.com/",
        },
    )
    assert response.status_code == 302
    assert Correction.objects.get().statement == "CMAA is spelled wrong"
    assert client.get(response["Location"]).status_code == 200


def test_a_mistake_keeps_what_was_written(client: Client, content: None) -> None:
    response = client.post(
        "/corrections/",
        {"about": "nowhere", "statement": "A long report", "email": "not an address"},
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "A long report" in page
    assert "No page of this site has this address" in page
    assert not Correction.objects.exists()


def test_a_robot_learns_nothing_and_leaves_nothing(client: Client, content: None) -> None:
    response = client.post(
        "/corrections/", {"about": GUIDE, "statement": "Buy this", "website": "https://example.com"}
    )
    assert response.status_code == 302
    assert not Correction.objects.exists()


def test_an_address_that_leads_elsewhere_is_refused(client: Client, content: None) -> None:
    for about in (
        "//example.com/",
        "https://example.com/",
        "javascript:alert(1)",
        "/\\example.com",
    ):
        client.post("/corrections/", {"about": about, "statement": "Look"})
    assert not Correction.objects.exists()


def test_a_report_about_a_page_that_its_address_opens_keeps_no_code(
    client: Client, content: None
) -> None:
    client.post("/corrections/", {"about": "/results/a-secret/", "statement": "Nothing is here."})
    assert Correction.objects.get().about == "/results/(hidden)"
