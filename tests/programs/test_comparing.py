"""A visitor sets programs side by side, and the ways into the work with them."""

import re
from collections.abc import Sequence
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programs.models import Program
from tests.programs.making import FINDER, institution, program, programs_in

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


def compared(client: Client, keys: Sequence[object], **more: str) -> str:
    address = f"{COMPARE}?{urlencode({'program': keys, **more}, doseq=True)}"
    return client.get(address).content.decode()


def columns(page: str) -> list[str]:
    return re.findall(r'<th scope="col"><a href="/institutions/[^>]+>([^<]+)<', page)


def test_programs_stand_in_the_order_of_the_address(client: Client, content: None) -> None:
    keys = list(programs_in("WA").values_list("pk", flat=True)[:3])
    page = compared(client, keys[::-1])
    wanted = [Program.objects.get(pk=key).institution.name for key in keys[::-1]]
    assert columns(page) == wanted


def test_a_fifth_program_is_left_out_with_a_notice(client: Client, content: None) -> None:
    keys = list(programs_in("WA").values_list("pk", flat=True)[:5])
    page = compared(client, keys)
    assert len(columns(page)) == 4
    assert "1 more was left out" in page


def test_an_old_address_names_what_is_gone_and_shows_the_rest(
    client: Client, content: None
) -> None:
    closed = program(institution(is_closed=True))
    page = compared(client, [closed.pk, 99_999_999])
    assert "1 of the programs in this address is not among those for this career" in page
    assert "This institution closed" in page


def test_a_program_is_removed_by_its_link(client: Client, content: None) -> None:
    keys = list(programs_in("WA").values_list("pk", flat=True)[:2])
    page = compared(client, keys, zip="98101")
    first, second = (Program.objects.get(pk=key).key for key in keys)
    assert f'href="{COMPARE}?zip=98101&amp;program={second}"' in page
    assert f'href="{FINDER}?zip=98101&amp;program={first}&amp;program={second}"' in page


def test_chosen_programs_stay_chosen_on_other_pages(client: Client, content: None) -> None:
    far = programs_in("WY")[0]
    page = client.get(FINDER, {"state": "WA", "program": far.key}).content.decode()
    assert f'<input type="hidden" name="program" value="{far.key}">' in page
    here = programs_in("WA").order_by("-completers").exclude(completers=None)[0]
    for name in (here.key, str(here.pk)):
        page = client.get(FINDER, {"state": "WA", "program": name}).content.decode()
        assert f'value="{here.key}" id="choose-{here.key}" checked' in page
        assert 'type="hidden" name="program"' not in page.split('id="results"')[1]


def test_distances_are_shown_from_the_place_of_the_search(client: Client, content: None) -> None:
    # The Space Needle is 1.1 miles from the middle of the ZIP code.
    near = program(institution(latitude=47.6205, longitude=-122.3493))
    page = compared(client, [near.pk], zip="98101")
    assert "1.1 miles from 98101" in page
    assert "miles from" not in compared(client, [near.pk])


def test_nothing_chosen_leads_back_to_the_search(client: Client, content: None) -> None:
    assert "Nothing chosen yet" in client.get(COMPARE).content.decode()


def test_payback_uses_the_pay_of_each_programs_own_state(client: Client, content: None) -> None:
    washington = programs_in("WA").filter(credential=1)[0]
    ohio = programs_in("OH").filter(credential=1)[0]
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
    # $3,000 and half of $40,611 against $6,000 a year.
    assert own[2].startswith("3 years 11 months")
    assert "at this program’s own earnings, $46,611" in own[2]
    assert own[3] == "Cannot be told: its earnings after four years are suppressed for privacy."
    for label in ("early", "later"):
        cells = payback_row(page, f"Payback at the occupation’s {label} pay")
        assert [cell.startswith("Not at this program’s own earnings.") for cell in cells] == [
            True,
            True,
            False,
            False,
        ]
        assert all("year" in cell for cell in cells)


def test_graduates_earnings_are_compared_with_the_readers_own_pay(
    client: Client, content: None
) -> None:
    chosen = program(earnings=39_173, **KNOWN_COST)
    page = compared(client, [chosen.pk], pay_now="33173", given_up="0")
    assert payback_row(page, "Payback at its graduates’ earnings")[0].startswith("6 months")


def test_the_readers_assumptions_change_the_payback(client: Client, content: None) -> None:
    first = client.get(ROUTES, {"pay_state": "WA"}).content.decode()
    assert "you give up all of your pay while you study" in first
    # The median debt, $9,500, and half a year or a year of $40,611.
    assert "$29,806 – $50,111" in first
    own = client.get(ROUTES, {"pay_state": "WA", "pay_now": "30000", "given_up": "0"})
    page = own.content.decode()
    assert "you keep your pay while you study" in page
    # $9,500 against $18,510 a year.
    assert "7 months" in page
    assert "as you entered" in page


