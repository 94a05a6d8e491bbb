"""The interests of occupations in the files that come with the project."""

from collections.abc import Mapping
from functools import cache

from careers.facts.compact import FOLDER, name_file, read_compact_file
from careers.models import FactKind
from quiz.matching.families import find_family
from quiz.matching.interests import weigh_interests


@cache
def read_interest_weights() -> Mapping[str, Mapping[str, float]]:
    """Weights of each measured occupation, by SOC code."""
    kind = FactKind.INTERESTS
    rows = read_compact_file(FOLDER / name_file(kind), kind, "").rows
    weighed = {soc_code: weigh_interests(values) for soc_code, values in rows.items()}
    return {soc_code: weights for soc_code, weights in weighed.items() if weights}


@cache
def list_weights_and_families() -> list[tuple[Mapping[str, float], str]]:
    """Weights and family of each measured occupation."""
    rows = read_interest_weights().items()
    return [(weights, find_family(soc_code)) for soc_code, weights in rows]
