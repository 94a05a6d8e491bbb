"""Which states share a border; `map/draw.mjs` writes the file from the shapes of the map."""

import json
from pathlib import Path

FILE = Path(__file__).parent / "map" / "neighbors.json"
# By abbreviation; islands and Alaska have none.
NEIGHBORS: dict[str, list[str]] = json.loads(FILE.read_text())
