"""A visitor sets programs side by side, and the ways into the work with them."""

import re
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programs.models import Institution, Program
from tests.programs.making import FINDER, institution, program

COMPARE = f"{FINDER}compare/"
ROUTES = f"{FINDER}routes/"
COMPARE_QUERIES = 7
KNOWN_COST: dict[str, Any] = {
    "cost_low": 3000,
    "cost_high": 3000,
    "months_low": 6,
    "months_high": 6,
    "details_from": "Catalog 2026",
    "details_on": "2026-09-01",
}


def compared(client: Client, keys: list[int], **more: str) -> str:
    address = f"{COMPARE}?{urlencode({'program': keys, **more}, doseq=True)}"
    return client.get(address).content.decode()


def columns(page: str) -> list[str]:
    return re.findall(r'<th scope="col"><a href="/institutions/[^>]+>([^<]+)<', page)


def test_programs_stand_in_the_order_of_the_address(client: Client, content: None) -> None:
    keys = list(Program.objects.in_state("WA").values_list("pk", flat=True)[:3])
    page = compared(client, keys[::-1])
    wanted = [Program.objects.get(pk=key).institution.name for key in keys[::-1]]
    assert columns(page) == wanted


def test_a_fifth_program_is_left_out_with_a_notice(client: Client, content: None) -> None:
    keys = list(Program.objects.in_state("WA").values_list("pk", flat=True)[:5])
    page = compared(client, keys)
    assert len(columns(page)) == 4
    assert "1 more was left out" in page


def test_an_old_address_names_what_is_gone_and_shows_the_rest(
    client: Client, content: None
) -> None:
    closed = program(institution(is_closed=True))
    page = compared(client, [closed.pk, 99_999_999])
    assert "1 of the programs in this address is not in our records" in page
    assert "This institution closed" in page


def test_a_program_is_removed_by_its_link(client: Client, content: None) -> None:
    keys = list(Program.objects.in_state("WA").values_list("pk", flat=True)[:2])
    page = compared(client, keys, zip="98101")
    assert f'href="{COMPARE}?zip=98101&amp;program={keys[1]}"' in page
    assert f'href="{FINDER}?zip=98101&amp;program={keys[0]}&amp;program={keys[1]}"' in page


def test_chosen_programs_stay_chosen_on_other_pages(client: Client, content: None) -> None:
    far = Program.objects.in_state("WY")[0]
    page = client.get(FINDER, {"state": "WA", "program": str(far.pk)}).content.decode()
    assert f'<input type="hidden" name="program" value="{far.pk}">' in page
    here = Program.objects.in_state("WA").order_by("-completers").exclude(completers=None)[0]
    page = client.get(FINDER, {"state": "WA", "program": str(here.pk)}).content.decode()
    assert f'value="{here.pk}" id="choose-{here.pk}" checked' in page


def test_distances_are_shown_from_the_place_of_the_search(client: Client, content: None) -> None:
    # The Space Needle is 1.1 miles from the middle of the ZIP code.
    near = program(institution(latitude=47.6205, longitude=-122.3493))
    page = compared(client, [near.pk], zip="98101")
    assert "1.1 miles from 98101" in page
    assert "miles from" not in compared(client, [near.pk])


def test_nothing_chosen_leads_back_to_the_search(client: Client, content: None) -> None:
    assert "Nothing chosen yet" in client.get(COMPARE).content.decode()


def test_payback_uses_the_pay_of_each_programs_own_state(client: Client, content: None) -> None:
    washington = Program.objects.in_state("WA").filter(credential=1)[0]
    ohio = Program.objects.in_state("OH").filter(credential=1)[0]
    page = compared(client, [washington.pk, ohio.pk])
    assert "$48,510: 25th percentile in Washington" in page
    assert "25th percentile in Ohio" in page
    page = compared(client, [washington.pk, ohio.pk], pay_state="TX")
    assert page.count("25th percentile in Texas") >= 2


def payback_row(page: str, label: str) -> list[str]:
    row = page.split(f'<th scope="row">{label}</th>')[1].split("</tr>")[0]
    cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", cell) for cell in cells]


def test_a_program_whose_graduates_earn_too_little_never_pays_back_at_their_earnings(
    client: Client, content: None
) -> None:
    earnings = (39_173, 40_611, 46_611, None)
    keys = [program(earnings=sum_, **KNOWN_COST).pk for sum_ in earnings]
    page = compared(client, keys)
    own = payback_row(page, "Payback at its graduates’ earnings")
    assert own[0].startswith("Not at this program’s own earnings ($39,173 is below $40,611)")
    assert "($40,611 is the same as $40,611)" in own[1]
    # $3,000 against $6,000 a year.
    assert own[2].startswith("6 months")
    assert "at this program’s own earnings, $46,611" in own[2]
    assert "month" not in own[3]
    for label in ("starting", "later"):
        cells = payback_row(page, f"Payback at the occupation’s {label} pay")
        assert [cell.startswith("Not at this program’s own earnings.") for cell in cells] == [
            True,
            True,
            False,
            False,
        ]
        assert all("month" in cell for cell in cells)


def test_graduates_earnings_are_compared_with_the_readers_own_pay(
    client: Client, content: None
) -> None:
    chosen = program(earnings=39_173, **KNOWN_COST)
    page = compared(client, [chosen.pk], pay_now="33173")
    assert payback_row(page, "Payback at its graduates’ earnings")[0].startswith("6 months")


def test_the_readers_assumptions_change_the_payback(client: Client, content: None) -> None:
    first = client.get(ROUTES, {"pay_state": "WA"}).content.decode()
    # $3,000 and $7,000 against $48,510 − $40,611 a year.
    assert "5 months – 11 months" in first
    own = client.get(ROUTES, {"pay_state": "WA", "pay_now": "30000", "given_up": "100"})
    page = own.content.decode()
    # $3,000 + half a year of $30,000, against $18,510 a year.
    assert "$18,000 – $37,000" in page
    assert "as you entered" in page


def test_an_employers_training_stands_beside_the_price_of_a_certificate(
    client: Client, content: None
) -> None:
    page = client.get(ROUTES).content.decode()
    for text in ("98.3%", "96.1%", "No tuition", "$3,000 – $7,000", "$10,000 – $20,000"):
        assert text in page


def test_pay_that_is_no_higher_never_pays_back(client: Client, content: None) -> None:
    page = client.get(ROUTES, {"pay_now": "90000"}).content.decode()
    assert "not within 30 years" in page


def test_dollars_are_read_as_people_write_them(client: Client, content: None) -> None:
    page = client.get(ROUTES, {"pay_now": "$31,000"}).content.decode()
    assert "without training $31,000 (as you entered)" in page


def test_invalid_assumptions_are_reported_and_stay_in_the_form(
    client: Client, content: None
) -> None:
    page = client.get(ROUTES, {"pay_now": "lots", "pay_start": "-5"}).content.decode()
    assert "public figures are used instead" in page
    assert 'value="lots"' in page
    assert 'value="-5"' in page


def test_queries_do_not_grow_with_columns(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = list(Program.objects.in_state("WA").values_list("pk", flat=True)[:4])
    for chosen in (keys[:1], keys):
        with django_assert_num_queries(COMPARE_QUERIES):
            compared(client, chosen)


def test_a_program_of_another_field_is_not_compared_here(client: Client, content: None) -> None:
    other = program(Institution.objects.all()[0], code="11.01")
    page = compared(client, [other.pk])
    assert "not in our records" in page
