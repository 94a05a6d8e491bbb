"""Which careers can be added to a comparison: those near it first, and all of them by group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from careers.comparing.reading import Choice, Compared
from careers.comparing.request import ComparisonRequest
from careers.groups import GROUPS, Group
from careers.profile.related_reading import list_related_codes

MAX_NEAR = 6


@dataclass(frozen=True)
class Choices:
    """`near` are careers close to those compared, each with the address that adds it."""

    near: tuple[tuple[Choice, str], ...]
    groups: tuple[tuple[Group, tuple[Choice, ...]], ...]


def build_choices(
    choices: Sequence[Choice], careers: Iterable[Compared], asked: ComparisonRequest
) -> Choices:
    """The careers that are not compared yet."""
    others = [choice for choice in choices if choice.slug not in asked.slugs]
    by_code: dict[str, Choice] = {}
    for choice in others:
        by_code.setdefault(choice.soc_code, choice)
    near = [by_code[code] for code in _list_near(careers) if code in by_code][:MAX_NEAR]
    by_group = (
        (group, tuple(choice for choice in others if choice.soc_code[:2] == code))
        for code, group in GROUPS.items()
    )
    return Choices(
        tuple((choice, asked.beside(choice.slug)) for choice in near),
        tuple((group, members) for group, members in by_group if members),
    )


def _list_near(careers: Iterable[Compared]) -> list[str]:
    """Codes of related occupations, each once: the closest of every career before the next."""
    lists = [
        list_related_codes(career.page.occupation.soc_code, career.facts) for career in careers
    ]
    ranked = (code for codes in zip_longest(*lists) for code in codes if code)
    return list(dict.fromkeys(ranked))
