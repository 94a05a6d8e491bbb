"""Bad input gives a page that says what is wrong, never a server error."""

import itertools

import pytest
from django.contrib.auth.models import User
from django.test import Client

CAREER = "/careers/medical-office-administrator/"
PAGES = [
    "/",
    CAREER,
    f"{CAREER}salaries/",
    f"{CAREER}salaries.csv",
    f"{CAREER}programs/",
    f"{CAREER}quiz/",
    "/sources/",
    "/corrections/",
]
PARAMETERS = [
    *("sort", "release", "state", "level", "q", "compare", "page", "zip", "radius", "credential"),
    *("delivery", "max_cost", "about", "control", "form"),
]
JUNK = [
    "drop",
    "1900",
    "2024-13",
    "9999999999999999999999",
    "-1",
    "\0",
    "a\0b",
    "\N{GRINNING FACE}" * 50,
    "'; DROP TABLE salaries_wage; --",
    "<script>alert(1)</script>",
    "%00%ff",
    "../../etc/passwd",
    "x" * 5000,
    "٣",
    "\u202e\ud7ff",
    "NaN",
    "1e309",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_parameter_breaks_a_page(client: Client, content: None, path: str) -> None:
    # A fifth of all pairs, to save time; each parameter and each piece of junk is among them.
    for (i, name), (j, junk) in itertools.product(enumerate(PARAMETERS), enumerate(JUNK)):
        if (i + j) % 5 == 0:
            response = client.get(path, {name: junk})
            assert response.status_code < 500, (path, name, junk)


@pytest.mark.parametrize("path", PAGES)
def test_all_parameters_at_once(client: Client, content: None, path: str) -> None:
    for junk in JUNK:
        response = client.get(path, dict.fromkeys(PARAMETERS, junk))
        assert response.status_code < 500, (path, junk)
        response = client.get(path, {name: [junk, "", "1"] for name in PARAMETERS})
        assert response.status_code < 500, (path, junk)


@pytest.mark.parametrize(
    "path",
    [
        "/results/{}/",
        "/results/{}/qr.svg",
        "/results/{}/delete/",
        "/careers/{}/",
        "/careers/{}/salaries/",
        "/careers/{}/quiz/",
        "/institutions/{}/",
        "/occupations/{}/pay/",
        "/g/{}/",
        "/preview/{}/",
        "/counselor/invitation/{}/",
        "/{}",
    ],
)
def test_no_address_breaks_the_site(client: Client, content: None, path: str) -> None:
    for junk in JUNK:
        response = client.get(path.format(junk.replace("/", "%2F").replace("?", "%3F")))
        assert response.status_code in (301, 302, 404), (path, junk)


@pytest.mark.parametrize("path", [f"{CAREER}quiz/", "/corrections/"])
def test_forms_survive_emoji_nul_and_length_in_every_field(
    client: Client, content: None, path: str
) -> None:
    names = ["about", "statement", "source_url", "email", "website", "page", "state", "csrf"]
    names += [f"answer_{n}" for n in range(20)] + [f"statement-{n}" for n in range(20)]
    for junk in JUNK:
        response = client.post(path, dict.fromkeys(names, junk))
        assert response.status_code < 500, (path, junk)


@pytest.mark.parametrize("path", [f"{CAREER}quiz/", "/corrections/", "/", "/results/x/delete/"])
def test_a_post_of_ten_megabytes_is_refused(client: Client, content: None, path: str) -> None:
    body = "statement=" + "a" * 10_000_000
    response = client.post(path, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 404, 405, 413), path


def test_a_body_that_is_no_form_is_refused(client: Client, content: None) -> None:
    for body, kind in [
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
    ]:
        for path in (f"{CAREER}quiz/", "/corrections/"):
            assert client.post(path, body, content_type=kind).status_code < 500, (path, kind)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "trace"])
def test_pages_to_read_refuse_to_be_written(client: Client, content: None, method: str) -> None:
    for path in ("/", CAREER, f"{CAREER}salaries/", f"{CAREER}programs/", "/sources/"):
        assert getattr(client, method)(path).status_code == 405, path


def test_a_form_without_its_token_is_refused_with_an_explanation(content: None) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/corrections/", {"about": "/", "statement": "x"})
    assert response.status_code == 403
    assert "The form was open too long" in response.content.decode()


def test_no_search_breaks_an_editors_list(client: Client, content: None) -> None:
    client.force_login(User.objects.create_superuser("root", password="unused-here"))
    for path, junk in itertools.product(
        ["/admin/careers/career/", "/admin/salaries/wage/", "/admin/careers/correction/"],
        JUNK[::2],
    ):
        parameters = {"q": junk, "p": junk, "o": junk}
        assert client.get(path, parameters).status_code < 500, (path, junk)
