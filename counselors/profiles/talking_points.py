"""Talking points: questions for a talk about a profile, made from it by fixed rules.

The rules, in the order of the points:

1. Why the interests are not clear, if they are not; that nothing is liked, or that all conditions
   have the same answer, if so.
2. The conditions that are ruled out and cost the most careers, two at most.
3. The strongest interests: an example of them.
4. The first group of careers in most of which something would bother.
5. The first chosen career with something that bothers or is ruled out; otherwise the first chosen
   one; where none is chosen, which could be.
6. The conditions that were answered with “I don't know yet”.
7. What to do next, and whom to talk to.

All questions are open: yes or no does not answer them. They name no trait of a person and do not
praise. They say nothing of limits of training and pay, which counselors do not see.
"""

from collections.abc import Iterable

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselors.profiles.words import describe_interest_doubt
from counselors.shared_profiles import ChosenCareer, NamedCondition, SharedProfile
from counselors.talking_points import TalkingPoint
from quiz.english import fill_in
from quiz.matching.doubts import Doubt

MAX_RULED_OUT = 2


def build_talking_points(profile: SharedProfile) -> tuple[TalkingPoint, ...]:
    """The points by the rules above; two to about eight."""
    return (
        *_build_doubts(profile),
        *_build_ruled_out(profile),
        *_build_interests(profile),
        *_build_bothers(profile),
        _build_chosen(profile),
        *_build_unknown(profile),
        TalkingPoint(
            _("Next"),
            "",
            _("What do you want to know that no list can tell you, and who could tell you?"),
        ),
    )


def _build_doubts(profile: SharedProfile) -> list[TalkingPoint]:
    points = []
    if reason := describe_interest_doubt(profile):
        points.append(
            TalkingPoint(
                _("Interests not clear"),
                fill_in(
                    _("The answers do not show what is liked most: %(reason)s."), reason=reason
                ),
                _("How did you go about the activities, and which would you read once more?"),
            )
        )
    if Doubt.NOTHING_LIKED in profile.doubts:
        points.append(
            TalkingPoint(
                _("Nothing liked"),
                _("None of the six kinds of activities is liked more than disliked."),
                _("What do you do when nobody tells you what to do?"),
            )
        )
    if Doubt.SAME_STANCE in profile.doubts:
        points.append(
            TalkingPoint(
                _("Conditions all alike"),
                _("All conditions of work have the same answer."),
                _("Think of a day at work or school that went badly: what was it about it?"),
            )
        )
    return points


def _build_ruled_out(profile: SharedProfile) -> list[TalkingPoint]:
    costs = profile.costs
    costliest = sorted(profile.rules_out, key=lambda condition: -costs.get(condition.key, 0))
    return [
        TalkingPoint(
            _("Rules it out"),
            _describe_cost(condition, costs.get(condition.key, 0)),
            _("What have you seen or heard of this, and what about it could you not do at all?"),
        )
        for condition in costliest[:MAX_RULED_OUT]
    ]


def _describe_cost(condition: NamedCondition, number: int) -> str:
    if not number:
        text = _("“%(condition)s” is ruled out. It takes no career off the list by itself.")
        return fill_in(text, condition=capfirst(condition.name))
    text = ngettext(
        "“%(condition)s” is ruled out. It alone takes %(number)s career off the list.",
        "“%(condition)s” is ruled out. It alone takes %(number)s careers off the list.",
        number,
    )
    return fill_in(text, condition=capfirst(condition.name), number=str(number))


def _build_interests(profile: SharedProfile) -> list[TalkingPoint]:
    if not profile.strongest:
        return []
    return [
        TalkingPoint(
            _("Strongest interests"),
            fill_in(
                _("What the student likes most is to %(likes)s."),
                likes=_join(each.likes for each in profile.strongest),
            ),
            _("When did you last do something like this, and what about it did you like?"),
        )
    ]


def _build_bothers(profile: SharedProfile) -> list[TalkingPoint]:
    family = next((each for each in profile.families if each.bothers), None)
    if family is None:
        return []
    text = _(
        "“%(family)s” is among the first groups. What would bother the student is common in most "
        "of its careers: %(conditions)s."
    )
    return [
        TalkingPoint(
            _("Fits and bothers"),
            fill_in(text, family=family.name, conditions=_join_names(family.bothers)),
            _("How much of that could you live with, and what would make up for it?"),
        )
    ]


def _build_chosen(profile: SharedProfile) -> TalkingPoint:
    about = _("Chosen careers")
    if not profile.chosen:
        return TalkingPoint(
            about,
            _("No career is chosen yet."),
            _("Which of the first groups would you like to see from the inside, and why that one?"),
        )
    difficult = next((each for each in profile.chosen if each.rules_out or each.bothers), None)
    if difficult is None:
        return TalkingPoint(
            about,
            fill_in(_("Chosen: %(careers)s."), careers=_join(each.name for each in profile.chosen)),
            _("What made you choose this, and what about it do you not know yet?"),
        )
    return TalkingPoint(
        about,
        _describe_difficulty(difficult),
        _("What drew you to it, and how would you deal with that part of it?"),
    )


def _describe_difficulty(career: ChosenCareer) -> str:
    if career.rules_out:
        text = _("“%(career)s” is chosen, and has what the student rules out: %(conditions)s.")
        return fill_in(text, career=capfirst(career.name), conditions=_join_names(career.rules_out))
    text = _("“%(career)s” is chosen, and has what would bother the student: %(conditions)s.")
    return fill_in(text, career=capfirst(career.name), conditions=_join_names(career.bothers))


def _build_unknown(profile: SharedProfile) -> list[TalkingPoint]:
    number = len(profile.unknown)
    if not number:
        return []
    text = ngettext(
        "One condition was answered with “I don’t know yet”: %(first)s.",
        "%(number)s conditions were answered with “I don’t know yet”. The first is %(first)s.",
        number,
    )
    return [
        TalkingPoint(
            _("Not known yet"),
            fill_in(text, number=str(number), first=profile.unknown[0].name),
            _("What would you have to see or try before you could say?"),
        )
    ]


def _join_names(conditions: Iterable[NamedCondition]) -> str:
    return _join(condition.name for condition in conditions)


def _join(names: Iterable[str]) -> str:
    return str(get_text_list(list(names), _("and")))
