"""Lighthouse's scores of five pages, by the program that npm has; nothing of it stays here."""

import json
import os
import subprocess
import tempfile
from typing import Any

from tests import chromium
from tests.load.bench import Value, has
from tests.load.visiting import visited

LIGHTHOUSE = "lighthouse@12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 98


def measure() -> list[Value]:
    """Scores from 0 to 100. A result is kept from search engines on purpose: that costs its SEO."""
    if not has("npx"):
        print("npm is not installed, so Lighthouse was not run.")
        return []
    values = []
    with visited() as site, tempfile.TemporaryDirectory(prefix="careerguide-npm-") as folder:
        for name, url in site.pages.items():
            report = _report(url, folder)
            for category in CATEGORIES:
                goal = None if (name, category) == ("result", "seo") else GOAL
                score = 100 * (report["categories"][category]["score"] or 0)
                values.append(Value(f"Lighthouse, {name}: {category}", score, "", goal))
                _tell(report, category)
    return values


def _report(url: str, folder: str) -> dict[str, Any]:
    flags = " ".join(["--headless", *chromium.launch_flags()])
    done = subprocess.run(
        [
            *("npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json"),
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={flags}",
        ],
        cwd=folder,
        env={**os.environ, "CHROME_PATH": chromium.find() or ""},
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _tell(report: dict[str, Any], category: str) -> None:
    """Print what cost points."""
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            url, shown = report["finalDisplayedUrl"], audit.get("displayValue", "")
            print(f"{url} {category}: {audit['title']} {audit['score']} {shown}")
