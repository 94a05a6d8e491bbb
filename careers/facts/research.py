"""Tables of what researchers measured of AI, and of older classifications that they are by."""

from collections import defaultdict
from collections.abc import Iterable

from careers.facts.collecting import SOC, Collected, Once, Row
from careers.facts.merging import average
from careers.facts.onet import CODE
from careers.models import FactKind

DIGITS = 4


def read_ai_tasks(collected: Collected, rows: Iterable[Row]) -> None:
    """Eloundou and others: beta is the share done directly and half of that done with tools."""
    once = Once()
    for row in rows:
        once.check(row, "HUMAN_RATING_BETA", row.code(CODE))
        values = collected.of(FactKind.AI_TASKS, row.code(CODE))
        values["human"] = row.required("HUMAN_RATING_BETA", 0, 1, DIGITS)
        values["model"] = row.required("DV_RATING_BETA", 0, 1, DIGITS)


def read_ai_abilities(collected: Collected, rows: Iterable[Row]) -> None:
    """Felten and others, by codes of 2010: the mean of those that became one code of 2018."""
    parts = defaultdict(list)
    for row in rows:
        code = row.code("SOC_CODE", SOC)
        values = {
            "all": row.required("AIOE", -10, 10, DIGITS),
            "language": row.required("LANGUAGE_MODELING_AIOE", -10, 10, DIGITS),
        }
        for current in collected.soc_2018.get(code, {code}):
            parts[current].append(values)
    for code, scores in parts.items():
        collected.of(FactKind.AI_ABILITIES, code).update(average(scores, DIGITS))


def read_ai_use(collected: Collected, rows: Iterable[Row]) -> None:
    """Tomlinson and others."""
    once = Once()
    for row in rows:
        once.check(row, "AI_APPLICABILITY_SCORE", row.code("SOC_CODE", SOC))
        values = collected.of(FactKind.AI_USE, row.code("SOC_CODE", SOC))
        values["score"] = row.required("AI_APPLICABILITY_SCORE", 0, 1, DIGITS)


def read_soc_2010(collected: Collected, rows: Iterable[Row]) -> None:
    for row in rows:
        collected.soc_2018[row.code("SOC2010", SOC)].add(row.code("SOC2018", SOC))


def read_onet_2010(collected: Collected, rows: Iterable[Row]) -> None:
    for row in rows:
        older, newer = row.code("O*NET-SOC_2010_CODE"), row.code("O*NET-SOC_2019_CODE")
        collected.onet_2019[older].add(newer)


LAYOUTS = (
    (f"{CODE} DV_RATING_BETA HUMAN_RATING_BETA", read_ai_tasks),
    ("SOC_CODE AIOE LANGUAGE_MODELING_AIOE", read_ai_abilities),
    ("SOC_CODE AI_APPLICABILITY_SCORE", read_ai_use),
    ("SOC2010 SOC2018", read_soc_2010),
    ("O*NET-SOC_2010_CODE O*NET-SOC_2019_CODE", read_onet_2010),
)
