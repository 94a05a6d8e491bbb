"""The API serves the same figures that the pages show."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from programs.models import Program
from quiz.models import QuizVersion
from salaries.models import Release, Wage
from tests.asking import CAREER
from tests.making import publish_guides, withdraw_guides

SLUG = "medical-office-administrator"
API = "/api/v1"


def get_json(client: Client, address: str) -> Any:
    response = client.get(f"{API}{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_careers_and_their_outlook(client: Client, content: None) -> None:
    (line,) = get_json(client, "/careers?soc_code=43-6013")["items"]
    assert line["slug"] == SLUG
    assert line["url"] == f"http://testserver{CAREER}"
    assert (line["has_guide"], line["group"]) == (True, "43-0000")
    assert line["title"]
    assert line["reviewed_on"]
    career = get_json(client, f"/careers/{SLUG}")
    outlook, [earlier] = career["outlook"], career["earlier_outlooks"]
    assert (outlook["employment"], outlook["growth_percent"]) == (979_000, "4.8")
    assert outlook["all_occupations_growth_percent"] == "3.5"
    assert outlook["source"].endswith("Bureau of Labor Statistics, Employment Projections, 2025–35")
    assert (earlier["base_year"], earlier["employment"], earlier["growth_percent"]) == (
        *(2024, 850_000),
        "4.2",
    )


def test_every_occupation_is_a_career_with_a_short_text(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        page = get_json(client, "/careers?limit=200")
    assert page["count"] == 830
    assert page["items"][0]["slug"] == "911-dispatcher"
    nurse = get_json(client, "/careers/registered-nurse")
    assert (nurse["title"], nurse["reviewed_on"], nurse["has_guide"]) == (None, None, False)
    assert nurse["summary"] == nurse["description"]["summary"]
    assert len(nurse["description"]["duties"]) >= 4
    assert nurse["outlook"]["growth_percent"]
    assert {"code": "51.3801", "name": "Registered Nursing/Registered Nurse"} in (
        nurse["fields_of_study"]
    )
    assert [field["code"] for field in nurse["fields_of_study"]] == nurse["cip_codes"]
    error = client.get(f"{API}/careers?soc_code=nurse").json()["error"]
    assert error["details"][0]["field"] == "soc_code"


def test_every_fact_names_its_release_and_whom_to_credit(client: Client, content: None) -> None:
    address = f"/careers/{SLUG}/facts"
    facts = {fact["kind"]: fact for fact in get_json(client, address)["facts"]}
    interests = facts["interests"]
    assert interests["values"]["C"] == 6.67
    assert (interests["edition"], interests["license"]) == ("O*NET 30.2", "CC BY 4.0")
    assert "USDOL/ETA" in interests["credit"]
    assert set(interests["statistics"]) == set("RIASEC")
    assert get_json(client, f"{address}?kind=interests")["facts"] == [interests]
    assert client.get(f"{API}{address}?kind=horoscope").status_code == 422


def test_wages_are_those_of_the_page(client: Client, content: None) -> None:
    page = client.get(f"{CAREER}salaries/?release=2024-05").content.decode()
    wages = get_json(client, "/wages?occupation=43-6013&release=2024-05&level=state&limit=200")
    assert wages["count"] == len(wages["items"]) == 51
    for line in wages["items"]:
        assert line["release"] == "2024-05"
        assert f"${line['annual']['median']:,}" in page, line["area"]["name"]


def test_a_missing_figure_is_null_with_its_reason(client: Client, content: None) -> None:
    wage = Wage.objects.exclude(annual_missing="").select_related("area", "occupation", "release")
    row = wage.filter(release=Release.objects.latest_published()).first()
    assert row is not None
    address = f"/wages?occupation={row.occupation.soc_code}&area={row.area.code}"
    (line,) = get_json(client, address)["items"]
    assert line["annual_missing"] == row.annual_missing
    assert None in line["annual"].values()


def test_a_career_says_how_people_get_in(client: Client, content: None) -> None:
    entry = get_json(client, "/careers/electrician")["entry"]
    assert (entry["needs_program"], entry["is_apprenticeship"]) == (False, True)
    assert entry["apprenticeships"][0] == {"name": "Electrician", "hours": "8,000 hours"}
    assert all(source["text"] for source in entry["sources"])
    nurse = get_json(client, "/careers/registered-nurse")["entry"]
    assert (nurse["needs_program"], nurse["credential"]) == (True, 3)


def test_filters_and_pages(client: Client, content: None) -> None:
    first = get_json(client, f"/programs?career={SLUG}&state=WA&credential=1&limit=2")
    assert first["count"] > 2
    next_path = first["next"].removeprefix("http://testserver")
    line = first["items"][0]
    program = Program.objects.get(pk=line["id"])
    assert line["key"] == program.key == f"{program.institution.unitid}-51.07-1"
    assert line["first_year_earnings"] == program.first_year_earnings
    for shown in first["items"]:
        price = shown["price"]
        assert (price["kind"], price["low"]) == (
            ("debt", shown["debt"]) if shown["debt"] else ("unknown", None)
        )
        assert price["high"] is None
        assert (price["source"] == shown["source"]) if shown["debt"] else price["source"] is None
    second = client.get(next_path).json()
    assert {line["id"] for line in first["items"]}.isdisjoint(
        line["id"] for line in second["items"]
    )
    assert {line["institution"]["state"] for line in second["items"]} == {"WA"}
    everything: list[int] = []
    address: str | None = f"http://testserver{API}/programs?career={SLUG}&limit=200"
    while address:
        page = client.get(address.removeprefix("http://testserver")).json()
        everything += [line["id"] for line in page["items"]]
        address = page["next"]
    listed = Program.objects.listed().for_fields(Career.objects.get(slug=SLUG).cip_codes)
    assert sorted(everything) == sorted(listed.values_list("pk", flat=True))


def test_areas_occupations_institutions_and_the_quiz(client: Client, content: None) -> None:
    assert get_json(client, "/areas?level=state&limit=1")["count"] == 51
    assert (
        get_json(client, "/occupations?q=medical secretaries")["items"][0]["soc_code"] == "43-6013"
    )
    (first, *_) = get_json(client, "/institutions?state=WA&q=college")["items"]
    assert get_json(client, f"/institutions/{first['slug']}") == first
    version = QuizVersion.objects.newest_for_visitors(SLUG)
    assert version is not None
    assert get_json(client, f"/careers/{SLUG}/quiz")["number"] == version.number


def test_only_published_content_is_served(client: Client, content: None) -> None:
    Release.objects.filter(period="2024-05-01").update(status="draft")
    withdraw_guides()
    assert get_json(client, "/careers")["count"] == 0
    for address in (f"/careers/{SLUG}", f"/careers/{SLUG}/quiz", f"/programs?career={SLUG}"):
        assert client.get(f"{API}{address}").status_code == 404
    assert "2024-05" not in [line["key"] for line in get_json(client, "/releases")["items"]]
    response = client.get(f"{API}/wages?occupation=43-6013&release=2024-05")
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/careers/nowhere", "career"),
        ("/careers/nowhere/facts", "career"),
        ("/programs?career=nowhere", "career"),
        ("/institutions/nowhere", "institution"),
    ],
)
def test_an_unknown_slug_is_told_in_plain_words(
    client: Client, content: None, address: str, kind: str
) -> None:
    error = client.get(f"{API}{address}").json()["error"]
    assert error["message"] == f"There is no {kind} with this slug."


def test_an_unchanged_response_is_304(client: Client, content: None) -> None:
    address = f"{API}/careers?soc_code=43-6013"
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish_guides(title="Another title")
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("form", ['W/"{}"', '"{}-gzip"', 'W/"{}-br"', '"{};gzip"', '"other", "{}"'])
def test_a_tag_that_a_compressing_server_changed_is_known(
    client: Client, content: None, form: str
) -> None:
    tag = client.get(f"{API}/careers")["ETag"].removeprefix("W/").strip('"')
    again = client.get(f"{API}/careers", headers={"if-none-match": form.format(tag)})
    assert again.status_code == 304
    other = client.get(f"{API}/careers", headers={"if-none-match": form.format(f"{tag}0")})
    assert other.status_code == 200


def test_scripts_of_other_sites_may_only_read(client: Client, content: None) -> None:
    for address in ("/careers", "/nowhere", "/wages"):
        assert client.get(f"{API}{address}")["Access-Control-Allow-Origin"] == "*"
    preflight = client.options(f"{API}/careers", headers={"origin": "https://other.example"})
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert preflight["Access-Control-Allow-Headers"] == "*, Authorization"
    assert "Access-Control-Allow-Credentials" not in preflight
    for method in ("post", "put", "patch", "delete", "trace"):
        response = getattr(client, method)(f"{API}/careers")
        assert response.status_code == 405
        if method != "trace":
            assert response.json()["error"]["code"] == "read_only"
    head = client.head(f"{API}/careers")
    assert (head.status_code, head.content) == (200, b"")


def test_a_wrong_parameter_is_named(client: Client, content: None) -> None:
    response = client.get(f"{API}/wages?occupation=nurse&limit=1000")
    assert response.status_code == 422
    problem = response.json()["error"]
    assert problem["code"] == "invalid_parameter"
    assert {each["field"] for each in problem["details"]} == {"occupation", "limit"}


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/wages?occupation=43-6013&states=WA", "states"),
        ("/wages?occupation=43-6013&state=WA&state=OR", "state"),
        ("/careers?limit=1&limit=2", "limit"),
        (f"/careers/{SLUG}?slug=other", "slug"),
        ("/releases?page=2", "page"),
    ],
)
def test_a_parameter_that_would_be_ignored_is_refused(
    client: Client, content: None, address: str, field: str
) -> None:
    response = client.get(f"{API}{address}")
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == "invalid_parameter"
    assert [each["field"] for each in error["details"]] == [field]


def test_too_many_requests_are_refused_for_a_while(
    client: Client, content: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api import middleware
    from serving.limits import Limit
    from serving.models.limits import RateCount

    monkeypatch.setattr(middleware, "LIMIT", Limit("api", max_requests=3, window_seconds=86_400))
    answers = [client.get(f"{API}/careers") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].json()["error"]["code"] == "too_many_requests"
    assert 0 < int(answers[-1]["Retry-After"]) <= 86_400
    assert client.get(f"{API}/careers", REMOTE_ADDR="198.51.100.7").status_code == 200
    # A class that types into the search has a limit of its own.
    assert client.get(f"{API}/search?q=nurse").status_code == 200
    assert "127.0.0.1" not in str(list(RateCount.objects.values()))


def test_queries_do_not_grow_with_rows(
    client: Client, content: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    get_json(client, "/careers")
    for address in (
        f"/programs?career={SLUG}&limit=200",
        "/wages?occupation=43-6013&limit=200",
        "/institutions?limit=200",
    ):
        with django_assert_max_num_queries(6):
            get_json(client, address)


def test_the_description_names_every_address(client: Client, content: None) -> None:
    paths = get_json(client, "/openapi.json")["paths"]
    for path, methods in paths.items():
        address = path.replace("{slug}", SLUG)
        if path == f"{API}/institutions/{{slug}}" or "get" not in methods:
            continue
        query = {
            f"{API}/wages": "?occupation=43-6013",
            f"{API}/oembed": f"?url=http://testserver{CAREER}",
        }
        assert client.get(address + query.get(path, "")).status_code == 200, path
