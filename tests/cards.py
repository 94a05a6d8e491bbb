"""Draws the card by which a link to a career shows itself on other sites: `python -m tests.cards`.

One PNG for each illustration, 1200 × 630, committed beside it: sites that show cards take no SVG.
"""

import json
import sys
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import chromium

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "static" / "img" / "careers"
CONTENT = PROJECT / "careers" / "content"
MOST_BYTES = 60 * 1024
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 630px; background: #fdfcf9; color: #17323a;
  font-family: Georgia, "DejaVu Serif", serif; display: grid; grid-template-columns: 1fr 480px;
  align-items: center; gap: 48px; padding: 0 72px; box-sizing: border-box; }}
h1 {{ font-size: 58px; line-height: 1.12; margin: 0 0 28px; text-wrap: balance; }}
p {{ font: 28px/1.4 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; margin: 0; }}
img {{ width: 480px; }}
</style><div><h1>{title}</h1><p>careerguide</p></div><img src="{picture}" alt="">"""


def main() -> None:
    for content in sorted(CONTENT.glob("*.json")):
        parsed = json.loads(content.read_text("utf-8"))
        picture = PICTURES / parsed["career"].get("illustration", "")
        if not picture.is_file():
            continue
        card = picture.with_name(f"{picture.stem}-card.png")
        page = PAGE.format(title=escape(parsed["guide"]["title"]), picture=picture.as_uri())
        draw(page, card)
        size = card.stat().st_size
        print(f"{card.relative_to(PROJECT)}: {size / 1024:.0f} KB")
        if size > MOST_BYTES:
            sys.exit(f"A card may have {MOST_BYTES // 1024} KB.")


def draw(page: str, card: Path) -> None:
    """Let Chromium draw a page of HTML into a PNG."""
    source = card.with_suffix(".html")
    source.write_text(page, "utf-8")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=chromium.launch_flags()
            )
            window = browser.new_page(viewport={"width": 1200, "height": 630})
            window.goto(source.as_uri())
            window.screenshot(path=card)
            browser.close()
    finally:
        source.unlink()


if __name__ == "__main__":
    main()
