"""Families of careers, which hold together by interests, preparation and conditions. Pure.

`quiz/data/families.json` has the family of each SOC code; docs/match.md tells how they are made.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quiz.matching.clustering import find_usual_family

PATH = Path(__file__).parent.parent / "data" / "families.json"
FAMILY_OF: Mapping[str, str] = json.loads(PATH.read_text())
# Occupations of which neither the file nor their group of the classification tells a family.
OTHER = "other"


@cache
def find_family(soc_code: str) -> str:
    """The key of an occupation's family; of an unknown one that of most of its minor group."""
    return FAMILY_OF.get(soc_code) or find_usual_family(soc_code, FAMILY_OF) or OTHER


def _find_signs() -> dict[str, str]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for code, key in sorted(FAMILY_OF.items()):
        groups[key][code[:2]] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in groups.items()}


# By the key of a family the major group of the classification that most of its members are of.
SIGN_OF: Mapping[str, str] = _find_signs()
