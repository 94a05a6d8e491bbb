"""The answers that a visitor chooses from, with their labels."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quiz.scoring import UNSURE_ANSWER

ANSWER_CHOICES = (
    (1, _("Strongly disagree")),
    (2, _("Disagree")),
    (3, pgettext_lazy("neither agree nor disagree", "Neither")),
    (4, _("Agree")),
    (5, _("Strongly agree")),
    # No step of the scale: it is left out of the score.
    (UNSURE_ANSWER, _("I don’t know yet")),
)
# As results say them; some do so in the middle of a sentence, in small letters.
ANSWER_LABELS = {**dict(ANSWER_CHOICES), UNSURE_ANSWER: _("Not known yet")}
CONDITION_CHOICES = (("yes", _("Yes")), ("no", _("No")))
CONDITION_LABELS = dict(CONDITION_CHOICES)
