"""How a quiz is scored. Pure reasoning: no Django, no database, no chance.

In one paragraph: every answer is turned to the direction in which it counts and put on 0 to 100; a
trait's score is the mean of its statements; the fit is the weighted mean of the traits; around the
fit stands a range that is as wide as the answers are few and scattered; where the range crosses a
border between two bands, or the answers look careless, the result is "not clear".

Sums are made in whole numbers and fractions, so that neither the order of the statements nor the
machine can change a result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import fsum, sqrt

LOWEST_ANSWER, NEUTRAL_ANSWER, HIGHEST_ANSWER = 1, 3, 5
STEPS = HIGHEST_ANSWER - LOWEST_ANSWER
# One step on the five-point scale, in points of 0 to 100.
STEP_POINTS = 100 // STEPS
# Half-width of the range in standard errors: the central 80 % of a normal distribution. Wider
# would leave most careful people "not clear" with a form of this length.
RANGE_WIDTH = 1.2816
# Least variance of an answer: even the same answer everywhere is only known to within half a step
# (the variance of a uniform error of one step, as in Sheppard's correction).
LEAST_VARIANCE = STEP_POINTS**2 / 12
# Variance of an answer picked at random; stands in where a form has too few statements to tell.
RANDOM_VARIANCE = 1250.0
# A trait is high where the mean answer is nearer to "agree" than to the middle, low alike.
HIGH_FROM, LOW_BELOW = Fraction(125, 2), Fraction(75, 2)
# So many contradictory pairs make a result unclear; one is human.
CONTRADICTIONS_ALLOWED = 1


class Level(StrEnum):
    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Doubt(StrEnum):
    """Why a result is not clear."""

    FLAT = "flat"
    LONG_RUN = "long-run"
    CONTRADICTION = "contradiction"
    BETWEEN = "between"


class Stability(StrEnum):
    FIRM = "firm"
    EDGE = "on the edge"


@dataclass(frozen=True)
class Item:
    """A statement as scoring sees it.

    `reverse`: agreeing speaks against the fit. `weight`: against the other statements of its trait.
    `mirror`: key of the statement of the same trait that says the opposite, or None.
    """

    key: str
    trait: str
    reverse: bool = False
    weight: int = 1
    mirror: str | None = None


@dataclass(frozen=True)
class TraitWeight:
    key: str
    weight: int


@dataclass(frozen=True)
class BandFrom:
    """A band and the lowest fit (0 to 100) that belongs to it."""

    key: str
    threshold: int


@dataclass(frozen=True)
class Form:
    """What is asked and how it counts: `items` in the order in which they are asked.

    Raises ValueError for a trait without items, an item without its trait, a weight below 1, or
    bands that do not start at 0 with different thresholds.
    """

    traits: tuple[TraitWeight, ...]
    items: tuple[Item, ...]
    bands: tuple[BandFrom, ...]

    def __post_init__(self) -> None:
        traits = {trait.key for trait in self.traits}
        if len(traits) != len(self.traits) or {item.trait for item in self.items} != traits:
            raise ValueError("A trait needs statements, and a statement a trait of the form.")
        if len({item.key for item in self.items}) != len(self.items):
            raise ValueError("Two statements have the same key.")
        weights = [trait.weight for trait in self.traits] + [item.weight for item in self.items]
        if min(weights) < 1:
            raise ValueError("Weights are 1 or more.")
        thresholds = [band.threshold for band in self.bands]
        if 0 not in thresholds or len(set(thresholds)) != len(thresholds):
            raise ValueError("Bands need different thresholds, one of them 0.")

    @cached_property
    def bands_ascending(self) -> tuple[BandFrom, ...]:
        return tuple(sorted(self.bands, key=lambda band: band.threshold))

    @cached_property
    def items_of(self) -> dict[str, tuple[Item, ...]]:
        return {
            trait.key: tuple(item for item in self.items if item.trait == trait.key)
            for trait in self.traits
        }

    @cached_property
    def step_effects(self) -> dict[str, Fraction]:
        """Points by which one step of each answer moves the fit: 25 · W_t/ΣW · w_i/Σw."""
        whole = sum(trait.weight for trait in self.traits)
        return {
            item.key: Fraction(
                STEP_POINTS * trait.weight * item.weight,
                whole * sum(other.weight for other in self.items_of[trait.key]),
            )
            for trait in self.traits
            for item in self.items_of[trait.key]
        }

    @cached_property
    def pairs(self) -> tuple[tuple[Item, Item], ...]:
        """Every pair of mirrored statements that are both asked, once."""
        by_key = {item.key: item for item in self.items}
        found = {
            tuple(sorted((item.key, item.mirror)))
            for item in self.items
            if item.mirror in by_key and item.mirror is not None
        }
        return tuple((by_key[first], by_key[second]) for first, second in sorted(found))

    @cached_property
    def error_factor(self) -> float:
        """Σ (W_t/ΣW)² · Σw²/(Σw)²: the variance of the fit when each answer's variance is 1."""
        return fsum(
            float(self.step_effects[item.key] / STEP_POINTS) ** 2
            for item in sorted(self.items, key=lambda item: item.key)
        )

    @cached_property
    def degrees_of_freedom(self) -> int:
        return len(self.items) - len(self.traits)

    def band_of(self, fit: Fraction | float) -> BandFrom:
        """The band with the highest threshold that the fit reaches."""
        return next(band for band in reversed(self.bands_ascending) if fit >= band.threshold)


