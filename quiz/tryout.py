"""Editors try a version on invented answerers before people take it."""

from dataclasses import dataclass
from random import Random

from quiz import simulate
from quiz.answers import ANSWER_LABELS
from quiz.content import BandContent, StatementContent, VersionContent
from quiz.models.results import FormLength
from quiz.scoring import Form

# Enough for shares that are right within about two points, and done in about a second.
ANSWERERS = 1500
# Reversing every answer of so many is enough to find statements that never move a band.
REVERSED_ANSWERERS = 60
SEED = 1


@dataclass(frozen=True)
class GroupTryout:
    """A kind of answerers and how they came out, in percent."""

    name: str
    bands: tuple[tuple[BandContent, float], ...]
    not_clear: float


@dataclass(frozen=True)
class FormTryout:
    name: str
    groups: tuple[GroupTryout, ...]
    straight_lines: tuple[tuple[str, BandContent], ...]
    idle: tuple[StatementContent, ...]


@dataclass(frozen=True)
class Tryout:
    """`problem` says why the version cannot be scored; then there are no forms."""

    forms: tuple[FormTryout, ...]
    content: VersionContent
    answerers: int = ANSWERERS
    problem: str = ""


def run_tryout(content: VersionContent) -> Tryout:
    """Try the full form and, if there is one, the short form; always with the same answerers."""
    lengths = [FormLength.FULL, *([FormLength.SHORT] if content.has_short_form else [])]
    try:
        forms = tuple(
            _try_form(content, content.form(length), str(length.label)) for length in lengths
        )
    except ValueError as error:
        return Tryout((), content, problem=str(error))
    return Tryout(forms, content)


def _try_form(content: VersionContent, form: Form, name: str) -> FormTryout:
    rng = Random(SEED)  # noqa: S311 (repeatable on purpose)
    crowd = [simulate.draw_random_answers(form, rng) for _ in range(ANSWERERS)]
    groups = [_try_group("Random", content, form, crowd)]
    for level in simulate.LEVELS:
        profiles = (simulate.draw_profile(form, level, rng) for _ in range(ANSWERERS))
        people = [simulate.draw_answers(form, profile, rng) for profile in profiles]
        groups.append(_try_group(f"Consistent, around {level:.0f}", content, form, people))
    by_key = {statement.key: statement for statement in content.statements}
    return FormTryout(
        name=name,
        groups=tuple(groups),
        straight_lines=tuple(
            (str(ANSWER_LABELS[answer]), content.band_by_key[band])
            for answer, band in simulate.score_straight_lines(form).items()
        ),
        idle=tuple(
            by_key[key] for key in simulate.find_idle_items(form, crowd[:REVERSED_ANSWERERS])
        ),
    )


def _try_group(
    name: str, content: VersionContent, form: Form, answerers: list[dict[str, int]]
) -> GroupTryout:
    shares = simulate.tally_clear_bands(form, answerers)
    return GroupTryout(
        name=name,
        bands=tuple((band, 100 * shares[band.key]) for band in content.bands),
        not_clear=100 * (1 - sum(shares.values())),
    )
