"""How invented answerers with known levels come out. The figures are in docs/quiz.md."""

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest

from quiz.exchange import QUIZ_FOLDER, parse_quiz
from quiz.explain import choose_reasons
from quiz.scoring import Form, score_answers
from quiz.simulate import (
    LEVELS,
    draw_answers,
    draw_profile,
    draw_random_answers,
    find_idle_items,
    tally_clear_bands,
)

ANSWERERS = 20_000
SEED = 43_6013


@pytest.fixture(scope="module")
def form() -> Form:
    path = QUIZ_FOLDER / "medical-office-administrator.json"
    return parse_quiz(path.read_bytes()).form("full")


def find_true_band(form: Form, profile: Mapping[str, float]) -> str:
    """The band that the true levels themselves belong to."""
    total = sum(trait.weight for trait in form.traits)
    fit = sum(trait.weight * profile[trait.key] for trait in form.traits) / total
    return form.find_band(fit).key


def test_of_random_answerers_few_reach_the_top_and_most_are_not_clear(form: Form) -> None:
    rng = Random(SEED)
    crowd = [draw_random_answers(form, rng) for _ in range(ANSWERERS)]
    great = sum(score_answers(form, answers).band == "great" for answers in crowd)
    clear = tally_clear_bands(form, crowd)

    assert great / ANSWERERS <= 0.02
    assert clear["great"] <= 0.002
    assert 1 - sum(clear.values()) >= 0.60


def test_consistent_answerers_land_in_their_band_or_the_one_beside_it(form: Form) -> None:
    rng = Random(SEED)
    order = [band.key for band in form.bands_ascending]
    exact = near = clear_but_wrong = 0
    for number in range(ANSWERERS):
        profile = draw_profile(form, LEVELS[number % len(LEVELS)], rng)
        outcome = score_answers(form, draw_answers(form, profile, rng))
        truth = find_true_band(form, profile)
        distance = abs(order.index(outcome.band) - order.index(truth))
        exact += distance == 0
        near += distance <= 1
        clear_but_wrong += outcome.is_clear and distance > 0

    assert near / ANSWERERS >= 0.95
    # With three bands, "or the one beside it" says little, so the band itself must reach as much.
    assert exact / ANSWERERS >= 0.95
    assert clear_but_wrong / ANSWERERS <= 0.01


def test_every_statement_can_move_a_band(form: Form) -> None:
    rng = Random(SEED)
    assert find_idle_items(form, [draw_random_answers(form, rng) for _ in range(300)]) == ()


def test_people_who_suit_the_work_do_not_all_get_the_same_reasons(form: Form) -> None:
    rng = Random(SEED)
    crowd = [draw_answers(form, draw_profile(form, LEVELS[0], rng), rng) for _ in range(2_000)]
    chosen = [[reason.key for reason in choose_reasons(form, answers, 3)] for answers in crowd]

    traits = {item.key: item.trait for item in form.items}
    assert all(len({traits[key] for key in keys}) == 3 for keys in chosen)
    together = Counter(frozenset(keys) for keys in chosen)
    first = Counter(keys[0] for keys in chosen)
    # By size of effect alone, one set of three went to 15 % and one sentence came first for 46 %.
    assert together.most_common(1)[0][1] / len(crowd) <= 0.06
    assert first.most_common(1)[0][1] / len(crowd) <= 0.25
