"""What is said of a program's price: the surest figure that is known, and what it is."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from programs.models import Dataset, Institution, InstitutionPrice, Program, ProgramPrice
from programs.prices.price import Price, PriceKind, describe_price
from programs.prices.published import read_prices
from tests.programs.making import institution, price_file, program

pytestmark = pytest.mark.django_db


def price_of(one: Program, home: str = "") -> Price:
    return describe_price(one, read_prices([one.institution.unitid]), home)


def number_of(school: Institution) -> int:
    assert school.unitid is not None
    return school.unitid


def charges(at: Institution, year: int = 2024, **values: int | None) -> InstitutionPrice:
    file = price_file(published_on=dt.date(year + 1, 9, 1))
    return InstitutionPrice.objects.create(
        run=file, row_number=2, unitid=number_of(at), year=year, **values
    )


def test_without_any_figure_the_school_is_to_be_asked_and_its_calculator_named() -> None:
    school = institution(net_price_calculator="https://harbor.edu/npc")
    for debt in (None, 0):
        Program.objects.all().delete()
        price = price_of(program(school, debt=debt))
        assert (price.kind, price.low, price.high) == (PriceKind.UNKNOWN, None, None)
        assert price.short == "Ask the school"
        assert not price.is_known
        assert not price.is_floor
        assert price.calculator == "https://harbor.edu/npc"


def test_a_debt_is_the_least_that_it_was() -> None:
    price = price_of(program(debt=9500))
    assert (price.kind, price.low, price.high) == (PriceKind.DEBT, 9500, None)
    assert price.is_floor
    assert price.short == "at least $9,500"
    assert "Students who borrowed owe $9,500 in the middle" in price.explanation


def test_what_a_year_costs_stands_before_the_debt_and_is_not_multiplied_for_a_certificate() -> None:
    school = institution()
    charges(
        school,
        tuition_in_state=4600,
        tuition_in_district=4600,
        tuition_out_of_state=9900,
        books=1000,
        net_price=8200,
    )
    price = price_of(program(school))
    assert (price.kind, price.low, price.high, price.per) == (PriceKind.YEARS, 5600, 8200, "year")
    assert price.short == "$5,600 – $8,200 a year"
    assert price.note == "what a year costs here, 2024–25"
    assert price.explanation == (
        "Tuition and fees for a year: $4,600 for people of Washington, $9,900 for people from "
        "elsewhere; books: $1,000 (IPEDS charges, 2024–25). Students with grants paid $8,200 a "
        "year on average, after grants and with room and board (IPEDS charges, 2024–25). A "
        "certificate may take less than a year or more: ask what all of it costs."
    )


@pytest.mark.parametrize(("credential", "years"), [(2, 2), (3, 4)])
def test_a_degree_counts_its_years(credential: int, years: int) -> None:
    school = institution()
    charges(school, tuition_in_state=5000, net_price=8000)
    price = price_of(program(school, credential=credential))
    assert (price.low, price.high, price.per) == (5000 * years, 8000 * years, "program")
    assert price.note == f"{years} years at what a year costs here, 2024–25"


def test_prices_of_undergraduates_are_none_of_a_graduate_program() -> None:
    school = institution()
    charges(school, tuition_in_state=5000)
    assert price_of(program(school, credential=5)).kind == PriceKind.DEBT


def test_a_public_school_charges_people_of_another_state_more() -> None:
    school = institution()
    charges(school, tuition_in_state=4600, tuition_out_of_state=9900, net_price=8200)
    one = program(school)
    assert price_of(one, home="WA").short == "$4,600 – $8,200 a year"
    # The net price there is that of people of the state.
    assert price_of(one, home="OR").short == "$9,900 a year"
    Institution.objects.update(control="nonprofit")
    one.institution.refresh_from_db()
    assert price_of(one, home="OR").short == "$8,200 – $9,900 a year"


def test_each_figure_is_of_the_newest_year_that_has_it() -> None:
    school = institution()
    charges(school, 2022, tuition_in_state=4000, net_price=7000)
    charges(school, 2024, tuition_in_state=4600)
    charges(school, 2023, net_price=8200)
    price = price_of(program(school))
    assert price.short == "$4,600 – $8,200 a year"
    assert "2024–25" in price.explanation
    assert "2023–24" in price.explanation
    Dataset.objects.filter(published_on__year=2025).update(withdrawn_at=timezone.now())
    assert price_of(program(school, title="Another")).short == "$4,000 – $8,200 a year"


def test_the_price_of_such_a_program_stands_before_that_of_a_year() -> None:
    school = institution()
    charges(school, tuition_in_state=4600)
    file = price_file("IPEDS program charges", kind="program-charges")
    for row, (code, tuition, months) in enumerate(
        [("51.0714", 14_000, 9), ("51.0713", 16_500, 12), ("51.0801", 30_000, 18)], 2
    ):
        ProgramPrice.objects.create(
            run=file,
            row_number=row,
            unitid=number_of(school),
            year=2024,
            field_code=code,
            tuition=tuition,
            books=500,
            months=months,
        )
    price = price_of(program(school))
    assert (price.kind, price.low, price.high) == (PriceKind.PROGRAM, 14_500, 17_000)
    assert price.months == (9, 12)
    assert price.note == "tuition, fees and books of such a program here, 2024–25"
    # Such a school has no other price of a degree.
    assert price_of(program(school, credential=2)).kind == PriceKind.YEARS
    own = program(
        school,
        title="Evening course",
        cost_low=3000,
        cost_high=4000,
        details_from="Catalog 2026",
        details_on=dt.date(2026, 9, 1),
    )
    price = price_of(own)
    assert (price.kind, price.short) == (PriceKind.OWN, "$3,000 – $4,000")
    assert price.note == "whole program, read on September 1, 2026"


def test_one_query_reads_the_prices_of_a_page(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    schools = [institution(f"School {number}") for number in range(3)]
    for number, school in enumerate(schools[:2]):
        charges(school, tuition_in_state=1000 + number)
    unitids = [school.unitid for school in schools]
    with django_assert_num_queries(1):
        prices = read_prices([*unitids, None, unitids[0]])
    assert prices.keys() == set(unitids[:2])
    with django_assert_num_queries(0):
        assert read_prices([None]) == {}
