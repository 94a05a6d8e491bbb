"""Twelve invented people with complete answers, to judge what a profile says to each.

docs/match.md has them as a table, which `test_personas.py` holds to what comes out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.matching.answers import INTERESTS, Answers, Limits, Stance
from quiz.matching.conditions import ASKED, CONDITIONS
from quiz.matching.doubts import find_doubts, is_clear
from quiz.matching.items import ACTIVITIES
from quiz.matching.scales import score_scales

SUITS, BOTHERS, OUT = Stance.SUITS, Stance.BOTHERS, Stance.RULES_OUT


@dataclass(frozen=True)
class Persona:
    """`who` is in words; `likings` has the five answers to the activities of each interest.

    Conditions that are not named are fine. `state` as in `OH`, empty for the nation.
    """

    who: str
    likings: Mapping[str, str]
    stances: Mapping[str, Stance] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    state: str = ""

    @property
    def answers(self) -> dict[str, int]:
        """The answers about activities and conditions, as a result stores them."""
        left = {interest: iter(self.likings[interest]) for interest in INTERESTS}
        activities = {each.key: int(next(left[each.interest])) for each in ACTIVITIES}
        return activities | {key: int(self.stances.get(key, Stance.FINE)) for key in ASKED}

    def read(self) -> Answers:
        """The answers as a stored result would be read."""
        answers = self.answers
        return Answers(
            interests=score_scales(answers),
            is_clear=is_clear(find_doubts(answers)),
            stances={key: Stance(value) for key, value in answers.items() if key in CONDITIONS},
            limits=self.limits,
        )


def _like(R: str, I: str, A: str, S: str, E: str, C: str) -> dict[str, str]:  # noqa: N803, E741
    return {"R": R, "I": I, "A": A, "S": S, "E": E, "C": C}


PERSONAS = (
    Persona(
        "Builds and repairs things, wants to move and to be outdoors, no desk; one year to train",
        _like("54554", "32433", "22122", "23232", "22312", "21222"),
        {"outdoors": SUITS, "effort": SUITS, "standing": SUITS, "sitting": BOTHERS}
        | {"computer": BOTHERS},
        Limits(training_months=12),
    ),
    Persona(
        "Cares for people, calm with illness and upset people; two years to train, Ohio",
        _like("22221", "33323", "23232", "55455", "22232", "23322"),
        {"people": SUITS, "disease": Stance.FINE, "sitting": BOTHERS, "telework": BOTHERS},
        Limits(training_months=24),
        "OH",
    ),
    Persona(
        "Draws, writes and makes music; rules out working outdoors, dislikes repetition",
        _like("22221", "33233", "55545", "33343", "22322", "11212"),
        {"outdoors": OUT, "repetition": BOTHERS, "telework": SUITS},
    ),
    Persona(
        "Likes numbers, records and order, at a desk; no conflicts; four years to train",
        _like("21212", "33343", "12222", "22322", "32323", "55455"),
        {"exact": SUITS, "sitting": SUITS, "computer": SUITS, "conflict": OUT, "upset": BOTHERS},
        Limits(training_months=48),
    ),
    Persona(
        "Sells, leads and bargains, loves customers; no further school",
        _like("21221", "22222", "23332", "34333", "55455", "33232"),
        {"customers": SUITS, "people": SUITS, "deadlines": SUITS, "repetition": BOTHERS},
        Limits(training_months=0),
    ),
    Persona(
        "Wants to find out why; any length of school; no customers, no noise",
        _like("32332", "55455", "33333", "22332", "12221", "23323"),
        {"computer": SUITS, "exact": SUITS, "customers": OUT, "noise": BOTHERS},
    ),
    Persona(
        "Teaches and explains, likes to be with people all day; must earn $45,000; four years",
        _like("12221", "33433", "34433", "55545", "33433", "23222"),
        {"people": SUITS, "disease": OUT, "schedule": BOTHERS},
        Limits(training_months=48, pay_from=45_000),
    ),
    Persona(
        "Parent who rules out changing shifts, one year to train, likes order and helping",
        _like("21222", "22322", "22232", "44544", "23232", "44434"),
        {"schedule": OUT, "disease": BOTHERS, "people": SUITS},
        Limits(training_months=12),
    ),
    Persona(
        "Must earn $60,000 in Mississippi, hands-on, two years to train",
        _like("55454", "43433", "12222", "22322", "32333", "33332"),
        {"outdoors": SUITS, "telework": Stance.FINE, "noise": Stance.FINE},
        Limits(training_months=24, pay_from=60_000),
        "MS",
    ),
    Persona(
        "Back trouble: rules out physical effort and standing; practical and exact",
        _like("43444", "33433", "22322", "23222", "22222", "44343"),
        {"effort": OUT, "standing": OUT, "driving": BOTHERS, "exact": SUITS},
        Limits(training_months=48),
    ),
    Persona(
        "Shy, at home with computers; rules out customers and conflicts, wants to work from home",
        _like("32323", "45455", "33433", "12221", "11211", "43344"),
        {"customers": OUT, "conflict": OUT, "people": BOTHERS, "computer": SUITS}
        | {"telework": SUITS},
        Limits(training_months=48),
    ),
    Persona(
        "Helps neighbors with forms in Spanish and English; no school beyond a diploma, Texas",
        _like("22222", "22222", "23233", "55455", "34343", "44343"),
        {"people": SUITS, "customers": SUITS, "hazards": OUT},
        Limits(training_months=0),
        "TX",
    ),
)
