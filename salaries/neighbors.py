"""Which states touch which; made by `map/draw.mjs` from the shapes of the map."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "map" / "neighbors.json"


@cache
def _all() -> dict[str, list[str]]:
    return dict(json.loads(FILE.read_text()))


def neighbors(state: str) -> list[str]:
    """Abbreviations of the states that share a border with one; none for islands and Alaska."""
    return _all().get(state, [])
