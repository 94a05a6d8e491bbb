"""The profile page by page: activities, conditions, and the practical page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from quiz.attempts import Question
from quiz.forms.answers import AnswersForm, QuestionsForm
from quiz.matching.answers import UNKNOWN_ANSWER
from quiz.profiles.current_work import NONE_OF_THEM, WorkFound, find_work
from quiz.profiles.finishing import Practical
from quiz.profiles.home import Home, find_home
from quiz.profiles.progress import Part
from quiz.profiles.texts import CONDITION_TEXTS, STANCE_CHOICES
from quiz.profiles.typed_pay import parse_pay

LIKING_CHOICES = (
    (1, _("Strongly dislike")),
    (2, _("Dislike")),
    (3, pgettext_lazy("neither like nor dislike", "Neither")),
    (4, pgettext_lazy("an activity", "Like")),
    (5, _("Strongly like")),
    # No step of the scale: it is left out.
    (UNKNOWN_ANSWER, _("I don’t know yet")),
)
ANY_LENGTH = "any"
# Months of school; apprenticeships and training on the job are paid, so they do not count.
TRAINING_CHOICES = (
    ("0", _("No school after high school")),
    ("12", _("Up to 1 year")),
    ("24", _("Up to 2 years")),
    ("48", _("Up to 4 years")),
    ("72", _("Up to 6 years")),
    (ANY_LENGTH, _("Longer, or I don’t know yet: no limit")),
)
A_YEAR, AN_HOUR = "year", "hour"
PAY_UNITS = ((A_YEAR, _("a year")), (AN_HOUR, _("an hour")))
# Of a field that people type into; nobody needs more.
MAX_TYPED = 120


class ActivitiesForm(QuestionsForm):
    """A page of activities, each answered with 1 to 5, or with 0 for “I don't know yet”."""

    choices = LIKING_CHOICES
    missing = _(
        "Activity %(number)d has no answer yet. If you cannot tell, choose “I don’t know yet”."
    )
    invalid = _("Activity %(number)d: choose one of the six answers.")


class ConditionsForm(QuestionsForm):
    """Conditions of work, each answered with a `Stance`."""

    choices = STANCE_CHOICES
    missing = _(
        "Condition %(number)d has no answer yet. If you cannot tell, choose “I don’t know yet”."
    )
    invalid = _("Condition %(number)d: choose one of the five answers.")

    def __init__(self, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(questions, *args, **kwargs)
        for question in questions:
            self.fields[question.key].help_text = str(CONDITION_TEXTS[question.key].hint)


FORMS: Mapping[Part, type[QuestionsForm]] = {
    Part.INTERESTS: ActivitiesForm,
    Part.CONDITIONS: ConditionsForm,
}


def build_typed_field(label: Any, help_text: Any) -> forms.CharField:
    """A field for a few words, which need not be filled in."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=MAX_TYPED,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"max_length": _("At most %(limit_value)d characters. Shorten it.")},
    )


class PracticalForm(AnswersForm):
    """How long somebody can train, what they must earn, where they live and what they do now."""

    training = forms.ChoiceField(
        label=_("How long can you go to school before you earn?"),
        help_text=_(
            "Apprenticeships and training on the job are paid from the first day, so they do not "
            "count here."
        ),
        choices=TRAINING_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _(
                "Choose how long you can go to school. If you cannot tell, choose the last answer."
            ),
            "invalid_choice": _("Choose one of the six lengths of school."),
        },
    )
    pay = build_typed_field(
        _("What must work pay you, before taxes?"),
        _(
            "Optional. Write it as you like: 45,000, 45k or 22 an hour. An hour’s pay counts as "
            "2,080 hours a year, which is full time."
        ),
    )
    pay_per = forms.ChoiceField(
        label=_("The amount is for"),
        choices=PAY_UNITS,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": _("Choose “a year” or “an hour”.")},
    )
    place = build_typed_field(
        _("Where do you live?"),
        _(
            "Optional: a ZIP code, a city with its state, or a state, as in 43215, Columbus, OH, "
            "or Ohio. We use it for pay in your state and the way to training."
        ),
    )
    work = build_typed_field(
        _("What work do you do now?"),
        _("Optional, by any name, as in welder or cashier. It shows careers that are near yours."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, typed: Mapping[str, str] | None = None
    ) -> None:
        """`typed`: what was saved of this page before."""
        super().__init__(data, initial=dict(typed or {}))
        self._home = Home()
        self._found = WorkFound()
        self._add_careers()

    def _add_careers(self) -> None:
        """Ask which career is meant, where what was typed leaves it open."""
        source = self.data if self.is_bound else self.initial
        text = str(source.get("work") or "").replace("\0", "").strip()
        if not text or len(text) > MAX_TYPED or not (self.is_bound or source.get("work_career")):
            return
        self._found = find_work(text)
        if self._found.is_certain or not self._found.matches:
            return
        which = gettext("Choose which career is nearest to your work, or “None of these”.")
        self.fields["work_career"] = forms.ChoiceField(
            label=gettext("Which of these is nearest to your work?"),
            choices=[
                *((match.slug, capfirst(match.name)) for match in self._found.matches),
                (NONE_OF_THEM, gettext("None of these")),
            ],
            widget=forms.RadioSelect,
            # A choice that is not offered is one for other words, typed before.
            error_messages={"required": which, "invalid_choice": which},
        )

    def clean_pay(self) -> int | None:
        text = self.cleaned_data["pay"]
        if not text:
            return None
        return parse_pay(text, is_hourly=self.data.get("pay_per") == AN_HOUR)

    def clean_place(self) -> str:
        text: str = self.cleaned_data["place"]
        if text:
            self._home = find_home(text)
        return text

    def clean_work(self) -> str:
        text: str = self.cleaned_data["work"]
        if text and not self._found.matches:
            raise ValidationError(
                gettext(
                    "We know no career by this name. Try another name for your work, or leave it "
                    "empty."
                )
            )
        return text

    @property
    def typed(self) -> dict[str, str]:
        """What was sent, right or wrong, as a later visit of the page shows it again."""
        names = ("training", "pay", "pay_per", "place", "work", "work_career")
        sent = {name: str(self.data.get(name) or "").replace("\0", "") for name in names}
        return {name: text[:MAX_TYPED] for name, text in sent.items()}

    @property
    def practical(self) -> Practical:
        """What a valid form says."""
        said = self.cleaned_data
        chosen = said.get("work_career", "")
        if self._found.is_certain:
            chosen = self._found.matches[0].slug
        return Practical(
            training_months=None if said["training"] == ANY_LENGTH else int(said["training"]),
            pay_from=said["pay"],
            state=self._home.state,
            zip_code=self._home.zip_code,
            current_career_id=self._found.find_career(chosen),
        )
