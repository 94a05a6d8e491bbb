"""What a first visit is like on a slow phone: how soon the page is there, and whether it jumps.

Chromium plays the phone: 1.6 Mbit/s, 150 ms to the site and back, a processor four times slower.
"""

import statistics
from typing import Any

from playwright.sync_api import Browser

from tests.load.bench import Value
from tests.load.visiting import visited

VISITS = 5
DOWN, UP = 1_600_000 / 8, 750_000 / 8
ROUND_TRIP = 150
SLOWER = 4
# Milliseconds after the page has loaded in which it may still jump or block.
AFTERWARDS = 1500
LARGEST_PAINT, SHIFT, BLOCKING = 1800, 0, 50
# A task that takes longer than this holds up whoever taps meanwhile.
LONG_TASK = 50
WATCH = """
window.seen = {paint: 0, shift: 0, blocking: 0};
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take))
    .observe({type, buffered: true});
watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
watch("layout-shift", (entry) => { seen.shift += entry.hadRecentInput ? 0 : entry.value; });
watch("longtask", (entry) => { seen.blocking += entry.duration - LONG_TASK; });
""".replace("LONG_TASK", str(LONG_TASK))


def measure() -> list[Value]:
    """Largest contentful paint, layout shift and total blocking time: medians of first visits."""
    values = []
    with visited() as site:
        for name, url in site.pages.items():
            visits = [_visit(site.browser, url) for _ in range(VISITS)]
            middle = {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}
            values += [
                Value(f"phone, {name}: largest paint", middle["paint"], "ms", LARGEST_PAINT, True),
                Value(f"phone, {name}: layout shift", middle["shift"], "", SHIFT, True),
                Value(f"phone, {name}: blocked", middle["blocking"], "ms", BLOCKING, True),
            ]
    return values


def _visit(browser: Browser, url: str) -> dict[str, float]:
    """One visit with nothing in the browser's cache."""
    with browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True
    ) as context:
        page = context.new_page()
        phone = context.new_cdp_session(page)
        line: dict[str, Any] = {"latency": ROUND_TRIP, "downloadThroughput": DOWN}
        phone.send("Network.enable")
        phone.send(
            "Network.emulateNetworkConditions",
            {**line, "uploadThroughput": UP, "offline": False},
        )
        phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        page.goto(url, wait_until="load", timeout=60_000)
        page.wait_for_timeout(AFTERWARDS)
        seen: dict[str, float] = page.evaluate("seen")
        return seen
