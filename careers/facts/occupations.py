"""From the occupations that a source describes to those of the wage survey.

O*NET describes occupations by codes of ten characters, whose first seven are a SOC code: `.00` is
the occupation itself, `.01` and so on are its specialties. The survey combines a few occupations,
and has residual ones, “All Other”, whose codes end in 9.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from careers.facts.kinds import COMBINED
from careers.facts.merging import join_titles, merge_values
from careers.models import FactKind

# The survey's own figures are for its own codes: workers of several would have to be added up.
OF_THE_SURVEY = (FactKind.INDUSTRIES, FactKind.PAY_HISTORY)
# By the code of an occupation.
Rows = Mapping[str, Any]
Components = dict[str, tuple[str, ...]]


def map_to_survey(
    kind: FactKind, rows: Rows, codes: Collection[str]
) -> tuple[dict[str, Any], Components]:
    """The facts by SOC codes of the survey, and of which codes those are that are a mean.

    `rows` are by codes of either length. What is measured of some specialties says nothing about
    all others, so residual occupations have only what the source gives for themselves, and names.
    """
    by_soc = defaultdict(list)
    for code in sorted(rows):
        by_soc[code[:7]].append(code)
    mapped: dict[str, Any] = {}
    components: Components = {}
    for soc, group in by_soc.items():
        if kind == FactKind.TITLES:
            first = [rows[group[0]]] if group[0] == f"{soc}.00" else []
            rest = [rows[code] for code in group[len(first) :]]
            mapped[soc] = join_titles(first + ([merge_values(kind, rest)] if rest else []))
            continue
        has_own = group[0] in (soc, f"{soc}.00")
        if has_own and kind != FactKind.AI_TASKS:
            mapped[soc] = rows[group[0]]
        elif not is_residual(soc):
            # Of AI's three measures two are published by SOC codes, as means of the specialties
            # as well; so the third is one too, to be comparable.
            mapped[soc] = merge_values(kind, [rows[code] for code in group])
            if not has_own:
                components[soc] = tuple(group)
    for soc, parts in () if kind in OF_THE_SURVEY else COMBINED.items():
        known = tuple(part for part in parts if part in mapped)
        if known and soc not in mapped:
            mapped[soc] = merge_values(kind, [mapped[part] for part in known])
            components[soc] = known
    kept = sorted(mapped.keys() & set(codes))
    return {soc: mapped[soc] for soc in kept}, {
        soc: components[soc] for soc in kept if soc in components
    }


def is_residual(soc: str) -> bool:
    """Tell “All Other” occupations from the others, as the classification numbers them.

    >>> is_residual("15-1299"), is_residual("15-1252")
    (True, False)
    """
    return soc.endswith("9")


def find_survey_code(code: str, codes: Collection[str]) -> str:
    """The survey's code for an occupation of a source, or "" if it has none.

    A specialty stands for its occupation, but not for a residual one.
    """
    soc = code[:7]
    if is_residual(soc) and code[7:] not in ("", ".00"):
        return ""
    combined = next((whole for whole, parts in COMBINED.items() if soc in parts), soc)
    return combined if combined in codes else ""
