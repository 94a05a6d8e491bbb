"""How often simulated takers land where: bands, doubts, and what other questions would change.

Pure, and slow on purpose: for tests and docs/match.md, not for pages.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from statistics import median
from typing import NamedTuple

from quiz.matching.answers import HIGHEST_LIKING, LOWEST_LIKING
from quiz.matching.doubts import Doubt, find_doubts, is_clear
from quiz.matching.interests import InterestBand, find_band, score_interests
from quiz.matching.scales import score_scales
from quiz.matching.simulation import answer_by_interests, draw_true_interests

Weights = Mapping[str, float]
DrawAnswers = Callable[[Random], dict[str, int]]
# Takers differ much more than careers do, so many takers with some careers each tell more than few
# takers with all.
CAREERS_EACH = 20


class BandTally(NamedTuple):
    """Shares of all pairs of a taker and a career, 0 to 1, by band.

    `all`: whether the taker is clear or not. `clear`: those of clear takers alone, so that they
    add up to the share of clear takers.
    """

    all: dict[InterestBand, float]
    clear: dict[InterestBand, float]


def tally_bands(
    draw: DrawAnswers, careers: Sequence[Weights], takers: int, rng: Random
) -> BandTally:
    everybody: Counter[InterestBand] = Counter()
    clear: Counter[InterestBand] = Counter()
    for _ in range(takers):
        answers = draw(rng)
        bands = Counter(_read_bands(score_scales(answers), rng.sample(careers, CAREERS_EACH)))
        everybody.update(bands)
        if is_clear(find_doubts(answers)):
            clear.update(bands)
    pairs = takers * CAREERS_EACH
    return BandTally(_share(everybody, pairs), _share(clear, pairs))


def tally_doubts(draw: DrawAnswers, takers: int, rng: Random) -> tuple[float, dict[Doubt, float]]:
    """The share of takers, 0 to 1, whose interests are not clear, and that of each doubt."""
    doubts = [find_doubts(draw(rng)) for _ in range(takers)]
    unclear = sum(not is_clear(found) for found in doubts)
    counted = Counter(doubt for found in doubts for doubt in found)
    return unclear / takers, {doubt: counted[doubt] / takers for doubt in Doubt}


def tally_true_bands(
    careers: Sequence[Weights], takers: int, rng: Random
) -> dict[tuple[InterestBand, InterestBand], float]:
    """The share, 0 to 1, of each pair of bands: the one shown, the one by the true interests.

    Of realistic takers whose interests are clear.
    """
    pairs: Counter[tuple[InterestBand, InterestBand]] = Counter()
    for _ in range(takers):
        interests = draw_true_interests(rng)
        answers = answer_by_interests(interests, rng)
        if is_clear(find_doubts(answers)):
            some = rng.sample(careers, CAREERS_EACH)
            within = {
                key: min(max(liking, LOWEST_LIKING), HIGHEST_LIKING)
                for key, liking in interests.items()
            }
            shown = _read_bands(score_scales(answers), some)
            pairs.update(zip(shown, _read_bands(within, some), strict=True))
    return {pair: number / pairs.total() for pair, number in pairs.items()}


class Replaced(NamedTuple):
    """The share, 0 to 1, that other activities replace: of the first so many careers, families."""

    careers: dict[int, float]
    families: dict[int, float]


def tally_replaced(
    careers: Sequence[tuple[Weights, str]],
    takers: int,
    rng: Random,
    first_careers: Iterable[int] = (20, 100),
    first_families: Iterable[int] = (5,),
) -> Replaced:
    """How much the lists of clear realistic takers change with other activities of the same kind.

    `careers` are weights and family. Families are in order of the median score of their careers.
    """
    replaced = Replaced(dict.fromkeys(first_careers, 0.0), dict.fromkeys(first_families, 0.0))
    done = 0
    while done < takers:
        interests = draw_true_interests(rng)
        forms = [answer_by_interests(interests, rng) for _ in range(2)]
        if not all(is_clear(find_doubts(answers)) for answers in forms):
            continue
        done += 1
        lists = [_order(careers, score_scales(answers)) for answers in forms]
        for shares, place in ((replaced.careers, 0), (replaced.families, 1)):
            one, other = (listed[place] for listed in lists)
            for number in shares:
                same = len({*one[:number]} & {*other[:number]})
                shares[number] += (1 - same / number) / takers
    return replaced


def _order(
    careers: Sequence[tuple[Weights, str]], interests: Mapping[str, float]
) -> tuple[list[int], list[str]]:
    """Places of careers, and families, in order of their scores."""
    scores = [score_interests(interests, weights) or 0.0 for weights, _ in careers]
    families: dict[str, list[float]] = {}
    for score, (_, family) in zip(scores, careers, strict=True):
        families.setdefault(family, []).append(score)
    return (
        sorted(range(len(careers)), key=lambda place: -scores[place]),
        sorted(families, key=lambda family: -median(families[family])),
    )


def _read_bands(interests: Mapping[str, float], careers: Iterable[Weights]) -> list[InterestBand]:
    return [find_band(score_interests(interests, weights) or 0.0) for weights in careers]


def _share(counted: Counter[InterestBand], number: int) -> dict[InterestBand, float]:
    bands = (InterestBand.CLOSE, InterestBand.PARTLY, InterestBand.FAR)
    return {band: counted[band] / number for band in bands}
