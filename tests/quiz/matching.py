"""Careers and answers that Hypothesis makes up, for tests of matching."""

from hypothesis import strategies as st

from quiz.matching.answers import INTERESTS, Answers, Limits, Stance
from quiz.matching.careers import MeasuredCareer
from quiz.matching.conditions import CONDITIONS
from quiz.matching.interests import weigh_interests
from quiz.matching.items import ACTIVITIES

# Few of each, so that made-up people and careers meet.
KEYS = ("outdoors", "sitting", "noise", "schedule")
MONTHS = st.sampled_from([0, 12, 24, 48, 72, 96])
DOLLARS = st.integers(15_000, 120_000)
LIKINGS, MEANS = st.integers(1, 5), st.floats(1, 5)

stances = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(Stance))
limits = st.builds(
    Limits,
    training_months=st.none() | MONTHS | st.integers(0, 120),
    pay_from=st.none() | DOLLARS,
)
answers = st.builds(
    Answers,
    interests=st.dictionaries(st.sampled_from(INTERESTS), MEANS),
    is_clear=st.booleans(),
    stances=stances,
    limits=limits,
)


@st.composite
def _make_career(draw: st.DrawFn) -> MeasuredCareer:
    scores = draw(st.none() | st.fixed_dictionaries({key: st.floats(1, 7) for key in INTERESTS}))
    conditions = {}
    for key in KEYS:
        some, much = CONDITIONS[key].some_from, CONDITIONS[key].much_from
        # Below, at and above each cut, or not measured.
        mean = draw(st.none() | st.sampled_from([1.0, some, (some + much) / 2, much, much + 1]))
        if mean is not None:
            conditions[key] = mean
    number = draw(st.integers(0, 9999))
    return MeasuredCareer(
        career_id=number,
        slug=f"career-{number}",
        soc_code=f"{draw(st.sampled_from(['11', '29', '51']))}-{number:04d}",
        interest_weights=weigh_interests(scores) if scores else None,
        conditions=conditions,
        training_months=draw(st.none() | MONTHS),
        pay=draw(st.none() | DOLLARS),
        is_pay_floor=draw(st.booleans()),
        openings=draw(st.none() | st.integers(0, 1000)),
    )


measured_careers = _make_career()
career_lists = st.lists(measured_careers, max_size=6, unique_by=lambda career: career.career_id)


def activity_answers(
    liking: st.SearchStrategy[int] = LIKINGS,
) -> st.SearchStrategy[dict[str, int]]:
    """An answer to every activity."""
    return st.fixed_dictionaries({activity.key: liking for activity in ACTIVITIES})


def interest_means() -> st.SearchStrategy[dict[str, float]]:
    """A mean liking of each of the six interests."""
    return st.fixed_dictionaries(dict.fromkeys(INTERESTS, MEANS))


def interest_weights() -> st.SearchStrategy[dict[str, float]]:
    """Weights as occupations have them; not all of their interests are the lowest."""
    scores = st.fixed_dictionaries(dict.fromkeys(INTERESTS, st.floats(1, 7)))
    weights = scores.filter(lambda row: max(row.values()) > 1.01).map(weigh_interests)
    return weights.map(lambda row: row or {})
