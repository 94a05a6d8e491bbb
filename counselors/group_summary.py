"""The summary of a group: how its results are distributed, without revealing single students.

Pure reasoning over scored results. Students agreed that their counselor sees the board; a summary
may be handed on, so it follows these rules:

- It covers one career with at least five results, never several careers together: a small career
  could be calculated from the whole and the other careers.
- It ignores the board's filters, which could isolate small groups.
- It counts the first five, ten, fifteen … students by their number: two summaries of different days
  differ by five students, never by the last one. (If a result was withdrawn or an answer changed
  in between they may differ by fewer, but the summaries alone do not show that.)
- Each category shown holds at least five students. Smaller and empty ones are merged with their
  smaller neighbor until all do, so that no cell and no difference of sums is about fewer than
  five. If only one category would be left, it would say the same of everybody and is not shown.
- Means are limited to 5 to 95: a mean at the very end would reveal every student's answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from quiz import scoring
from quiz.content import VersionContent

MIN_STUDENTS = 5
MIN_MEAN, MAX_MEAN = 5, 95
# The content of a result's quiz version, and its outcome.
Scored = tuple[VersionContent, scoring.Outcome]


@dataclass(frozen=True)
class Category:
    """`start` and `share`: position and width on a bar, in percent."""

    label: str
    tone: str
    number: int
    start: float = 0
    share: float = 0


@dataclass(frozen=True)
class Distribution:
    """How students are distributed over ordered categories; none if they would be too small.

    `mean`: from MIN_MEAN to MAX_MEAN, or None if it is not shown. `has_mean`: whether there are
    values of which a mean could be.
    """

    name: str
    number: int
    categories: tuple[Category, ...]
    mean: int | None = None
    has_mean: bool = True

    @property
    def mean_text(self) -> str:
        if not self.has_mean:
            return ""
        if self.mean is None:
            return _("not shown")
        if self.mean <= MIN_MEAN:
            return _("%(number)s or less") % {"number": MIN_MEAN}
        if self.mean >= MAX_MEAN:
            return _("%(number)s or more") % {"number": MAX_MEAN}
        return str(self.mean)

    @property
    def text(self) -> str:
        """The categories as text, for readers who do not see the bar."""
        return "; ".join(f"{each.label}: {each.number}" for each in self.categories)


@dataclass(frozen=True)
class GroupSummary:
    """The summary of one career's results in a group.

    `finished`: how many finished; `counted`: how many of them the summary covers, 0 if there are
    too few for one.
    """

    career: str
    finished: int
    counted: int = 0
    results: Distribution | None = None
    traits: tuple[Distribution, ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.counted > 0

    @property
    def distributions(self) -> tuple[Distribution, ...]:
        """All that it shows, in the order of tables."""
        return (*((self.results,) if self.results else ()), *self.traits)


def summarize_results(career: str, scored: Sequence[Scored]) -> GroupSummary:
    """Summarize one career's results, which must be in the order of the students' numbers.

    Traits are those of the newest quiz version; traits that fewer than five results have are left
    out.
    """
    counted = scored[: len(scored) // MIN_STUDENTS * MIN_STUDENTS]
    if not counted:
        return GroupSummary(career, len(scored))
    content = max((content for content, _ in counted), key=lambda content: content.number)
    outcomes = [outcome for _, outcome in counted]
    return GroupSummary(
        career=career,
        finished=len(scored),
        counted=len(counted),
        results=_summarize_bands(content, outcomes),
        traits=tuple(
            distribution
            for trait in content.traits
            if (distribution := _summarize_trait(trait.key, trait.name, outcomes)).number
            >= MIN_STUDENTS
        ),
    )


def _summarize_bands(content: VersionContent, outcomes: Sequence[scoring.Outcome]) -> Distribution:
    names = {band.key: (band.label, band.tone) for band in content.bands}
    names |= {"": (_("Not clear"), "open"), "x": (_("Ruled out by an answer"), "out")}
    keys = []
    for outcome in outcomes:
        clear = outcome.band if outcome.is_clear else ""
        keys.append("x" if outcome.conflicts else clear)
    categories = [Category(*names[key], keys.count(key)) for key in names]
    # Without any answer that counts the fit says nothing.
    fits = [outcome.fit for outcome in outcomes if outcome.traits]
    return build_distribution(_("Result"), categories, fits)


def _summarize_trait(key: str, name: str, outcomes: Sequence[scoring.Outcome]) -> Distribution:
    scores = [trait for outcome in outcomes for trait in outcome.traits if trait.key == key]
    levels = [score.level for score in scores]
    unscored = sum(key in outcome.unscored for outcome in outcomes)
    categories = [
        Category(label, tone, levels.count(level))
        for level, label, tone in (
            (scoring.Level.HIGH, _("High"), "great"),
            (scoring.Level.MIDDLE, _("Middle"), "fair"),
            (scoring.Level.LOW, _("Low"), "poor"),
        )
    ]
    # A part of its own: how many of the counted students are missing would be a small number.
    if unscored:
        categories.append(Category(_("Not known yet"), "open", unscored))
    return build_distribution(name, categories, [score.score for score in scores])


def build_distribution(
    name: str, categories: list[Category], values: Sequence[Fraction] | None = None
) -> Distribution:
    """A distribution by the rules above; `values` are those of its mean, if it has one."""
    number = sum(each.number for each in categories)
    mean = None
    if values and len(values) >= MIN_STUDENTS:
        rounded = round(sum(values, start=Fraction(0)) / len(values))
        mean = min(MAX_MEAN, max(MIN_MEAN, rounded))
    parts = _add_positions(merge_small_categories(categories), number)
    return Distribution(name, number, parts, mean, has_mean=values is not None)


def merge_small_categories(categories: Sequence[Category]) -> list[Category]:
    """Merge small categories with neighbors until each holds five; none if one is left.

    >>> three = [Category("High", "", 12), Category("Middle", "", 3), Category("Low", "", 5)]
    >>> [(each.label, each.number) for each in merge_small_categories(three)]
    [('High', 12), ('Middle or low', 8)]
    >>> merge_small_categories(
    ...     [Category("High", "", 20), Category("Middle", "", 0), Category("Low", "", 0)]
    ... )
    []
    """
    parts = [[each] for each in categories]
    numbers = [each.number for each in categories]
    while len(parts) > 1 and min(numbers) < MIN_STUDENTS:
        smallest = numbers.index(min(numbers))
        neighbors = [i for i in (smallest + 1, smallest - 1) if 0 <= i < len(parts)]
        first, second = sorted((smallest, min(neighbors, key=numbers.__getitem__)))
        parts[first : second + 1] = [parts[first] + parts[second]]
        numbers[first : second + 1] = [numbers[first] + numbers[second]]
    return [_join_categories(part) for part in parts] if len(parts) > 1 else []


def _join_categories(part: Sequence[Category]) -> Category:
    """Join several categories; the result has the tone of the largest."""
    first, *others = (each.label for each in part)
    label = get_text_list([first, *(label.lower() for label in others)], _("or"))
    largest = max(part, key=lambda each: each.number)
    return Category(label, largest.tone, sum(each.number for each in part))


def _add_positions(categories: Sequence[Category], number: int) -> tuple[Category, ...]:
    positioned, start = [], 0.0
    for each in categories:
        share = 100 * each.number / number
        positioned.append(replace(each, start=round(start, 2), share=round(share, 2)))
        start += share
    return tuple(positioned)