@dataclass(frozen=True)
class TraitScore:
    """A trait's mean on 0 to 100; `rank` counts from 1 at the highest, ties share a rank."""

    key: str
    score: Fraction
    level: Level
    rank: int
    tied: bool


@dataclass(frozen=True)
class Outcome:
    """What the answers come to.

    `fit` 0 to 100; `low` and `high` its range, `standard_error` in points; `band` the band of the
    fit itself; `bands` the keys of every band that the range touches, lowest first; `doubts` why
    it is not clear, the weightiest first; `conflicts` keys of hard conflicts in the order asked.
    """

    fit: Fraction
    standard_error: float
    low: float
    high: float
    band: str
    bands: tuple[str, ...]
    traits: tuple[TraitScore, ...]
    doubts: tuple[Doubt, ...]
    stability: Stability
    conflicts: tuple[str, ...] = ()
    longest_run: int = 0
    contradictions: tuple[tuple[str, str], ...] = ()

    @property
    def is_clear(self) -> bool:
        return not self.doubts


def turned(answer: int, reverse: bool) -> int:
    """Steps toward the fit, 0 to 4; turning twice gives the answer back: a ↔ 6 − a."""
    return (HIGHEST_ANSWER - answer) if reverse else (answer - LOWEST_ANSWER)


def score(form: Form, answers: Mapping[str, int], conflicts: tuple[str, ...] = ()) -> Outcome:
    """Score a complete set of answers (statement key → 1 … 5).

    - keyed value of an answer a: v = 25 · (a − 1), of a reverse-keyed one v = 25 · (5 − a);
    - trait score: S_t = Σ w_i v_i / Σ w_i over its statements;
    - fit: F = Σ W_t S_t / Σ W_t over the traits (so the number of statements does not weigh);
    - variance of an answer, pooled over the traits: s² = Σ_t Σ_i (v_i − mean_t)² / (n − T), at
      least 25²/12; standard error: SE = s · √(Σ_t (W_t/ΣW)² · Σw_i²/(Σw_i)²);
    - range: F ± 1.28 SE, cut at 0 and 100; not clear where it touches two bands;
    - flat: the same answer everywhere; long run: one answer given more than half the form in a row;
      contradiction: two or more mirrored pairs both agreed with or both disagreed with (the long
      run and the reversed pairs after Meade & Craig 2012, doi:10.1037/a0028085);
    - firm: clear, and still in the band when the range is shifted by the largest effect that one
      step of one answer can have; else on the edge;
    - traits are ranked by score; equal scores share a rank and stand in the form's order.

    `conflicts` (keys, in the order asked) are passed through: no mean outvotes them. Raises
    ValueError for a missing, unknown or impossible answer: nothing is filled in silently.
    """
    _check(form, answers)
    values = {item.key: turned(answers[item.key], item.reverse) for item in form.items}
    traits = _trait_scores(form, values)
    weights = {trait.key: trait.weight for trait in form.traits}
    fit = sum((weights[trait.key] * trait.score for trait in traits), start=Fraction(0)) / sum(
        weights.values()
    )

    error = sqrt(_answer_variance(form, values) * form.error_factor)
    low = max(0.0, float(fit) - RANGE_WIDTH * error)
    high = min(100.0, float(fit) + RANGE_WIDTH * error)
    bands = _bands_touched(form, low, high)

    raw = [answers[item.key] for item in form.items]
    run = longest_run(raw)
    contradictions = _contradictions(form, answers)
    doubts = []
    if len(set(raw)) == 1:
        doubts.append(Doubt.FLAT)
    elif run > len(raw) / 2:
        doubts.append(Doubt.LONG_RUN)
    if len(contradictions) > CONTRADICTIONS_ALLOWED and Doubt.FLAT not in doubts:
        doubts.append(Doubt.CONTRADICTION)
    if len(bands) > 1:
        doubts.append(Doubt.BETWEEN)

    step = float(max(form.step_effects.values()))
    firm = not doubts and _bands_touched(form, low - step, high + step) == bands
    return Outcome(
        fit=fit,
        standard_error=error,
        low=low,
        high=high,
        band=form.band_of(fit).key,
        bands=bands,
        traits=traits,
        doubts=tuple(doubts),
        stability=Stability.FIRM if firm else Stability.EDGE,
        conflicts=conflicts,
        longest_run=run,
        contradictions=contradictions,
    )


