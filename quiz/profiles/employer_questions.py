"""What to ask an employer about a condition that would bother a person, by the condition's key."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

EMPLOYER_QUESTIONS: dict[str, Promise] = {
    "outdoors": gettext_lazy("How many hours of a usual week are outdoors, and in what weather?"),
    "sitting": gettext_lazy("How long do people sit at a stretch, and can they stand or walk?"),
    "standing": gettext_lazy("How long do people stand at a stretch, and when can they sit?"),
    "effort": gettext_lazy("What is the heaviest thing people lift here, and how often?"),
    "people": gettext_lazy("How much of the day is without other people around?"),
    "customers": gettext_lazy("How many customers does one person serve in a day?"),
    "upset": gettext_lazy("How often is somebody upset or rude, and who steps in then?"),
    "conflict": gettext_lazy("What do people here argue about most, and who settles it?"),
    "disease": gettext_lazy("How close do people come to disease, and how are they protected?"),
    "hazards": gettext_lazy("Which dangerous materials are there, and what training comes first?"),
    "noise": gettext_lazy("How loud is it, and is there a quiet place to work?"),
    "gear": gettext_lazy("Which protective gear is worn, for how long, and who pays for it?"),
    "driving": gettext_lazy("How far do people drive in a usual week, and in whose car?"),
    "computer": gettext_lazy("How many hours of the day do people spend at a screen?"),
    "exact": gettext_lazy("What happens when a small mistake is found, and who checks?"),
    "repetition": gettext_lazy("How many times a day is the same task done, and do people switch?"),
    "deadlines": gettext_lazy("Which deadlines are there in a usual week, and who sets them?"),
    "consequences": gettext_lazy("What is the worst that a mistake can do, and what prevents it?"),
    "schedule": gettext_lazy("When do people learn their hours, and how often do they change?"),
    "telework": gettext_lazy("On which days do people work at home, and who decides that?"),
    "speaking": gettext_lazy("How often do people speak to a group, and how large is it?"),
    "phone": gettext_lazy("How many calls does one person take or make in a day?"),
    "email": gettext_lazy("How many messages come in a day, and how fast must they be answered?"),
    "letters": gettext_lazy("What do people have to write here, and who reads it?"),
    "team": gettext_lazy("Which tasks are done together, and which alone?"),
    "leading": gettext_lazy("How soon do people here lead others, and how many?"),
    "safety-of-others": gettext_lazy(
        "Whose safety are people responsible for, and who shares that?"
    ),
    "work-of-others": gettext_lazy("Whose work are people responsible for, and how soon?"),
    "violence": gettext_lazy("When did somebody last get violent, and who came to help?"),
    "closeness": gettext_lazy("For which tasks do people stand within arm’s reach?"),
    "unheated": gettext_lazy("Which rooms are not heated or cooled, and who works there?"),
    "open-vehicle": gettext_lazy("Which vehicles or machines do people ride on, and how long?"),
    "temperature": gettext_lazy("How hot and how cold does it get, and what breaks are there?"),
    "light": gettext_lazy("Where is the light too bright or too weak, and what helps?"),
    "dirt": gettext_lazy("What is in the air or on the hands, and where do people wash?"),
    "tight-spaces": gettext_lazy("Which spaces are tight, and how long do people stay in them?"),
    "vibration": gettext_lazy("Which machines shake the body, and for how long at a stretch?"),
    "radiation": gettext_lazy("Where is there radiation, and how is each person’s dose measured?"),
    "heights": gettext_lazy("How high up do people work, and what keeps them from falling?"),
    "machines": gettext_lazy("Which machines can injure people, and what training comes first?"),
    "small-injuries": gettext_lazy("Which small injuries are usual here, and what prevents them?"),
    "special-gear": gettext_lazy("Which special protection is worn, and for how long?"),
    "climbing": gettext_lazy("What do people climb, and how often in a usual week?"),
    "walking": gettext_lazy("How far do people walk in a shift, and when can they sit?"),
    "kneeling": gettext_lazy("For which tasks do people kneel or crouch, and for how long?"),
    "balance": gettext_lazy("Where is it easy to fall, and what keeps people safe?"),
    "hands": gettext_lazy("Which tasks are done by hand, and how long at a stretch?"),
    "bending": gettext_lazy("For which tasks do people bend or twist, and what makes it easier?"),
    "motions": gettext_lazy("Which motion comes again and again, and do people switch tasks?"),
    "decisions": gettext_lazy(
        "Which decisions do people make alone, and who helps with hard ones?"
    ),
    "freedom": gettext_lazy("What do people decide for themselves, and what is decided for them?"),
    "own-goals": gettext_lazy("Who sets the tasks and goals of a week?"),
    "automation": gettext_lazy("What do machines do by themselves, and what is left to people?"),
    "competition": gettext_lazy("Where do people compete here, and what depends on it?"),
    "machine-pace": gettext_lazy(
        "Who sets the pace of the machines, and what if somebody is slower?"
    ),
    "hours": gettext_lazy("How many hours did people work last week, and is overtime paid?"),
}


def list_employer_questions(conditions: Iterable[str]) -> list[str]:
    """The question for each of these conditions."""
    return [str(EMPLOYER_QUESTIONS[key]) for key in conditions if key in EMPLOYER_QUESTIONS]
