"""What people read of activities, conditions and bands, by their keys in `quiz.matching`."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.matching.answers import Stance
from quiz.matching.interests import InterestBand

Text = str | Promise

STANCE_CHOICES = (
    (Stance.SUITS, _("Suits me")),
    (Stance.FINE, _("Fine")),
    (Stance.BOTHERS, _("Would bother me")),
    (Stance.RULES_OUT, _("Rules it out")),
    (Stance.UNKNOWN, _("I don’t know yet")),
)
STANCE_LABELS = dict(STANCE_CHOICES)

# What a career's band of interests says, after the name of the work or of the reading.
BAND_SENTENCES: dict[InterestBand, Text] = {
    InterestBand.CLOSE: _("close to what you like to do"),
    InterestBand.PARTLY: _("partly what you like to do"),
    InterestBand.FAR: _("far from what you like to do"),
    InterestBand.UNCLEAR: _("not clear from your answers"),
    InterestBand.UNKNOWN: _("not measured for this work"),
}

ACTIVITY_TEXTS: dict[str, Text] = {
    "fix-bicycle": _("Fix a flat bicycle tire"),
    "explain-plant": _("Find out why a plant keeps dying"),
    "draw-scene": _("Draw a street scene from memory"),
    "listen-friend": _("Listen to a friend who is sad"),
    "sell-market": _("Sell things at a street market"),
    "sort-papers": _("Sort a box of papers into folders"),
    "run-machines": _("Run the machines in a bread factory"),
    "test-soil": _("Test soil samples in a lab"),
    "draw-poster": _("Design a poster for a concert"),
    "teach-adults": _("Teach a group of adults to read"),
    "run-restaurant": _("Run a restaurant and its staff"),
    "check-bills": _("Check a company’s bills for mistakes"),
    "build-shelf": _("Build a shelf from boards"),
    "solve-puzzle": _("Work on a hard logic puzzle"),
    "invent-story": _("Write a story about a made-up town"),
    "welcome-newcomer": _("Help a newcomer feel welcome"),
    "lead-project": _("Take the lead in a team project"),
    "track-spending": _("Write down all that a household spends"),
    "wire-house": _("Put the wiring into a new house"),
    "trace-hacker": _("Trace how a hacker got into a network"),
    "take-photos": _("Take the photos for a magazine story"),
    "care-home": _("Care for people in a nursing home"),
    "bargain-order": _("Bargain over the price of a big order"),
    "fill-tax-forms": _("Fill in tax forms for other people"),
    "plant-bed": _("Dig a garden bed and plant it"),
    "learn-brain": _("Read about how the brain stores memories"),
    "make-tune": _("Make up a new tune"),
    "explain-homework": _("Explain homework to someone who is stuck"),
    "sell-plan": _("Talk a group into trying your plan"),
    "follow-checklist": _("Go through a checklist and skip nothing"),
}


class ConditionText(NamedTuple):
    """`name` within a sentence, as in “working outdoors”; `question` as the form asks it.

    `hint` tells what is meant, where the question does not.
    """

    name: Text
    question: Text
    hint: Text = ""


CONDITION_TEXTS: dict[str, ConditionText] = {
    "outdoors": ConditionText(_("working outdoors"), _("Working outdoors in any weather")),
    "sitting": ConditionText(_("sitting most of the day"), _("Sitting most of the day")),
    "standing": ConditionText(_("standing most of the day"), _("Standing most of the day")),
    "effort": ConditionText(
        _("hard physical work"), _("Hard physical work, such as lifting or climbing")
    ),
    "people": ConditionText(_("being with people all day"), _("Being with people all day")),
    "customers": ConditionText(_("serving customers"), _("Serving customers or the public")),
    "upset": ConditionText(_("upset people"), _("Dealing with upset or rude people")),
    "conflict": ConditionText(
        _("conflicts"),
        _("Having to deal with conflicts nearly every week"),
        _("Such as people who want different things and look to you."),
    ),
    "disease": ConditionText(_("disease or infection"), _("Being around disease or germs")),
    "hazards": ConditionText(
        _("dangerous materials or electricity"),
        _("Dangerous materials or electricity"),
        _("Such as chemicals, things that may explode, or high voltage."),
    ),
    "noise": ConditionText(_("noise"), _("Loud or distracting noise")),
    "gear": ConditionText(
        _("safety gear"),
        _("Wearing safety gear"),
        _("Such as safety shoes, gloves, glasses or a hard hat."),
    ),
    "driving": ConditionText(
        _("time in vehicles"),
        _("Being in a car or truck a lot"),
        _("Or in another closed vehicle; the way to work does not count."),
    ),
    "computer": ConditionText(_("working at a computer"), _("Working at a computer a lot")),
    "exact": ConditionText(_("being very exact"), _("Work in which every detail has to be right")),
    "repetition": ConditionText(
        _("repeating the same tasks"), _("Doing the same tasks over and over")
    ),
    "deadlines": ConditionText(_("deadlines"), _("Strict deadlines nearly every day")),
    "consequences": ConditionText(
        _("mistakes that do harm"), _("Work in which a mistake can do real harm")
    ),
    "schedule": ConditionText(
        _("an irregular or seasonal schedule"),
        _("Hours that change, or work only in season"),
    ),
    "telework": ConditionText(_("working from home"), _("Working from home")),
    "speaking": ConditionText(_("speaking to groups"), _("Speaking to a group of people")),
    "phone": ConditionText(_("phone calls"), _("Phone calls every day")),
    "email": ConditionText(_("email"), _("Reading and writing email every day")),
    "letters": ConditionText(_("letters and memos"), _("Writing letters and memos")),
    "team": ConditionText(_("working in a team"), _("Working closely with a team")),
    "leading": ConditionText(_("leading others"), _("Leading others at their work")),
    "safety-of-others": ConditionText(
        _("answering for the safety of others"),
        _("Being the one who keeps others safe at work"),
    ),
    "work-of-others": ConditionText(
        _("answering for the work of others"), _("Having to answer for what others get done")
    ),
    "violence": ConditionText(_("violent people"), _("Dealing with people who may turn violent")),
    "closeness": ConditionText(
        _("working close to others"), _("Working within arm’s reach of other people")
    ),
    "unheated": ConditionText(
        _("rooms without heating or cooling"), _("Working in rooms without heating or cooling")
    ),
    "open-vehicle": ConditionText(
        _("open vehicles"),
        _("Riding in an open vehicle or machine"),
        _("Such as a tractor, a forklift or a lift."),
    ),
    "temperature": ConditionText(_("great heat or cold"), _("Working in great heat or cold")),
    "light": ConditionText(_("glaring or poor light"), _("Working in glaring or poor light")),
    "dirt": ConditionText(
        _("dirt, dust, fumes or odors"), _("Working around dirt, dust, fumes or bad smells")
    ),
    "tight-spaces": ConditionText(
        _("tight spaces"), _("Working in tight spaces that bend the body")
    ),
    "vibration": ConditionText(
        _("shaking of the whole body"), _("Shaking of the whole body, as in heavy machines")
    ),
    "radiation": ConditionText(_("radiation"), _("Working near radiation, such as X-rays")),
    "heights": ConditionText(_("heights"), _("Working high above the ground")),
    "machines": ConditionText(
        _("dangerous machines"), _("Working near machines that can injure you")
    ),
    "small-injuries": ConditionText(
        _("small burns, cuts or bites"), _("Getting small burns, cuts, bites or stings")
    ),
    "special-gear": ConditionText(
        _("special protection"),
        _("Wearing special protection"),
        _("Such as a breathing mask, a harness or a full suit."),
    ),
    "climbing": ConditionText(_("climbing"), _("Climbing ladders, poles or scaffolds")),
    "walking": ConditionText(_("walking"), _("Walking or running much of the day")),
    "kneeling": ConditionText(_("kneeling or crouching"), _("Kneeling, crouching or crawling")),
    "balance": ConditionText(
        _("keeping one’s balance"), _("Keeping your balance where it is easy to fall")
    ),
    "hands": ConditionText(_("working with one’s hands"), _("Using your hands most of the day")),
    "bending": ConditionText(_("bending or twisting"), _("Bending or twisting your body often")),
    "motions": ConditionText(
        _("the same motion again and again"), _("Making the same motion again and again")
    ),
    "decisions": ConditionText(
        _("decisions that matter to others"), _("Making decisions every day that matter to others")
    ),
    "freedom": ConditionText(_("freedom to decide"), _("Deciding much of your work yourself")),
    "own-goals": ConditionText(
        _("freedom to set one’s own tasks"), _("Setting your own tasks and goals")
    ),
    "automation": ConditionText(
        _("work that machines do in part"), _("Work that machines do in part by themselves")
    ),
    "competition": ConditionText(_("competition"), _("Competing with others")),
    "machine-pace": ConditionText(
        _("keeping pace with a machine"), _("Keeping pace with a machine")
    ),
    "hours": ConditionText(_("long hours"), _("Working more than 40 hours in most weeks")),
}
