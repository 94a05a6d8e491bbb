"""`make bench`: measures, shows a table, and writes build/bench.json.

python -m tests.load [pages …] measures only what is named. Another bench is a module of this folder
with a function `measure() -> list[Value]`, named in BENCHES.
"""

import importlib
import sys

from tests.load import bench

BENCHES = ("pages",)


def main(names: list[str]) -> None:
    values: list[bench.Value] = []
    for name in names or BENCHES:
        if name not in BENCHES:
            sys.exit(f"There is no bench {name}. There are: {', '.join(BENCHES)}.")
        values += importlib.import_module(f"tests.load.{name}").measure()
    bench.write(values)
    print()
    for value in values:
        print(value.line())
    missed = [value.name for value in values if not value.is_ok]
    if missed:
        sys.exit(f"\nMissed: {', '.join(missed)}.")


if __name__ == "__main__":
    main(sys.argv[1:])
