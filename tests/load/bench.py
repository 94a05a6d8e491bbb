"""What every bench uses: rounds of loads in turn, values with goals, and `build/bench.json`."""

import json
import shutil
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PROJECT = Path(__file__).resolve().parents[2]
REPORT = PROJECT / "build" / "bench.json"
NO_WRK = "wrk is not installed (Debian and Homebrew have it as `wrk`), so no rates were measured."
ROUNDS = 5
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 60e3}


@dataclass(frozen=True)
class Value:
    """A measured value. `goal` is its minimum, its maximum if `is_most`, or None."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    is_most: bool = False

    @property
    def is_ok(self) -> bool:
        if self.goal is None:
            return True
        return self.value <= self.goal if self.is_most else self.value >= self.goal

    def line(self) -> str:
        goal = ""
        if self.goal is not None:
            goal = f"{'at most' if self.is_most else 'at least'} {self.goal:,.10g}"
        verdict = "" if self.goal is None else ("ok" if self.is_ok else "MISSED")
        return f"{self.name:<48}{self.value:>12,.2f} {self.unit:<11}{goal:<17}{verdict}"


def write(values: list[Value]) -> None:
    """Write the values into the report, which keeps those of other benches."""
    known = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    for value in values:
        known[value.name] = {
            "value": round(value.value, 4),
            "unit": value.unit,
            "goal": value.goal,
            "ok": value.is_ok,
        }
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(known, indent=2) + "\n")


@dataclass(frozen=True)
class Load:
    """What wrk measured: requests a second, and the percentiles 50 and 99 in milliseconds."""

    rate: float
    p50: float
    p99: float


def wrk(
    url: str, seconds: int, *headers: str, connections: int = 32, script: Sequence[str] = ()
) -> Load:
    """Request one address over that many connections; RuntimeError if any answer was an error.

    `script` is a Lua file that writes the requests, and its arguments.
    """
    options = [part for header in headers for part in ("-H", header)]
    done = subprocess.run(
        [
            "wrk",
            "-t2",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "20s",
            "--latency",
            *options,
            *(["-s", script[0]] if script else []),
            url,
            *(["--", *script[1:]] if script else []),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, str] = {}
    for line in done.stdout.splitlines():
        name, _, rest = line.strip().rstrip("%").replace("%", " ").partition(" ")
        figures.setdefault(name, rest.strip())
    if "Non-2xx" in figures or "Socket" in figures:
        raise RuntimeError(done.stdout)
    return Load(float(figures["Requests/sec:"]), _ms(figures["50"]), _ms(figures["99"]))


def _ms(text: str) -> float:
    number = text.rstrip("msu")
    return float(number) * UNITS[text[len(number) :]]


def run_in_turns(loads: Mapping[str, Callable[[], T]], rounds: int = ROUNDS) -> dict[str, list[T]]:
    """Run the loads in turn, A B A B …, so that a busy moment of the machine affects all alike.

    A round before them warms everything up and is not counted. The lists have one item a round.
    """
    results: dict[str, list[T]] = {name: [] for name in loads}
    for number in range(1 + rounds):
        for name, load in loads.items():
            result = load()
            if number > 0:
                results[name].append(result)
    return results


def median_ratio(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """The median of the ratios of each round.

    >>> median_ratio([1, 4, 9], [1, 2, 3])
    2.0
    """
    pairs = zip(numerators, denominators, strict=True)
    return statistics.median(one / other for one, other in pairs)


def median(loads: Sequence[Load]) -> Load:
    """The median of several rounds, each figure by itself."""
    return Load(
        *(
            statistics.median(getattr(load, name) for load in loads)
            for name in ("rate", "p50", "p99")
        )
    )


def has(program: str) -> bool:
    return shutil.which(program) is not None
