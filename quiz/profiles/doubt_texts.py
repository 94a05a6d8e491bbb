"""What people read where their answers tell little: what it is, and what to do."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.matching.doubts import Doubt


class DoubtText(NamedTuple):
    """`title` says what is doubtful, `advice` what to do."""

    title: Promise
    advice: Promise


DOUBT_TEXTS: dict[Doubt, DoubtText] = {
    Doubt.TOO_FEW: DoubtText(
        _("Too few activities are answered to tell your interests."),
        _(
            "For an activity you have never tried, think of how you would feel about a first "
            "hour of it. Answer a few more, and the groups below get an order."
        ),
    ),
    Doubt.SAME_ANSWER: DoubtText(
        _("Many activities in a row have the same answer."),
        _(
            "Activities next to each other are of different kinds, so people seldom like them all "
            "the same. Go through them again, and use the whole scale."
        ),
    ),
    Doubt.FLAT: DoubtText(
        _("You like all six kinds of activities about the same."),
        _(
            "So your interests do not tell careers apart. Go by conditions, training and pay, or "
            "answer again: which would you do first on a free day, and which last?"
        ),
    ),
    Doubt.SCATTERED: DoubtText(
        _("Your answers do not show which kinds of activities you like."),
        _(
            "Your answers to one kind of activities differ as much as those to different kinds. "
            "That also happens when people answer by chance. Take your time and answer again, or "
            "go by conditions, training and pay."
        ),
    ),
    Doubt.NOTHING_LIKED: DoubtText(
        _("You like none of the six kinds of activities."),
        _(
            "The groups that come first are those that you dislike least. Look at what suits you "
            "in the conditions, and talk with a counselor about what is not in our list."
        ),
    ),
    Doubt.SAME_STANCE: DoubtText(
        _("All conditions have the same answer."),
        _(
            "So they do not tell careers apart. If you like or mind some of them more than "
            "others, go through them again."
        ),
    ),
    Doubt.MANY_RULED_OUT: DoubtText(
        _("You rule out many conditions, so few careers stay."),
        _(
            "Keep “rules it out” for what you could not do at all, and say “would bother me” to "
            "the rest. Below you can try what each one costs."
        ),
    ),
}
