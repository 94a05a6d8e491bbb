"""An editor tries a version out on invented answerers before people meet it."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from quiz import simulate
from quiz.content import BandContent, StatementContent, VersionContent
from quiz.forms.take import ANSWERS
from quiz.models.results import FormLength
from quiz.scoring import Form

# Enough for shares that are right within about two points, and done in about a second.
ANSWERERS = 1500
# Turning every answer of these is enough to find statements that never move a band.
TURNED = 60
SEED = 1


@dataclass(frozen=True)
class Group:
    """A kind of answerers and how they came out, in percent."""

    name: str
    bands: tuple[tuple[BandContent, float], ...]
    not_clear: float


@dataclass(frozen=True)
class FormTried:
    name: str
    groups: tuple[Group, ...]
    straight_lines: tuple[tuple[str, BandContent], ...]
    idle: tuple[StatementContent, ...]


@dataclass(frozen=True)
class Tryout:
    """`problem` says why nothing could be tried; then there are no forms."""

    forms: tuple[FormTried, ...]
    content: VersionContent
    answerers: int = ANSWERERS
    problem: str = ""


def run(content: VersionContent) -> Tryout:
    """Try the full form and, where there is one, the short form; always with the same answerers."""
    lengths = [FormLength.FULL, *([FormLength.SHORT] if content.has_short_form else [])]
    try:
        forms = tuple(_try(content, content.form(length), length.label) for length in lengths)
    except ValueError as error:
        return Tryout((), content, problem=str(error))
    return Tryout(forms, content)


def _try(content: VersionContent, form: Form, name: str) -> FormTried:
    chance = Random(SEED)  # noqa: S311 (it shall repeat itself)
    crowd = [simulate.random_answers(form, chance) for _ in range(ANSWERERS)]
    groups = [_group("Random", content, form, crowd)]
    for level in simulate.LEVELS:
        profiles = (simulate.profile_around(form, level, chance) for _ in range(ANSWERERS))
        people = [simulate.answers_around(form, profile, chance) for profile in profiles]
        groups.append(_group(f"Consistent, around {level:.0f}", content, form, people))
    by_key = {statement.key: statement for statement in content.statements}
    words = dict(ANSWERS)
    return FormTried(
        name=name,
        groups=tuple(groups),
        straight_lines=tuple(
            (words[answer], content.band_by_key[band])
            for answer, band in simulate.straight_line(form).items()
        ),
        idle=tuple(by_key[key] for key in simulate.idle_items(form, crowd[:TURNED])),
    )


def _group(
    name: str, content: VersionContent, form: Form, answerers: list[dict[str, int]]
) -> Group:
    tally = simulate.tally(form, answerers)
    told: Mapping[str, float] = tally.told_band
    return Group(
        name=name,
        bands=tuple((band, 100 * told[band.key]) for band in content.bands),
        not_clear=100 * tally.not_clear,
    )
