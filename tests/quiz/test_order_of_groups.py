"""Groups of careers come by bands and conditions, and by scores last."""

from hypothesis import given

from quiz.matching.answers import Answers, Limits, Stance
from quiz.matching.careers import MeasuredCareer
from quiz.matching.grouping import group_readings
from quiz.matching.readings import read_careers
from tests.quiz.matching import answers, career_lists

# Their families: building, metal, software.
ROOFER, BRICKMASON, WELDER, PROGRAMMER = "47-2181", "47-2021", "51-4121", "15-1251"
ROOFS, METALS = (ROOFER, BRICKMASON, "47-2022"), (WELDER, "51-4041", "51-4111")
HANDS_ON = {"R": 5.0, "I": 3.0, "A": 1.0, "S": 2.0, "E": 2.0, "C": 2.0}


def make_career(
    soc_code: str,
    realistic: float,
    pay: int | None = 50_000,
    openings: int | None = None,
    **conditions: float,
) -> MeasuredCareer:
    """A career that is Realistic and for the rest Investigative."""
    return MeasuredCareer(
        career_id=int(soc_code.replace("-", "")),
        slug=f"career-{soc_code}",
        soc_code=soc_code,
        interest_weights={"R": realistic, "I": 1 - realistic, "A": 0, "S": 0, "E": 0, "C": 0},
        conditions=conditions,
        training_months=0,
        pay=pay,
        openings=openings,
    )


def list_codes(answers: Answers, *careers: MeasuredCareer) -> list[str]:
    families = group_readings(read_careers(answers, careers)).families
    return [reading.career.soc_code for family in families for reading in family.readings]


def test_of_groups_that_are_close_the_one_comes_first_in_which_less_bothers() -> None:
    answers = Answers(HANDS_ON, stances={"noise": Stance.BOTHERS})
    loud = make_career(WELDER, 1.0, noise=5)
    quiet = make_career(ROOFER, 0.8, noise=1)
    assert list_codes(answers, loud, quiet) == [ROOFER, WELDER]


def test_a_group_of_which_hardly_any_career_stays_comes_after_the_others() -> None:
    answers = Answers(HANDS_ON, stances={"noise": Stance.BOTHERS})
    loud = [make_career(code, 0.8, noise=5) for code in METALS]
    quiet = make_career(ROOFER, 1.0, noise=1)
    assert list_codes(answers, quiet, *loud) == [*sorted(each.soc_code for each in loud), ROOFER]


def test_then_the_one_in_which_more_suits() -> None:
    answers = Answers(HANDS_ON, stances={"outdoors": Stance.SUITS})
    indoors = make_career(WELDER, 1.0, outdoors=1)
    outdoors = make_career(ROOFER, 0.8, outdoors=5)
    assert list_codes(answers, indoors, outdoors) == [ROOFER, WELDER]


def test_where_no_condition_tells_them_apart_the_score_does() -> None:
    answers = Answers(HANDS_ON)
    assert list_codes(answers, make_career(ROOFER, 0.8), make_career(WELDER, 1.0)) == [
        WELDER,
        ROOFER,
    ]


def test_what_suits_brings_no_group_before_a_closer_one() -> None:
    answers = Answers(
        HANDS_ON | {"I": 1.0}, stances={"sitting": Stance.SUITS, "noise": Stance.BOTHERS}
    )
    close = make_career(WELDER, 1.0, sitting=1, noise=5)
    far = make_career(PROGRAMMER, 0.1, sitting=5, noise=1)
    assert list_codes(answers, far, close) == [WELDER, PROGRAMMER]


def test_a_career_whose_pay_is_not_published_stays_after_those_known_to_pay_enough() -> None:
    answers = Answers(HANDS_ON, limits=Limits(pay_from=45_000))
    unknown = make_career(BRICKMASON, 1.0, pay=None)
    known = make_career(ROOFER, 0.9)
    assert list_codes(answers, unknown, known) == [ROOFER, BRICKMASON]


def test_without_clear_interests_groups_come_by_conditions() -> None:
    answers = Answers(HANDS_ON, is_clear=False, stances={"noise": Stance.BOTHERS})
    loud = make_career(WELDER, 1.0, noise=5)
    quiet = make_career(PROGRAMMER, 0.1, noise=1)
    assert list_codes(answers, loud, quiet) == [PROGRAMMER, WELDER]


def test_a_group_with_few_openings_comes_after_the_others() -> None:
    answers = Answers(HANDS_ON, stances={"noise": Stance.BOTHERS})
    rare = [make_career(code, 1.0, openings=1_000, noise=1) for code in ROOFS]
    loud = [make_career(code, 0.8, openings=10_000, noise=5) for code in METALS]
    assert list_codes(answers, *rare, *loud) == [*sorted(METALS), *sorted(ROOFS)]


def test_openings_that_nobody_knows_count_against_no_group() -> None:
    answers = Answers(HANDS_ON, stances={"noise": Stance.BOTHERS})
    unknown = [make_career(code, 1.0, noise=1) for code in ROOFS]
    loud = [make_career(code, 0.8, openings=10_000, noise=5) for code in METALS]
    assert list_codes(answers, *unknown, *loud) == [*sorted(ROOFS), *sorted(METALS)]


def test_of_groups_that_are_far_the_one_comes_first_of_which_more_is_close() -> None:
    answers = Answers(HANDS_ON | {"I": 1.0})
    one_close = [make_career(code, 1.0 if code == ROOFER else 0.1) for code in ROOFS]
    some_partly = [make_career(code, 0.1 if code == WELDER else 0.4) for code in METALS]
    far = [make_career("51-4031", 0.1)]
    codes = list_codes(answers, *some_partly, *far, *one_close)
    assert codes[0] == ROOFER


def test_without_conditions_and_clear_interests_openings_tell_groups_apart() -> None:
    answers = Answers(HANDS_ON, is_clear=False)
    few = make_career(ROOFER, 1.0, openings=6_000)
    many = make_career(WELDER, 1.0, openings=90_000)
    assert list_codes(answers, few, many) == [WELDER, ROOFER]


@given(answers, career_lists)
def test_the_order_in_which_careers_are_read_changes_no_order(
    person: Answers, careers: list[MeasuredCareer]
) -> None:
    readings = read_careers(person, careers)
    assert group_readings(readings).families == group_readings(readings[::-1]).families
