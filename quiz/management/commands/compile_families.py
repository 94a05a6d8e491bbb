"""Compiles which family each occupation belongs to, from the facts that come with the project."""

import json
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from careers.facts.compact import FOLDER, name_file, read_compact_file
from careers.facts.layouts import FactTable
from careers.models import FactKind
from quiz.matching.answers import INTERESTS
from quiz.matching.clustering import cluster_occupations, place_unmeasured
from quiz.matching.families import PATH
from quiz.matching.vectors import Block, Point, make_points

CORES = PATH.with_name("family_cores.toml")
# Knowledge keeps those together who work on the same matters; skills repeat much of interests.
WEIGHTS = {
    FactKind.INTERESTS: 1.0,
    FactKind.JOB_ZONE: 0.5,
    FactKind.CONDITIONS: 1.0,
    FactKind.KNOWLEDGE: 1.0,
    FactKind.SKILLS: 0.5,
}


class Command(BaseCommand):
    help = (
        "Writes quiz/data/families.json, the family of each occupation, around the cores that "
        "quiz/data/family_cores.toml names. The same facts make the same families."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=PATH)

    def handle(self, *args: object, **options: Any) -> None:
        family_of = compile_families()
        options["output"].write_text(json.dumps(family_of, indent=0, sort_keys=True) + "\n")
        families = len(set(family_of.values()))
        self.stdout.write(f"{len(family_of)} occupations in {families} families.")


def compile_families() -> dict[str, str]:
    """The family of each occupation that the bundled facts name, by SOC code."""
    about = tomllib.loads(CORES.read_text())
    moved = {code: group["to"] for group in about["moved"] for code in group["codes"]}
    family_of = cluster_occupations(read_points(), about["cores"], moved)
    others = read_table(FactKind.TITLES).rows.keys() - family_of.keys()
    return dict(sorted((family_of | place_unmeasured(others, family_of, moved)).items()))


def read_points() -> dict[str, Point]:
    """The places of the occupations of which the bundled facts have every measure."""
    blocks = [
        Block(list_measures(kind, read_table(kind).rows), weight)
        for kind, weight in WEIGHTS.items()
    ]
    points = make_points(blocks)
    return {code: point for code, point in points.items() if None not in point.parts}


def read_table(kind: FactKind) -> FactTable:
    """The bundled facts of a kind."""
    return read_compact_file(FOLDER / name_file(kind), kind, edition="")


def list_measures(
    kind: FactKind, rows: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[float | None]]:
    """The measures of each occupation, in one order; of skills and knowledge the importance."""
    if kind == FactKind.JOB_ZONE:
        return {code: [values["zone"]] for code, values in rows.items()}
    keys: Iterable[str] = INTERESTS
    if kind != FactKind.INTERESTS:
        keys = sorted({key for values in rows.values() for key in values})
    return {code: [_find_figure(values.get(key)) for key in keys] for code, values in rows.items()}


def _find_figure(value: Any) -> float | None:
    figure = value[0] if isinstance(value, list) else value
    return None if figure is None else float(figure)
