"""The programs that an address names, to compare them or to ask about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from programs.models import Program, ProgramQuerySet
from programs.search import MAX_CHOSEN

# Names beyond these are not looked up: nobody chooses so many by mistake.
MAX_NAMES = 12


@dataclass(frozen=True)
class ChosenPrograms:
    """The first four found, in the order of the address, and how many of its names show nothing.

    `left_out` were too many; `repeated` are shown already; `missing` name no program of this
    career: it may be gone, or the name is damaged.
    """

    programs: Sequence[Program]
    left_out: int
    repeated: int
    missing: int


def find_chosen_programs(
    programs: ProgramQuerySet[Program], names: Sequence[str]
) -> ChosenPrograms:
    """The named ones of these programs, in one query; `names` are keys or old numbers."""
    names = [name for name in names if name]
    looked_up = names[:MAX_NAMES]
    known: dict[str, Program] = {}
    for program in programs.with_keys(looked_up):
        known[program.key] = known[str(program.pk)] = program
    named = [known[name] for name in looked_up if name in known]
    found = list({program.pk: program for program in named}.values())
    return ChosenPrograms(
        programs=found[:MAX_CHOSEN],
        left_out=len(found[MAX_CHOSEN:]) + len(names[MAX_NAMES:]),
        repeated=len(named) - len(found),
        missing=len(looked_up) - len(named),
    )
