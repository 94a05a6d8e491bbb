"""The quiz and its result on a desk whose browser is zoomed to 400 %."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_quiz import QUIZ, answer_page


def at_four_hundred_percent(page: Page) -> None:
    """What a browser shows of a window of 1280 by 1024 pixels that is zoomed to 400 %."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": False},
    )


def assert_nothing_is_lost(page: Page) -> None:
    """No scrolling sideways, but within a table's own region; no text that a box cuts off."""
    assert page.evaluate("innerWidth") == 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(element => {
            const box = element.getBoundingClientRect();
            if (!box.width || !element.innerText?.trim()) return false;
            if (element.closest('.table-scroll, .visually-hidden, svg, select')) return false;
            const style = getComputedStyle(element);
            const hides = style.overflowX !== 'visible' || style.overflowY === 'hidden';
            return box.left < -1 || box.right > 321
                || (hides && (element.scrollWidth > element.clientWidth + 1
                    || element.scrollHeight > element.clientHeight + 1));
        }).map(element => element.outerHTML.slice(0, 200))"""
    )
    assert cut == []


def assert_focus_is_seen(page: Page) -> None:
    """Every stop of the Tab key lies in the window, is on top there, and has an outline."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const element = document.activeElement;
                if (!element || element === document.body) return null;
                const box = element.getClientRects()[0];
                const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
                const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
                const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                const on = hit && (hit === element || element.contains(hit)
                    || hit.contains(element) || hit.closest('label')?.control === element);
                const isIn = right > left && bottom > top;
                // A radio button has its ring around the whole answer.
                const ring = [element, ...(element.labels || []), element.parentElement].some(
                    each => getComputedStyle(each).outlineStyle !== 'none'
                );
                return [element.outerHTML.slice(0, 160), isIn && !!on, ring];
            }"""
        )
        if stop is None:
            break
        seen.append(stop)
    assert len(seen) > 5
    assert [stop for stop in seen if not (stop[1] and stop[2])] == []


def test_quiz_and_result_are_whole_at_four_hundred_percent(page: Page) -> None:
    at_four_hundred_percent(page)
    page.goto(QUIZ)
    assert_nothing_is_lost(page)
    assert_focus_is_seen(page)
    page.get_by_role("button", name="Start the quiz").click()
    for number in range(1, 6):
        expect(page.get_by_text(f"Page {number} of 5")).to_be_visible()
        assert_nothing_is_lost(page)
        if number in (1, 5):
            assert_focus_is_seen(page)
        answer_page(page, "Agree")
        page.get_by_role("button", name="See my result" if number == 5 else "Next").click()
    page.wait_for_url(re.compile("/results/[0-9a-z]{26}/$"))
    for summary in page.locator("summary").all():
        summary.click()
    assert_nothing_is_lost(page)
    assert_focus_is_seen(page)
