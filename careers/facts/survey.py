"""Tables of the wage survey and of other agencies: industries, earlier pay, telework, fields."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from careers.facts.collecting import SOC, Collected, Once, Row
from careers.models import FactKind

# Industries of three digits, such as hospitals: whatever sector they are in, they add up to all
# jobs, schools and hospitals of the government among them. Sectors are too coarse to tell where
# somebody works (622 and 621 are both “Health Care”), and those of four digits count public
# hospitals and schools twice.
INDUSTRY_LEVEL = "3"
MAX_INDUSTRIES = 8
PAY = ("ANNUAL_P10", "ANNUAL_P25", "ANNUAL_MEDIAN", "ANNUAL_P75", "ANNUAL_P90", "HOURLY_MEDIAN")
TOP_CODED = "#"
WORKERS = (0, 200_000_000)
DOLLARS = (0, 1_000_000)
NO_MATCH = "99"
HOURS = re.compile(r"(?<!\d)\d{3,5}(?!\d)", re.ASCII)
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
CIP = re.compile(r"\d{2}\.\d{4}", re.ASCII)
# Words of an apprenticeship's name that stay as they are.
CAPITALS = frozenset({"CNC", "HVAC", "IT", "EMT", "TV", "LPN", "NC", "I", "II", "III", "IV", "EDM"})


def read_industries(collected: Collected, rows: Iterable[Row]) -> None:
    """The largest industries of an occupation, with its workers and their median pay."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        workers = row.figure("EMPLOYMENT", *WORKERS)
        if row.text("INDUSTRY_LEVEL") == INDUSTRY_LEVEL and workers:
            found[row.code("SOC_CODE", SOC)].append(
                [
                    row.text("INDUSTRY_CODE")[:3],
                    row.name("INDUSTRY"),
                    workers,
                    row.figure("MEDIAN_ANNUAL", *DOLLARS),
                ]
            )
    for code, industries in found.items():
        industries.sort(key=lambda each: (-each[2], each[0]))
        collected.of(FactKind.INDUSTRIES, code)["rows"] = industries[:MAX_INDUSTRIES]


def read_pay_history(collected: Collected, rows: Iterable[Row]) -> None:
    """Workers and pay of the nation in earlier years, by the codes that the survey had then."""
    once = Once()
    for row in rows:
        if row.text("GROUP") == "detailed":
            month, code = row.text("RELEASE"), row.code("SOC_CODE", SOC)
            if not MONTH.fullmatch(month):
                raise row.refuse("RELEASE", "must be a month as in 2014-05")
            once.check(row, "ANNUAL_MEDIAN", code, month)
            figures: list[Any] = [row.figure("EMPLOYMENT", *WORKERS)]
            figures += [
                TOP_CODED if row.text(name) == TOP_CODED else row.figure(name, *DOLLARS)
                for name in PAY
            ]
            collected.of(FactKind.PAY_HISTORY, code)[month] = figures


def read_telework(collected: Collected, rows: Iterable[Row]) -> None:
    once = Once()
    for row in rows:
        percent = row.figure("ESTIMATE", 0, 100)
        if percent is not None:
            once.check(row, "ESTIMATE", row.code("SOC_2018_CODE", SOC))
            values = collected.of(FactKind.TELEWORK, row.code("SOC_2018_CODE", SOC))
            values |= {"percent": percent, "error": row.figure("STANDARD_ERROR", 0, 100)}


def read_fields(collected: Collected, rows: Iterable[Row]) -> None:
    """Fields of study that lead to an occupation, as NCES and BLS match them."""
    collected.edition = "CIP 2020 to SOC 2018"
    for row in rows:
        if not row.text("CIP2020CODE").startswith(NO_MATCH):
            code = row.code("SOC2018CODE", SOC)
            if not code.startswith(NO_MATCH):
                cip = row.code("CIP2020CODE", CIP)
                field = [cip, row.name("CIP2020TITLE").rstrip(".")]
                collected.of(FactKind.FIELDS, code).setdefault("fields", []).append(field)


def read_apprenticeships(collected: Collected, rows: Iterable[Row]) -> None:
    """Registered programs, by codes of 2010; a program by skills alone has no hours."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        name = tidy_name(row.name("OCCUPATIONAL_TITLE"))
        if "military" in name:
            continue  # Nobody else can enter it.
        older = row.text("ONET_CODE")[:7] + "." + row.text("ONET_CODE")[8:10]
        for code in collected.onet_2019.get(older, {older[:7]}):
            # One and the same program may be registered with several terms.
            found[code][name] += map(int, HOURS.findall(row.text("TERM_LENGTH")))
    for code, programs in found.items():
        collected.of(FactKind.APPRENTICESHIPS, code)["programs"] = [
            [name, write_hours(hours)] for name, hours in sorted(programs.items())
        ]


def tidy_name(name: str) -> str:
    """An official name in capitals as a reader expects it, without remarks about other names.

    >>> tidy_name("HVAC TECHNICIAN (Alternate Title: Heater (Gas)) "), tidy_name("BAKER, HOTEL")
    ('HVAC technician', 'Baker, hotel')
    """
    name = re.sub(r"\((Alt|Ex)[a-z]*\.? .*", "", name)
    words = [word if word.strip(",()/") in CAPITALS else word.lower() for word in name.split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def write_hours(hours: Collection[int]) -> str:
    """Hours, or the fewest and the most; empty for a program that counts none.

    >>> write_hours([5370, 8275]), write_hours([8000]), write_hours([])
    ('5370–8275', '8000', '')
    """
    ends = {min(hours), max(hours)} if hours else ()
    return "–".join(str(number) for number in sorted(ends))


LAYOUTS = (
    ("SOC_CODE INDUSTRY_CODE INDUSTRY_LEVEL MEDIAN_ANNUAL", read_industries),
    ("RELEASE SOC_CODE ANNUAL_P10 HOURLY_MEDIAN", read_pay_history),
    ("SOC_2018_CODE ESTIMATE STANDARD_ERROR", read_telework),
    ("CIP2020CODE CIP2020TITLE SOC2018CODE", read_fields),
    ("RAPIDS_CODE ONET_CODE TERM_LENGTH", read_apprenticeships),
)
