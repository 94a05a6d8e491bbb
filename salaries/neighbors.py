"""Which states share a border; `map/draw.mjs` writes the file from the shapes of the map."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "map" / "neighbors.json"


@cache
def _load_neighbors() -> dict[str, list[str]]:
    return dict(json.loads(FILE.read_text()))


def get_neighbors(state: str) -> list[str]:
    """Abbreviations of the states that share a border with one; none for islands and Alaska."""
    return _load_neighbors().get(state, [])
