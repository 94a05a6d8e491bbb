"""The picture of a group: how its results spread, told so that nobody can be picked out.

Pure reasoning over scored results. A picture may be handed on, unlike the board, whose students
agreed that their counselor sees them; so it keeps to these rules:

- It is drawn for a career with at least five results, and for no mixture of careers: a small career
  could be reckoned from the whole and the other careers.
- It never follows the board's filters, which would cut small groups out of it.
- It counts the first five, ten, fifteen … students by their number, and no others: two pictures of
  different days differ by five students, and not by the one who came last. (Where somebody took a
  result back in between, or changed an answer, they may differ by fewer; nobody who has only the
  pictures can tell that this was so.)
- Each category that is shown holds at least five students. A smaller one, and an empty one too, is
  put together with the smaller of its neighbors, until all do. So no cell and no rest of a sum
  speaks of fewer than five. Where only one category would be left, it would tell the same of
  everybody, and is not shown.
- Means are given within 5 to 95: a mean at the very end would tell every student's answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.text import get_text_list

from quiz import scoring
from quiz.content import VersionContent

LEAST = 5
LOWEST_MEAN, HIGHEST_MEAN = 5, 95


@dataclass(frozen=True)
class Scored:
    """A result as the picture needs it: its quiz version's content, and what it came to."""

    content: VersionContent
    outcome: scoring.Outcome


@dataclass(frozen=True)
class Category:
    """`start` and `share`: its place on a bar of 100, in percent."""

    label: str
    tone: str
    number: int
    start: float = 0
    share: float = 0


@dataclass(frozen=True)
class Spread:
    """How students spread over categories, in their order; none where too few would stand alone.

    `mean`: 0 to 100 within `LOWEST_MEAN` to `HIGHEST_MEAN`, or None where it is not told.
    """

    name: str
    number: int
    categories: tuple[Category, ...]
    mean: int | None = None

    @property
    def mean_words(self) -> str:
        if self.mean is None:
            return "not shown"
        if self.mean <= LOWEST_MEAN:
            return f"{LOWEST_MEAN} or less"
        return f"{HIGHEST_MEAN} or more" if self.mean >= HIGHEST_MEAN else str(self.mean)

    @property
    def words(self) -> str:
        """The categories in a sentence, for who does not see the bar."""
        return "; ".join(f"{one.label}: {one.number}" for one in self.categories)


@dataclass(frozen=True)
class Picture:
    """The picture of one career's results in a group.

    `finished`: how many finished; `counted`: how many of them the picture is drawn from, 0 where
    they are too few for one.
    """

    career: str
    finished: int
    counted: int = 0
    results: Spread | None = None
    traits: tuple[Spread, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.counted > 0


def picture(career: str, scored: Sequence[Scored]) -> Picture:
    """Draw the picture of one career's results, which come in the order of the students' numbers.

    Traits are those of the newest version among them; a trait that fewer than five of the results
    have is left out.
    """
    counted = scored[: len(scored) // LEAST * LEAST]
    if not counted:
        return Picture(career, len(scored))
    content = max((one.content for one in counted), key=lambda content: content.number)
    return Picture(
        career=career,
        finished=len(scored),
        counted=len(counted),
        results=_results(content, counted),
        traits=tuple(
            spread
            for trait in content.traits
            if (spread := _trait(trait.key, trait.name, counted)).number >= LEAST
        ),
    )


def _results(content: VersionContent, counted: Sequence[Scored]) -> Spread:
    names = {band.key: (band.label, band.tone) for band in content.bands}
    names |= {"": ("Not clear", "open"), "x": ("Ruled out by an answer", "out")}
    places = []
    for one in counted:
        clear = one.outcome.band if one.outcome.is_clear else ""
        places.append("x" if one.outcome.conflicts else clear)
    categories = [Category(*names[key], places.count(key)) for key in names]
    fits = [one.outcome.fit for one in counted]
    return _spread("Result", categories, fits)


def _trait(key: str, name: str, counted: Iterable[Scored]) -> Spread:
    scores = [trait for one in counted for trait in one.outcome.traits if trait.key == key]
    levels = [score.level for score in scores]
    categories = [
        Category(label, tone, levels.count(level))
        for level, label, tone in (
            (scoring.Level.HIGH, "High", "great"),
            (scoring.Level.MIDDLE, "Middle", "fair"),
            (scoring.Level.LOW, "Low", "poor"),
        )
    ]
    return _spread(name, categories, [score.score for score in scores])


def _spread(name: str, categories: list[Category], values: Sequence[Fraction]) -> Spread:
    number = sum(one.number for one in categories)
    mean = None
    if len(values) >= LEAST:
        rounded = round(sum(values, start=Fraction(0)) / len(values))
        mean = min(HIGHEST_MEAN, max(LOWEST_MEAN, rounded))
    return Spread(name, number, _placed(merged(categories), number), mean)


def merged(categories: Sequence[Category]) -> list[Category]:
    """Put small categories together with neighbors until each holds five; none if one is left.

    >>> three = [Category("High", "", 12), Category("Middle", "", 3), Category("Low", "", 5)]
    >>> [(one.label, one.number) for one in merged(three)]
    [('High', 12), ('Middle or low', 8)]
    >>> merged([Category("High", "", 20), Category("Middle", "", 0), Category("Low", "", 0)])
    []
    """
    parts = [[one] for one in categories]
    numbers = [one.number for one in categories]
    while len(parts) > 1 and min(numbers) < LEAST:
        small = numbers.index(min(numbers))
        beside = [place for place in (small + 1, small - 1) if 0 <= place < len(parts)]
        first, second = sorted((small, min(beside, key=lambda place: numbers[place])))
        parts[first : second + 1] = [parts[first] + parts[second]]
        numbers[first : second + 1] = [numbers[first] + numbers[second]]
    return [_together(part) for part in parts] if len(parts) > 1 else []


def _together(part: Sequence[Category]) -> Category:
    """Several categories as one, in the color of the largest."""
    first, *others = (one.label for one in part)
    label = get_text_list([first, *(label.lower() for label in others)], "or")
    largest = max(part, key=lambda one: one.number)
    return Category(label, largest.tone, sum(one.number for one in part))


def _placed(categories: Sequence[Category], number: int) -> tuple[Category, ...]:
    placed, start = [], 0.0
    for one in categories:
        share = 100 * one.number / number
        placed.append(Category(one.label, one.tone, one.number, round(start, 2), round(share, 2)))
        start += share
    return tuple(placed)
