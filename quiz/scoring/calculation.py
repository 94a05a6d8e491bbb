"""Calculates an outcome from answers."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from math import sqrt

from quiz.scoring.cap import Cap
from quiz.scoring.form import (
    HIGHEST_ANSWER,
    LOWEST_ANSWER,
    STEP_POINTS,
    UNSURE_ANSWER,
    Form,
)
from quiz.scoring.outcome import HIGH_ABOVE, LOW_BELOW, Doubt, Level, Outcome, TraitScore

NEUTRAL_ANSWER = 3
# Half-width of the range in standard errors: the central 80 % of a normal distribution. A wider
# range would leave most careful people "not clear" with a form of this length.
RANGE_WIDTH = 1.2816
# Even the same answer everywhere is only known to within half a step: the variance of a uniform
# error of one step, as in Sheppard's correction.
MIN_VARIANCE = STEP_POINTS**2 / 12
# Variance of an answer picked at random, used where a form has too few statements to estimate it.
RANDOM_VARIANCE = 1250.0
# One contradictory pair is human; more make a result unclear.
MAX_CONTRADICTIONS = 1
# Of the statements, at most this share may be left out: the rest would be another, shorter form.
MAX_UNSURE = Fraction(1, 3)


def keyed_steps(answer: int, reverse: bool) -> int:
    """Steps toward the fit, 0 to 4; reversing twice gives the answer back: a ↔ 6 − a."""
    return (HIGHEST_ANSWER - answer) if reverse else (answer - LOWEST_ANSWER)


def score_answers(
    form: Form, answers: Mapping[str, int], conflicts: tuple[str, ...] = ()
) -> Outcome:
    """Score a complete set of answers (statement key → 1 … 5, or UNSURE_ANSWER).

    - keyed value of an answer a: v = 25 · (a − 1), of a reverse-keyed one v = 25 · (5 − a);
    - unsure answers are left out of everything below, as if the form did not have the statement; a
      trait with no other answer has no score;
    - trait score: S_t = Σ w_i v_i / Σ w_i over its statements;
    - fit: F = Σ W_t S_t / Σ W_t over the traits (so the number of statements does not weigh);
    - variance of an answer, pooled over the traits: s² = Σ_t Σ_i (v_i − mean_t)² / (n − T), at
      least 25²/12; standard error: SE = s · √(Σ_t (W_t/ΣW)² · Σw_i²/(Σw_i)²);
    - range: F ± 1.28 SE, cut at 0 and 100; a trait's likewise, SE_t = s · √(Σw_i²/(Σw_i)²);
    - cap: with a core trait below 37.5 the band is at most the one below the top; where the range
      of a core trait reaches across 37.5, both the top band and the one below are possible;
    - not clear where the range, with the cap, touches two bands;
    - flat: the same answer everywhere; long run: one answer given more than half the form in a row;
      contradiction: two or more mirrored pairs both agreed with or both disagreed with (the long
      run and the reversed pairs after Meade & Craig 2012, doi:10.1037/a0028085);
    - unsure: more than a third of the answers, or every answer about a core trait;
    - firm: clear, not held back by the cap, and still in the band when the ranges are shifted by
      the largest effect that one step of one answer can have; else on the edge;
    - traits are ranked by score; equal scores share a rank and keep the form's order.

    `conflicts` (keys, in the order asked) are passed through: no mean outvotes them. Without any
    answer that counts the fit is the middle of a range from 0 to 100, and not clear. Raises
    ValueError for a missing, unknown or impossible answer: nothing is filled in silently.
    """
    _check_answers(form, answers)
    unsure = find_unsure(form, answers)
    counted = form.leave_out(unsure)
    if counted is None:
        return _score_nothing(form, conflicts)
    outcome = _score_counted(counted, answers, conflicts)
    if not unsure:
        return outcome
    scored = {trait.key for trait in counted.traits}
    unscored = tuple(trait.key for trait in form.traits if trait.key not in scored)
    doubts = outcome.doubts
    if len(unsure) > MAX_UNSURE * len(form.items) or any(
        trait.is_core for trait in form.traits if trait.key in unscored
    ):
        doubts = (Doubt.UNSURE, *doubts)
    return replace(
        outcome,
        doubts=doubts,
        is_firm=outcome.is_firm and not doubts,
        unsure=unsure,
        unscored=unscored,
    )


def find_unsure(form: Form, answers: Mapping[str, int]) -> tuple[str, ...]:
    """Keys of the statements that got no opinion, in the order asked."""
    return tuple(item.key for item in form.items if answers[item.key] == UNSURE_ANSWER)


def _score_nothing(form: Form, conflicts: tuple[str, ...]) -> Outcome:
    middle = Fraction(50)
    return Outcome(
        fit=middle,
        standard_error=sqrt(RANDOM_VARIANCE),
        low=0.0,
        high=100.0,
        band=form.find_band(middle).key,
        bands=tuple(band.key for band in form.bands_ascending),
        traits=(),
        doubts=(Doubt.UNSURE,),
        is_firm=False,
        conflicts=conflicts,
        unsure=tuple(item.key for item in form.items),
        unscored=tuple(trait.key for trait in form.traits),
    )


def _score_counted(form: Form, answers: Mapping[str, int], conflicts: tuple[str, ...]) -> Outcome:
    """Score a form of which every answer counts."""
    values = {item.key: keyed_steps(answers[item.key], item.reverse) for item in form.items}
    deviation = sqrt(_answer_variance(form, values))
    traits = _score_traits(form, values, deviation)
    weights = {trait.key: trait.weight for trait in form.traits}
    fit = sum((weights[trait.key] * trait.score for trait in traits), start=Fraction(0)) / sum(
        weights.values()
    )

    error = deviation * sqrt(form.error_factor)
    low, high = _find_range(fit, error)
    cap = Cap.from_traits(form, traits)
    touched = _find_bands(form, low, high)
    bands = cap.limit_bands(touched)
    capped_by = cap.find_holding(touched, traits)

    raw = [answers[item.key] for item in form.items]
    longest_run = max(len(list(run)) for _, run in groupby(raw))
    contradictions = _find_contradictions(form, answers)
    doubts = []
    if len(set(raw)) == 1:
        doubts.append(Doubt.FLAT)
    elif longest_run > len(raw) / 2:
        doubts.append(Doubt.LONG_RUN)
    if len(contradictions) > MAX_CONTRADICTIONS and Doubt.FLAT not in doubts:
        doubts.append(Doubt.CONTRADICTION)
    if len(bands) > 1:
        doubts.append(Doubt.BETWEEN)

    step = float(max(form.step_effects.values()))
    shifted = Cap.from_traits(form, traits, shift=1)
    return Outcome(
        fit=fit,
        standard_error=error,
        low=low,
        high=high,
        band=cap.limit_band(form.find_band(fit).key),
        bands=bands,
        traits=traits,
        doubts=tuple(doubts),
        is_firm=not doubts
        and not capped_by
        and shifted.limit_bands(_find_bands(form, low - step, high + step)) == bands,
        conflicts=conflicts,
        longest_run=longest_run,
        contradictions=contradictions,
        capped_by=capped_by,
        close_cores=cap.close if cap.top in bands else (),
    )


def _check_answers(form: Form, answers: Mapping[str, int]) -> None:
    keys = {item.key for item in form.items}
    if keys != set(answers):
        missing, unknown = sorted(keys - set(answers)), sorted(set(answers) - keys)
        raise ValueError(f"missing answers: {missing}, unknown answers: {unknown}")
    possible = (UNSURE_ANSWER, *range(LOWEST_ANSWER, HIGHEST_ANSWER + 1))
    if any(type(answer) is not int or answer not in possible for answer in answers.values()):
        raise ValueError("An answer is a whole number from 1 to 5, or 0 for “not known yet”.")


def _find_range(score: Fraction, error: float) -> tuple[float, float]:
    """The range around a score, within 0 to 100."""
    width = RANGE_WIDTH * error
    return max(0.0, float(score) - width), min(100.0, float(score) + width)


def _score_traits(
    form: Form, values: Mapping[str, int], deviation: float
) -> tuple[TraitScore, ...]:
    scores = {
        trait: Fraction(
            STEP_POINTS * sum(item.weight * values[item.key] for item in items),
            sum(item.weight for item in items),
        )
        for trait, items in form.items_by_trait.items()
    }
    ordered = list(scores.values())
    core = {trait.key for trait in form.traits if trait.is_core}
    ranges = {
        key: _find_range(score, deviation * sqrt(form.trait_error_factors[key]))
        for key, score in scores.items()
    }
    return tuple(
        TraitScore(
            key=key,
            score=score,
            level=find_level(score),
            rank=1 + sum(other > score for other in ordered),
            tied=ordered.count(score) > 1,
            low=ranges[key][0],
            high=ranges[key][1],
            is_core=key in core,
        )
        for key, score in scores.items()
    )


def find_level(score: Fraction) -> Level:
    """High above 62.5, low below 37.5: the middle of the scale is never called high."""
    if score > HIGH_ABOVE:
        return Level.HIGH
    return Level.LOW if score < LOW_BELOW else Level.MIDDLE


def _answer_variance(form: Form, values: Mapping[str, int]) -> float:
    """Pooled variance of answers around their trait's plain mean, in points², at least 25²/12."""
    if form.degrees_of_freedom < 1:
        return RANDOM_VARIANCE
    squares = 0.0
    for trait in sorted(form.items_by_trait):
        steps = [values[item.key] for item in form.items_by_trait[trait]]
        # n·Σx² − (Σx)² is a whole number: no rounding before the division.
        squares += (len(steps) * sum(x * x for x in steps) - sum(steps) ** 2) / len(steps)
    return max(MIN_VARIANCE, STEP_POINTS**2 * squares / form.degrees_of_freedom)


def _find_bands(form: Form, low: float, high: float) -> tuple[str, ...]:
    """Keys of the bands that a range touches, lowest first."""
    lowest, highest = form.find_band(max(low, 0.0)), form.find_band(max(high, 0.0))
    return tuple(
        band.key
        for band in form.bands_ascending
        if lowest.threshold <= band.threshold <= highest.threshold
    )


def _find_contradictions(form: Form, answers: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Mirrored pairs whose two answers both lie on the same side of the middle."""
    return tuple(
        (first.key, second.key)
        for first, second in form.pairs
        if (answers[first.key] - NEUTRAL_ANSWER) * (answers[second.key] - NEUTRAL_ANSWER) > 0
    )
