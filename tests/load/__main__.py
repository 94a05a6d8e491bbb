"""`make bench`: measures, shows a table, and writes build/bench.json.

python -m tests.load [pages …] measures only what is named. Another bench is a module of this folder
with a function `measure() -> list[Value]`, named in BENCHES. Each has a process of its own: they
need different settings.
"""

import importlib
import subprocess
import sys

from tests.load import bench

BENCHES = ("pages", "profiles", "results", "search", "wages")
# These fetch something from the network, or need a browser; they run when they are named.
ON_REQUEST = ("lighthouse", "phone", "wagtail")


def main(names: list[str]) -> None:
    known = (*BENCHES, *ON_REQUEST)
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"There is no bench {unknown[0]}. There are: {', '.join(known)}.")
    if len(names) == 1:
        one(names[0])
        return
    ended = [
        subprocess.run([sys.executable, "-m", "tests.load", name], check=False).returncode
        for name in names or BENCHES
    ]
    sys.exit(max(ended))


def one(name: str) -> None:
    values: list[bench.Value] = importlib.import_module(f"tests.load.{name}").measure()
    bench.write(values)
    print()
    for value in values:
        print(value.line())
    missed = [value.name for value in values if not value.is_ok]
    if missed:
        sys.exit(f"\nMissed: {', '.join(missed)}.")


if __name__ == "__main__":
    main(sys.argv[1:])