def test_an_employers_training_stands_beside_the_price_of_a_certificate(
    client: Client, content: None
) -> None:
    page = client.get(ROUTES).content.decode()
    for text in ("98.3%", "96.1%", "No tuition", "$3,000 – $7,000", "$10,000 – $20,000"):
        assert text in page
    for text in (page, client.get(FINDER).content.decode()):
        assert "But 43.8% work in a job that requires earlier experience: this way is" in text
        assert "Occupational Requirements Survey (ORS), 2024" in text


def test_a_kind_of_program_counts_at_its_published_debt_where_that_is_higher(
    client: Client, content: None
) -> None:
    page = client.get(ROUTES).content.decode()
    owed = "the median debt at 428 programs of this kind; the typical cost is $3,000 – $7,000"
    assert f"Counted as its cost: {owed}" in page
    Program.objects.update(debt=None, debt_missing="suppressed")
    page = client.get(ROUTES).content.decode()
    assert "Counted as its cost: the typical cost; no debt is published to compare" in page


def test_a_program_counts_at_what_is_known_of_its_price_never_at_a_typical_cost(
    client: Client, content: None
) -> None:
    figures: list[dict[str, Any]] = [KNOWN_COST, {"debt": 12_000}, {"debt": None}]
    page = compared(client, [program(earnings=60_000, **values).pk for values in figures])
    own, owed, unknown = payback_row(page, "Price")
    assert own.startswith("$3,000 The price of the whole program, read on September 1, 2026: Cat")
    assert owed.startswith("at least $12,000 No price of this program is published. Students who")
    assert unknown.startswith("Ask the school No file gives a price of this program.")
    for label in ("its graduates’ earnings", "the occupation’s early pay"):
        exact, least, untold = payback_row(page, f"Payback at {label}")
        assert not exact.startswith(("at least", "Cannot"))
        assert least.startswith("at least")
        assert untold.startswith("Cannot be told: no price is published, and what students owe is")
    assert "$3,000 – $7,000" not in page


def test_a_job_that_pays_less_than_the_reader_earns_is_named_as_the_answer(
    client: Client, content: None
) -> None:
    page = client.get(ROUTES, {"pay_now": "60000"}).content.decode()
    assert page.count("never: the job pays $21,430 a year less") == 3
    assert "at once" not in page


def test_pay_with_a_diploma_counts_every_state_once(client: Client, content: None) -> None:
    page = client.get(ROUTES).content.decode()
    # Where somebody finishes more programs than elsewhere, that state counts no more than others.
    pay: dict[str, list[int]] = {}
    known = Program.objects.filter(field="51.07", high_school_earnings__isnull=False)
    for one in known.exclude(institution__state="").select_related("institution"):
        pay.setdefault(one.institution.state, []).append(one.high_school_earnings or 0)
    middle = median(median(figures) for figures in pay.values())
    assert f"without training ${middle:,.0f} (" in page
    assert f"the median of the figures of {len(pay)} states and territories" in page


def test_missing_figures_are_no_good_sign(client: Client, content: None) -> None:
    facts: dict[str, Any] = {"high_school_earnings": 30_000}
    keys = [
        program(**facts).pk,
        program(**facts, earnings=None).pk,
        program(**facts, earnings=None, debt=None).pk,
        program(earnings=41_000).pk,
    ]
    good, unpaid, unknown, uncompared = payback_row(compared(client, keys), "To weigh")
    assert good == "The figures that are published call for no caution."
    start = "Too little is known. Not published: "
    assert unpaid == f"{start}what people earn afterwards."
    missing = "what people earn afterwards; what it costs; what people owe at the end"
    assert unknown == f"{start}{missing}."
    assert uncompared == f"{start}what people there earn with a high school diploma."


def test_what_no_program_reports_has_no_row_of_its_own(client: Client, content: None) -> None:
    chosen = program()
    page = compared(client, [chosen.pk])
    rows = [f'<th scope="row">{name}</th>' for name in ("Taught", "Externship", "Prepares for")]
    assert not any(row in page for row in rows)
    assert "so ask the school: how it is taught, externship, certifications" in page
    Program.objects.filter(pk=chosen.pk).update(delivery="online")
    page = compared(client, [chosen.pk])
    assert [row in page for row in rows] == [True, False, False]
    assert "so ask the school: externship, certifications" in page


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
    keys = [programs_in(state)[0].pk for state in ("WA", "OH", "TX", "CA")]
    for chosen in (keys[:1], keys):
        with django_assert_num_queries(COMPARE_QUERIES):
            compared(client, chosen)
