"""What the API's match takes and answers, and the form that it belongs to.

Bodies are checked strictly: a number is not a text, and what is not asked for is refused.
"""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from programs.geography import STATES
from quiz.matching.answers import HIGHEST_LIKING, LOWEST_LIKING, Answers, Limits, Stance
from quiz.matching.conditions import CONDITIONS
from quiz.matching.doubts import is_flat
from quiz.matching.interests import InterestBand
from quiz.matching.readings import Mark, Reading

# Longer than any training, and more than any pay that is published.
MAX_MONTHS, MAX_PAY = 240, 1_000_000
SCORE_DIGITS = 4
# As the stances are named to programs; a condition that is not known is left out.
STANCES = {
    "suits": Stance.SUITS,
    "fine": Stance.FINE,
    "bothers": Stance.BOTHERS,
    "rules-out": Stance.RULES_OUT,
}
STRICT = ConfigDict(strict=True, extra="forbid")


def check_state(state: str) -> str:
    if state not in STATES:
        raise ValueError("This is no state or territory, as in OH.")
    return state


def check_condition(key: str) -> str:
    if key not in CONDITIONS:
        raise ValueError("There is no such condition; match/form has their keys.")
    return key


def read_whole(number: object) -> object:
    """12.0 as 12: to JSON both are integers."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


# The bounds stand with the number itself: outside, the schema would not say them.
Months = Annotated[int, Field(ge=0, le=MAX_MONTHS), BeforeValidator(read_whole)]
Dollars = Annotated[int, Field(ge=0, le=MAX_PAY), BeforeValidator(read_whole)]
Liking = Annotated[float, Field(ge=LOWEST_LIKING, le=HIGHEST_LIKING, allow_inf_nan=False)]
StanceName = Literal["suits", "fine", "bothers", "rules-out"]
StateCode = Annotated[
    str, AfterValidator(check_state), Field(json_schema_extra={"enum": sorted(STATES)})
]
ConditionKey = Annotated[
    str, AfterValidator(check_condition), Field(json_schema_extra={"enum": list(CONDITIONS)})
]


class MatchInterests(BaseModel):
    """How much a person likes the activities of each type, on average: 1 dislikes, 5 likes."""

    model_config = STRICT

    R: Liking = Field(description="Realistic: tools, machines, plants and animals.")
    I: Liking = Field(description="Investigative: looking into things.")  # noqa: E741
    A: Liking = Field(description="Artistic: making and designing.")
    S: Liking = Field(description="Social: helping and teaching.")
    E: Liking = Field(description="Enterprising: leading and persuading.")
    C: Liking = Field(description="Conventional: records and procedures.")


class MatchLimits(BaseModel):
    """What a person can do; nothing is left out because of a limit that is not given."""

    model_config = STRICT

    conditions: dict[ConditionKey, StanceName] = Field(
        default={}, description="What conditions of work are to the person, by their keys."
    )
    training_months: Months | None = Field(
        default=None, description="How long the person can go to school before they earn."
    )
    pay_from: Dollars | None = Field(
        default=None, description="What they must earn, in dollars a year."
    )
    state: StateCode | None = Field(
        default=None, description="Where pay is compared; without it, in the nation."
    )


class MatchQuestion(BaseModel):
    """The body of a match."""

    model_config = STRICT | {
        "json_schema_extra": {
            "examples": [
                {
                    "interests": {"R": 4.2, "I": 3.4, "A": 2, "S": 2.8, "E": 1.8, "C": 3},
                    "limits": {
                        "conditions": {"outdoors": "suits", "sitting": "bothers"},
                        "training_months": 24,
                        "pay_from": 40000,
                        "state": "OH",
                    },
                },
                {"interests": {"R": 2.1, "I": 2.6, "A": 2.6, "S": 3.4, "E": 2.7, "C": 2.4}},
            ]
        }
    }

    interests: MatchInterests
    limits: MatchLimits = MatchLimits()

    def build_answers(self) -> Answers:
        """The answers that the body is; means that are nearly equal tell nothing of interests."""
        interests, limits = self.interests.model_dump(), self.limits
        named = limits.conditions
        return Answers(
            interests=interests,
            is_clear=not is_flat(interests),
            stances={key: STANCES[named[key]] for key in CONDITIONS if key in named},
            limits=Limits(limits.training_months, limits.pay_from),
        )


class MatchPractical(Schema):
    training: Mark = Field(description="Whether the training is within the limit.")
    pay: Mark = Field(description="Whether the median pay reaches the limit.")
    training_months: int | None = Field(
        description="Usual schooling before the first paid day; null: no source says."
    )
    median_pay: int | None = Field(
        description="Dollars a year in the state or nation, or at least so many; null: not "
        "published."
    )


class MatchLine(Schema):
    """The reading of one career: interests, conditions and practical limits side by side."""

    slug: str
    soc_code: str
    interest_band: InterestBand = Field(
        description="`unclear`: the six means tell too little; `unknown`: no source has the "
        "occupation's interests."
    )
    interest_score: float | None = Field(
        description="−4 to 4: liking weighted by the occupation's interests, minus the mean of all."
    )
    suits: list[str] = Field(description="Keys of conditions, as in the three that follow.")
    bothers: list[str]
    rules_out: list[str] = Field(description="If there is any, the career is off the list.")
    unknown: list[str] = Field(description="Conditions that no source measures here.")
    practical: MatchPractical


class MatchAnswer(Schema):
    """All careers in the order of their SOC codes, then slugs: no ranking."""

    method_version: int
    wage_release: str = Field(description="The newest month of pay, as in 2025-05.")
    results: list[MatchLine]


class ActivityLine(Schema):
    key: str
    interest: str
    is_trade: bool = Field(description="Whether it is part of a job, not of everyday life.")
    text: str


class ConditionLine(Schema):
    key: str
    name: str = Field(description="As within a sentence.")
    question: str
    hint: str
    in_profile: bool = Field(description="Whether everybody is asked about it.")


class MatchForm(Schema):
    """What the site's own form asks, in its order.

    An interest's mean is that of the answers about its five activities: 1 strongly dislike,
    2 dislike, 3 neither, 4 like, 5 strongly like; what is not known is left out.
    """

    form_version: int
    activities: list[ActivityLine]
    conditions: list[ConditionLine]


def describe_reading(reading: Reading) -> dict[str, Any]:
    """A line of the answer, as JSON."""
    career, score = reading.career, reading.interest_score
    return {
        "slug": career.slug,
        "soc_code": career.soc_code,
        "interest_band": reading.interest_band,
        "interest_score": None if score is None else round(score, SCORE_DIGITS),
        "suits": reading.suits,
        "bothers": reading.bothers,
        "rules_out": reading.rules_out,
        "unknown": reading.unknown,
        "practical": {
            "training": reading.training,
            "pay": reading.pay,
            "training_months": career.training_months,
            "median_pay": career.pay,
        },
    }
