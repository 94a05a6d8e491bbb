"""How well and how fast careers are found by titles that the index does not have.

The titles are those that O*NET shows to people who look for work (`titles_in_use.txt.xz`; O*NET
30.2, CC BY 4.0). A scratch database publishes a release of titles without the ones held out, so the
index is what any release makes of it. Names that the project gives careers itself stay; figures
without such titles are printed beside, and so are those of all titles, most of which nobody uses.
"""

import lzma
import os
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from careers.facts.layouts import FactTable
from careers.facts.publishing import create_draft, publish_facts
from careers.models import Career, FactKind, FactRelease
from careers.search.searching import rank_careers
from common.search import fold
from tests.load.bench import Value

TITLES = Path(__file__).parent / "titles_in_use.txt.xz"
HELD_OUT = 2_000
SEED = 14
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Anybody's words, of all lengths, for the time that the database takes.
HARD = ("manager", "a b c d e f g h i j k l m", "operator " * 13, "é" * 120, "%_'\"\\", "qzx " * 30)


@dataclass(frozen=True)
class Found:
    """Shares of titles, in percent, that find an occupation of theirs first, in the first five."""

    first: float
    five: float
    milliseconds: list[float]


def measure() -> list[Value]:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_content", verbosity=0)
        return _measure()
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


def _measure() -> list[Value]:
    chance = random.Random(SEED)
    release = FactRelease.objects.published().filter(kind=FactKind.TITLES)[0]
    names = {fact.soc_code: fact.values["titles"] for fact in release.facts.all()}
    codes: dict[str, set[str]] = {}
    for code, titles in names.items():
        for title in titles:
            codes.setdefault(fold(title), set()).add(code)
    own = {
        fold(name)
        for career in Career.objects.all()
        for name in (career.name_en, career.plural_en, *career.other_names)
    }
    with lzma.open(TITLES, "rt", encoding="utf-8") as file:
        in_use = sorted({fold(line) for line in file} & codes.keys())
    used = chance.sample(in_use, HELD_OUT)
    began = time.perf_counter()
    _publish_without(set(used), names, release, 1)
    seconds = time.perf_counter() - began
    found = _search(used, codes)
    typos = _search([_mistype(title, chance) for title in used], codes, used)
    new = [title for title in used if title not in own]
    unknown, unknown_typos = (
        _search(new, codes),
        _search([_mistype(title, chance) for title in new], codes, new),
    )
    times = [*found.milliseconds, *typos.milliseconds]
    slowest = max(min(_find(text)[1] for _ in range(3)) for text in HARD)
    rest = chance.sample(sorted(codes.keys() - own), HELD_OUT)
    _publish_without(set(rest), names, release, 2)
    any_title = _search(rest, codes)
    return [
        Value("search: unseen titles found first", found.first, "%", 80),
        Value("search: in the first five", found.five, "%", 95),
        Value("search: in the first five with a typo", typos.five, "%", 88),
        Value("search: neither names of ours, first", unknown.first, "%"),
        Value("search: neither names of ours, first five", unknown.five, "%"),
        Value("search: neither names of ours, five with a typo", unknown_typos.five, "%"),
        Value("search: any title, first", any_title.first, "%"),
        Value("search: any title, first five", any_title.five, "%"),
        Value("search: median in the database", statistics.median(times), "ms"),
        Value(
            "search: slowest percent in the database",
            statistics.quantiles(times, n=100)[98],
            "ms",
            20,
            is_most=True,
        ),
        Value("search: hardest text in the database", slowest, "ms", 20, is_most=True),
        Value("search: index of all titles rebuilt", seconds, "s"),
    ]


def _publish_without(
    held_out: set[str], names: dict[str, list[str]], release: FactRelease, number: int
) -> None:
    """Publish a later release of titles that has all but those."""
    rows = {
        code: {"titles": [title for title in titles if fold(title) not in held_out]}
        for code, titles in names.items()
    }
    table = FactTable(kind=FactKind.TITLES, edition=f"held out {number}", rows=rows)
    period = release.period + timedelta(days=31 * number)
    publish_facts(create_draft(table, "bench", period=period.replace(day=1), source="bench"), None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE careers_searchname, careers_searchterm")


def _search(texts: Sequence[str], codes: dict[str, set[str]], titles: Sequence[str] = ()) -> Found:
    """Search the texts; `titles` are what they were before they were mistyped."""
    soc_codes = dict(Career.objects.values_list("pk", "occupation__soc_code"))
    first = five = 0
    times = []
    for text, title in zip(texts, titles or texts, strict=True):
        found, milliseconds = _find(text)
        ranks = [soc_codes[each] in codes[title] for each in found[:5]]
        first += ranks[:1] == [True]
        five += any(ranks)
        times.append(milliseconds)
    return Found(100 * first / len(texts), 100 * five / len(texts), times)


def _find(text: str) -> tuple[list[int], float]:
    began = time.perf_counter()
    found = list(rank_careers(text))
    return found, 1000 * (time.perf_counter() - began)


def _mistype(title: str, chance: random.Random) -> str:
    """A title with one letter wrong, left out, doubled by another or changed with the next."""
    places = [i for i in range(1, len(title) - 1) if title[i - 1 : i + 2].isalpha()]
    if not places:
        return title
    at, letter = chance.choice(places), chance.choice(LETTERS)
    return title[:at] + chance.choice(
        (
            letter + title[at + 1 :],
            title[at + 1 :],
            letter + title[at:],
            title[at + 1] + title[at] + title[at + 2 :],
        )
    )
