"""A student joins a group with profiles, answers, chooses a career, and the counselor reads it."""

import re
from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import BrowserContext, Page, expect

from quiz.matching.answers import Stance
from tests.browsers import NewContext
from tests.counselors import people
from tests.quiz.profiles import answer_everything

ANSWERS = answer_everything("S", noise=Stance.RULES_OUT, upset=Stance.BOTHERS)
TICK = """answers => {
  for (const [name, value] of Object.entries(answers)) {
    const input = document.querySelector(`input[name="${name}"][value="${value}"]`);
    if (input) input.checked = true;
  }
}"""


def answer_profile(page: Page) -> None:
    """Answer every page from the start; ends on the result."""
    page.get_by_role("button", name="Start", exact=True).click()
    while page.get_by_role("button", name="Next", exact=True).count():
        number = page.locator("#progress-words").inner_text()
        page.evaluate(TICK, ANSWERS)
        page.get_by_role("button", name="Next", exact=True).click()
        expect(page.locator("#progress-words")).not_to_have_text(number)
    page.evaluate(TICK, {"training": "any"})
    page.get_by_role("button", name="See my result").click()
    page.wait_for_url(re.compile("/results/[0-9a-z]{26}/"))


def test_from_the_link_to_the_board(
    new_context: NewContext,
    sign_in: Callable[[BrowserContext, AbstractBaseUser], None],
    assert_accessible: Callable[[Page], None],
) -> None:
    group = people.profile_group(people.counselor("ortega", first_name="Ms.", last_name="Ortega"))
    desk_context = new_context()
    sign_in(desk_context, group.counselor)
    desk = desk_context.new_page()
    desk.goto(f"{group.get_absolute_url()}settings/")
    assert_accessible(desk)

    student = new_context().new_page()
    student.set_viewport_size({"width": 360, "height": 740})
    student.goto(group.link_path)
    assert_accessible(student)
    student.get_by_label("Nickname").fill("Robin")
    student.get_by_role("button", name="Yes, share my result").click()
    expect(student.get_by_text("You are taking this for")).to_be_visible()
    answer_profile(student)
    expect(student.get_by_text("Shared with Ms. Ortega")).to_be_visible()

    desk.goto(group.get_absolute_url())
    expect(desk.get_by_role("link", name="Robin", exact=True)).to_be_visible()
    expect(desk.get_by_text("Rules out: noise")).to_be_visible()
    group.refresh_from_db()
    for _ in range(4):
        people.shared_profile(group, answers=ANSWERS)
    for _ in range(5):
        people.shared_profile(group, answers=answer_everything("RI"), chosen=["welder"])
    desk.reload()
    assert_accessible(desk)
    desk.get_by_role("link", name="Robin", exact=True).click()
    expect(desk.get_by_role("heading", name="Talking points")).to_be_visible()
    assert_accessible(desk)
    desk.goto(f"{group.get_absolute_url()}booklet/")
    assert_accessible(desk)
