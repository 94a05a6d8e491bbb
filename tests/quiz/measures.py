"""The conditions of occupations in the files that come with the project."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from careers.facts.bundled import read_releases
from careers.facts.compact import FOLDER, name_file, read_compact_file
from careers.facts.statistics import compute_statistics
from careers.models import FactKind
from quiz.matching.conditions import CONDITIONS


@cache
def read_conditions() -> Mapping[str, Mapping[str, float]]:
    """The means of each occupation that has any, by SOC code and the keys of CONDITIONS."""
    releases = read_releases()
    conditions: dict[str, dict[str, float]] = defaultdict(dict)
    for kind in {condition.kind for condition in CONDITIONS.values()}:
        edition = releases[FactKind(kind)]["edition"]
        table = read_compact_file(FOLDER / name_file(FactKind(kind)), FactKind(kind), edition)
        asked = {key: each.element for key, each in CONDITIONS.items() if each.kind == kind}
        for soc_code, values in table.rows.items():
            for key, element in asked.items():
                if values.get(element) is not None:
                    conditions[soc_code][key] = values[element]
    return conditions


@cache
def measure_all() -> Mapping[str, Mapping[str, float]]:
    """The statistics of all occupations, by the keys of CONDITIONS."""
    return compute_statistics(read_conditions().values())
