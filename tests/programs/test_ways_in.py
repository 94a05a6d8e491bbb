"""The ways into a career side by side: what each kind of program costs, and an employer's own."""

from dataclasses import replace

import pytest
from django.test import RequestFactory

from careers.guides.published import get_career_page
from careers.views.training import training_for
from programs.careers import CareerTraining, Entry
from programs.models import Program
from programs.views.routes import routes
from tests.programs.making import FINDER, program

NEEDS_A_DEGREE = Entry(needs_program=True, credential=Program.Credential.BACHELOR)


@pytest.fixture
def unguided(content: None) -> CareerTraining:
    """A career without a guide, whose fields have a certificate, degrees and a master's degree."""
    Program.objects.all().delete()
    for credential, debt in ((1, 9000), (1, 11_000), (2, 12_000), (3, None), (5, 40_000)):
        program(credential=credential, title=f"{debt}", debt=debt, high_school_earnings=36_000)
    training = training_for(get_career_page("medical-office-administrator"))
    return replace(training, routes=(), employer_facts=[], experience=None)


def show(rf: RequestFactory, training: CareerTraining) -> str:
    query = {"pay_start": "48000", "pay_later": "60000", "pay_state": "WA"}
    return routes(rf.get(f"{FINDER}routes/", query), training).content.decode()


def test_without_a_guide_the_debts_are_the_least_that_each_kind_costs(
    rf: RequestFactory, unguided: CareerTraining
) -> None:
    page = show(rf, unguided)
    assert page.count("route-price") == 2
    assert '<p class="route-price">at least $10,000</p>' in page
    assert "the median debt at 2 programs of this kind; no price is published. It takes 4" in page
    # $12,000 and two years of $36,000 against $12,000 a year; later pay is twice as much more.
    for text in ("at least $84,000", "at least 7 years", "at least 3 years 6 months"):
        assert f"<dd>{text}</dd>" in page
    # Three years of the raise, less what went in.
    assert "<dd>at most −$48,000</dd>" in page


def test_nobody_is_trained_by_an_employer_for_work_that_needs_a_degree(
    rf: RequestFactory, unguided: CareerTraining
) -> None:
    page = show(rf, replace(unguided, entry=NEEDS_A_DEGREE))
    assert "No tuition" not in page
    assert "An employer’s own training" not in page
    # Published are debts of certificates and associate degrees.
    assert page.count("New workers typically have more: Bachelor") == 2


@pytest.mark.parametrize(
    ("is_apprenticeship", "name", "text"),
    [
        (False, "Trained by an employer", "Paid from the first day."),
        (True, "Apprenticeship", "Paid from the first day, less while you learn."),
    ],
)
def test_work_that_needs_no_program_is_learned_in_pay(
    rf: RequestFactory, unguided: CareerTraining, is_apprenticeship: bool, name: str, text: str
) -> None:
    entry = Entry(needs_program=False, is_apprenticeship=is_apprenticeship)
    page = show(rf, replace(unguided, entry=entry))
    assert f"<h3>{name}</h3>" in page
    assert text in page
    assert "No tuition" in page
    assert "New workers typically" not in page


def test_the_usual_credential_is_marked(rf: RequestFactory, unguided: CareerTraining) -> None:
    entry = replace(NEEDS_A_DEGREE, credential=Program.Credential.ASSOCIATE)
    page = show(rf, replace(unguided, entry=entry))
    assert page.count("This is what new workers typically have.") == 1
    assert page.count("New workers typically have more: Associate degree.") == 1
