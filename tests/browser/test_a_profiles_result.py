"""The result of a profile in a browser: accessible on both widths, and two pages on paper."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from careers.models import Career
from quiz.matching.answers import Stance
from quiz.models.profiles import MAX_CHOSEN
from tests.quiz.profiles import answer_everything, make_profile

Check = Callable[[Page], None]

WIDTHS = (1280, 360)


def test_it_is_accessible_and_prints_on_two_pages(page: Page, assert_accessible: Check) -> None:
    answers = answer_everything("RI", noise=Stance.BOTHERS, upset=Stance.RULES_OUT)
    result, token = make_profile(
        answers, training_months=24, pay_from=45_000, area_code="39", now="welder"
    )
    result.profile.chosen.set(Career.objects.published()[:MAX_CHOSEN])
    address = f"/results/{token}/"
    for tail in ("", "?lift=upset&figures=today", "?family=repair", "?off-list"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address + tail)
            assert_accessible(page)
            wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wider), (tail, width)
    page.goto(address)
    for paper in ("A4", "Letter"):
        printed = page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2, paper
