"""A first visit is light enough for a slow phone."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from serving.pagecache.wsgi import BROTLI_QUALITY

# Bytes on the wire of a first visit: the page, its styles and its scripts.
FIRST_VISIT = 60 * 1024

CAREER = "/careers/medical-office-administrator/"
NURSE = "/careers/registered-nurse/"


@pytest.mark.parametrize(
    "path",
    [
        *("/", CAREER, NURSE, f"{CAREER}salaries/", f"{CAREER}programs/", f"{CAREER}quiz/"),
        f"{NURSE}programs/?zip=98101&radius=25",
        *("/careers/", "/careers/?view=chart", "/careers/?view=map"),
        "/careers/compare/?career=welder&career=electrician&state=OH",
    ],
)
def test_a_first_visit_stays_under_sixty_kilobytes(
    client: Client, content: None, path: str
) -> None:
    response = client.get(path, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    page = client.get(path).content.decode()
    files = set(re.findall(r'(?:src|href)="/static/([^"#?]+)', page))
    assert "css/site.css" in files
    # Who takes the styles in Brotli gets the page from the page cache in it too.
    weights = {"page": len(brotli.compress(page.encode(), quality=BROTLI_QUALITY))}
    for name in files:
        found = finders.find(name)
        assert found, name
        weights[name] = len(brotli.compress(Path(found).read_bytes()))
    assert sum(weights.values()) <= FIRST_VISIT, weights


@pytest.mark.parametrize("path", ["salaries/", "programs/"])
def test_a_page_with_forms_is_not_laid_out_before_its_styles(
    client: Client, content: None, path: str
) -> None:
    """A browser that looks for fields to fill in waits for a deferred script, and it for styles."""
    page = client.get(CAREER + path).content.decode()
    assert "<form" in page
    assert re.search(r'<script [^>]*\b(defer|type="module")', page)