def longest_run(answers: list[int]) -> int:
    """Length of the longest row of equal answers.

    >>> longest_run([3, 4, 4, 4, 1]), longest_run([])
    (3, 0)
    """
    longest = current = 0
    previous: int | None = None
    for answer in answers:
        current = current + 1 if answer == previous else 1
        longest = max(longest, current)
        previous = answer
    return longest


def _check(form: Form, answers: Mapping[str, int]) -> None:
    keys = {item.key for item in form.items}
    if keys != set(answers):
        missing, unknown = sorted(keys - set(answers)), sorted(set(answers) - keys)
        raise ValueError(f"missing answers: {missing}, unknown answers: {unknown}")
    if any(
        type(answer) is not int or not LOWEST_ANSWER <= answer <= HIGHEST_ANSWER
        for answer in answers.values()
    ):
        raise ValueError("An answer is a whole number from 1 to 5.")


def _trait_scores(form: Form, values: Mapping[str, int]) -> tuple[TraitScore, ...]:
    scores = {
        trait: Fraction(
            STEP_POINTS * sum(item.weight * values[item.key] for item in items),
            sum(item.weight for item in items),
        )
        for trait, items in form.items_of.items()
    }
    ordered = list(scores.values())
    return tuple(
        TraitScore(
            key=key,
            score=value,
            level=level_of(value),
            rank=1 + sum(other > value for other in ordered),
            tied=ordered.count(value) > 1,
        )
        for key, value in scores.items()
    )


def level_of(value: Fraction) -> Level:
    """High above 62.5, low below 37.5: the middle of the scale is never called high."""
    if value > HIGH_FROM:
        return Level.HIGH
    return Level.LOW if value < LOW_BELOW else Level.MIDDLE


def _answer_variance(form: Form, values: Mapping[str, int]) -> float:
    """Pooled variance of answers around their trait's plain mean, in points², at least 25²/12."""
    if form.degrees_of_freedom < 1:
        return RANDOM_VARIANCE
    squares = 0.0
    for trait in sorted(form.items_of):
        steps = [values[item.key] for item in form.items_of[trait]]
        # n·Σx² − (Σx)² is a whole number: no rounding before the division.
        squares += (len(steps) * sum(x * x for x in steps) - sum(steps) ** 2) / len(steps)
    return max(LEAST_VARIANCE, STEP_POINTS**2 * squares / form.degrees_of_freedom)


def _bands_touched(form: Form, low: float, high: float) -> tuple[str, ...]:
    lowest, highest = form.band_of(max(low, 0.0)), form.band_of(max(high, 0.0))
    return tuple(
        band.key
        for band in form.bands_ascending
        if lowest.threshold <= band.threshold <= highest.threshold
    )


def _contradictions(form: Form, answers: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Mirrored pairs whose two answers both lie on the same side of the middle."""
    return tuple(
        (first.key, second.key)
        for first, second in form.pairs
        if (answers[first.key] - NEUTRAL_ANSWER) * (answers[second.key] - NEUTRAL_ANSWER) > 0
    )
