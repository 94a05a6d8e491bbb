"""Do our texts repeat the words of a source? `python -m tests.overlap <folder>`

The folder has tables of sources (.csv, .csv.gz, .csv.xz), which are not part of the project:
O*NET's descriptions and tasks, BLS's factors, definitions of fields of study. Every run of eight
words that an occupation's text shares with a sentence there is printed; then the exit code is 1.
"""

import csv
import gzip
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from careers.descriptions.files import FOLDER, OccupationText, read_texts

WORDS = 8
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
OPENERS: dict[str, Any] = {".csv": open, ".gz": gzip.open, ".xz": lzma.open}

Run = tuple[str, ...]


def list_runs(text: str) -> list[Run]:
    """Every run of words in a text.

    >>> list_runs("one two three four five six seven Eight, nine")[1][-2:]
    ('eight', 'nine')
    """
    words = WORD.findall(text.lower().replace("’", "'"))
    return [tuple(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)]


def read_sources(folder: Path) -> dict[Run, str]:
    """The runs of all sentences in the tables of a folder, each with the table's name."""
    runs: dict[Run, str] = {}
    csv.field_size_limit(1024**2)
    for path in sorted(folder.iterdir()):
        if ".csv" not in path.suffixes or path.suffix not in OPENERS:
            continue
        with OPENERS[path.suffix](
            path, "rt", encoding="utf-8", errors="replace", newline=""
        ) as file:
            for row in csv.reader(file):
                for cell in row:
                    # Names of occupations and fields do not count.
                    if cell.rstrip().endswith("."):
                        runs.update(dict.fromkeys(list_runs(cell), path.name))
    return runs


def find_shared(text: OccupationText, runs: dict[Run, str]) -> Iterator[str]:
    """The runs that a text shares, as lines to print."""
    for sentence in (text.summary, *text.duties, text.likes, text.strains, text.outlook):
        for run in list_runs(sentence):
            if run in runs:
                yield f"{text.soc_code}: “{' '.join(run)}” as in {runs[run]}"


def main(folder: Path) -> int:
    runs = read_sources(folder)
    if not runs:
        print(f"{folder} has no tables with sentences.")
        return 2
    texts = [text for path in FOLDER.iterdir() for text in read_texts(path.name)]
    shared = [line for text in texts for line in find_shared(text, runs)]
    print(*shared, sep="\n", end="\n" if shared else "")
    print(f"{len(shared)} shared runs of {WORDS} words in {len(texts)} texts")
    return bool(shared)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
