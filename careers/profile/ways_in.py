"""How people get in: what workers say that their jobs require, and what the projections name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.facts.reading import Fact
from careers.facts.zones import Zone
from careers.models import FactKind
from careers.models.projections import Experience, Training
from careers.preparation import WAYS_IN, WITHOUT_CREDENTIAL
from careers.profile.sections import ProfileInputs, ProfileSection
from careers.projections.outlook import Outlook
from common.formatting import format_count
from common.search import fold
from programs.careers import Apprenticeship
from programs.offer import Offer

MAX_APPRENTICESHIPS = 6
# Percent: what hardly anybody answers is left out.
MIN_SHARE = 1

# Answers that mean nearly the same are one group. By the source's numbers, the least first.
Groups = tuple[tuple[str | Promise, tuple[int, ...]], ...]
EDUCATION: Groups = (
    (gettext_lazy("No diploma needed"), (1,)),
    (gettext_lazy("High school diploma"), (2,)),
    (gettext_lazy("Certificate after high school"), (3,)),
    (gettext_lazy("Some college"), (4,)),
    (gettext_lazy("Associate degree"), (5,)),
    (gettext_lazy("Bachelor’s degree"), (6, 7)),
    (gettext_lazy("Master’s degree"), (8, 9)),
    (gettext_lazy("Doctoral or professional degree"), (10, 11, 12)),
)
EXPERIENCE: Groups = (
    (gettext_lazy("None"), (1,)),
    (gettext_lazy("Up to a year"), (2, 3, 4, 5)),
    (gettext_lazy("One to four years"), (6, 7)),
    (gettext_lazy("More than four years"), (8, 9, 10, 11)),
)
ON_THE_JOB: Groups = (
    (gettext_lazy("None, or somebody shows how"), (1,)),
    (gettext_lazy("Up to three months"), (2, 3)),
    (gettext_lazy("Up to a year"), (4, 5)),
    (gettext_lazy("More than a year"), (6, 7, 8, 9)),
)
# By the zone of preparation in the framework of five.
PREPARATION: dict[int, str | Promise] = {
    1: gettext_lazy("Most people need little or no preparation: days to a few months on the job."),
    2: gettext_lazy("Most people need some preparation: a few months to a year of learning."),
    3: gettext_lazy("Most people prepare for one or two years, at a school or on the job."),
    4: gettext_lazy("Most people prepare for two to four years, often with a bachelor’s degree."),
    5: gettext_lazy("Most people prepare for more than four years, often in graduate school."),
}
FIRST_TWO_ZONES = gettext_lazy(
    "Most people need some preparation at most: days to a year of learning."
)
RELATED_WORK: dict[str, str | Promise] = {
    Experience.NONE: gettext_lazy("New workers usually need no earlier work in a related job."),
    Experience.UNDER_FIVE: gettext_lazy("New workers usually need some years of related work."),
    Experience.FIVE: gettext_lazy("New workers usually need five years of related work or more."),
}
TRAINING: dict[str, str | Promise] = {
    Training.SHORT: gettext_lazy("New workers learn on the job for up to a month."),
    Training.MODERATE: gettext_lazy("New workers learn on the job for one to twelve months."),
    Training.LONG: gettext_lazy("New workers learn on the job for more than a year."),
    Training.INTERNSHIP: gettext_lazy("New workers pass through an internship or a residency."),
    Training.APPRENTICESHIP: gettext_lazy("New workers learn in an apprenticeship."),
}


@dataclass(frozen=True)
class Share:
    """How many percent of workers gave an answer; None where the source finds it too uncertain."""

    name: str
    percent: float | None


@dataclass(frozen=True)
class Question:
    """A question, by the source's key of its scale, with the shares of its answers."""

    key: str
    title: str
    shares: list[Share]

    @property
    def has_gaps(self) -> bool:
        return any(share.percent is None for share in self.shares)

    @property
    def most(self) -> Share | None:
        """The answer that most gave; None if one that is not published may be more frequent."""
        known = [(share.percent, share) for share in self.shares if share.percent is not None]
        percent, share = max(known, key=lambda pair: pair[0], default=(0.0, None))
        left = 100 - sum(pair[0] for pair in known)
        return None if self.has_gaps and left >= percent else share


@dataclass(frozen=True)
class WaysIn:
    """What the template shows; `outlook` is the release of the first sentences.

    `shows_training`: whether no guide has a section for it. `is_choice`: that no credential is
    typical.
    """

    sentences: list[str]
    outlook: Outlook | None
    questions: list[Question]
    apprenticeships: list[Apprenticeship]
    apprenticeships_edition: str
    shows_training: bool
    is_choice: bool
    offer: Offer | None
    facts: list[Fact]

    @property
    def has_gaps(self) -> bool:
        return any(question.has_gaps for question in self.questions)


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None where nothing is known; a guide's own section on training shows the programs."""
    zone, education, apprenticeships = (
        inputs.facts.get(kind)
        for kind in (FactKind.JOB_ZONE, FactKind.EDUCATION, FactKind.APPRENTICESHIPS)
    )
    outlook = find_entry(inputs.career.outlooks)
    questions = list_questions(education) if education else []
    data = WaysIn(
        sentences=[
            *describe_disagreement(questions, outlook),
            *describe_preparation(zone),
            *describe_entry(inputs.career.outlooks),
        ],
        outlook=outlook,
        questions=questions,
        apprenticeships=(
            list_apprenticeships(apprenticeships, inputs.career.occupation.title)
            if apprenticeships
            else []
        ),
        apprenticeships_edition=apprenticeships.source.edition if apprenticeships else "",
        shows_training=not inputs.career.has_guide,
        is_choice=bool(outlook and outlook.entry_education in WITHOUT_CREDENTIAL),
        offer=inputs.offer,
        facts=[fact for fact in (zone, education, apprenticeships) if fact],
    )
    if not (data.sentences or data.questions or data.apprenticeships):
        return None
    return ProfileSection(
        anchor="ways-in",
        label=_("How people get in"),
        heading=_describe(data, outlook),
        template="careers/profile/ways_in.html",
        data=data,
    )


def describe_disagreement(questions: list[Question], outlook: Outlook | None) -> list[str]:
    """That those who were asked named most often something else than is typical for new workers."""
    usual, most = _find_usual(outlook), find_most(questions)
    if not usual or not most or most.name == usual:
        return []
    text = _(
        "That is what the Bureau of Labor Statistics finds typical for new workers. Workers and "
        "experts who were asked named something else most often: %(education)s (%(percent)s%%)."
    )
    name = most.name[:1].lower() + most.name[1:]
    return [text % {"education": name, "percent": round(most.percent or 0)}]


def describe_preparation(zone: Fact | None) -> list[str]:
    """How long people prepare."""
    if zone is None:
        return []
    known = Zone.from_values(zone.values)
    return [str(FIRST_TWO_ZONES if known.is_first_two else PREPARATION[known.number])]


def describe_entry(outlooks: Sequence[Outlook], with_none: bool = True) -> list[str]:
    """What the projections name besides education; the newest release that does.

    `with_none`: say also that no related work is needed.
    """
    experience = next((one.experience for one in outlooks if one.experience), "")
    training = next((one.training for one in outlooks if one.training), "")
    if experience == Experience.NONE and not with_none:
        experience = ""
    found = (RELATED_WORK.get(experience), TRAINING.get(training))
    return [str(text) for text in found if text]


def list_questions(fact: Fact) -> list[Question]:
    """Education, experience and training on the job, as workers report them."""
    asked: tuple[tuple[str, str, Groups], ...] = (
        ("RL", _("Education that the job requires"), EDUCATION),
        ("RW", _("Earlier work in related jobs"), EXPERIENCE),
        ("OJ", _("Learning on the job"), ON_THE_JOB),
    )
    return [
        Question(key, title, shares)
        for key, title, groups in asked
        if (shares := list_shares(fact.values.get(key, {}), groups))
    ]


def list_shares(answers: Mapping[str, float | None], groups: Groups) -> list[Share]:
    """The groups of answers, the least first, without those that hardly anybody gave."""
    shares = []
    for name, numbers in groups:
        percents = [answers.get(str(number), 0) for number in numbers]
        known = [percent for percent in percents if percent is not None]
        shares.append(Share(str(name), sum(known) if len(known) == len(percents) else None))
    return [share for share in shares if share.percent is None or share.percent >= MIN_SHARE]


def find_entry(outlooks: Iterable[Outlook]) -> Outlook | None:
    """The newest release that names the education that is typical at entry."""
    return next((one for one in outlooks if one.entry_education), None)


def list_apprenticeships(fact: Fact, title: str) -> list[Apprenticeship]:
    """Registered programs with their hours, where they go by hours.

    First those of the occupation's own name, by its title.
    """
    programs = sorted(fact.values["programs"], key=lambda each: not is_named_in(each[0], title))
    return [
        Apprenticeship(name, _write_hours(hours)) for name, hours in programs[:MAX_APPRENTICESHIPS]
    ]


def is_named_in(name: str, title: str) -> bool:
    """Whether an occupation's title has the name of an apprenticeship in it.

    >>> is_named_in("Welder", "Welders, Cutters, Solderers, and Brazers")
    True
    >>> is_named_in("Crane electrician", "Electricians")
    False
    """
    return fold(name) in fold(title)


def _write_hours(hours: str) -> str:
    """The source's hours with separators.

    >>> _write_hours("4000–5000"), _write_hours("")
    ('4,000–5,000 hours', '')
    """
    if not hours:
        return ""
    numbers = "–".join(format_count(int(part)) for part in hours.split("–"))
    return _("%(hours)s hours") % {"hours": numbers}


def _describe(data: WaysIn, outlook: Outlook | None) -> str:
    """The education that is typical at entry, with how many say so where they do."""
    usual, most = _find_usual(outlook), find_most(data.questions)
    if most and usual in ("", most.name):
        text = _("%(education)s: %(percent)s%% say that the job requires it")
        if most.name == EDUCATION[0][0]:
            text = _("%(education)s, say %(percent)s%%")
        return text % {"percent": round(most.percent or 0), "education": most.name}
    if usual:
        return _("Usual way in: %(way)s") % {"way": usual}
    return _("How people get in")


def _find_usual(outlook: Outlook | None) -> str:
    way = WAYS_IN.get(outlook.entry_education) if outlook else None
    return str(way or "")


def find_most(questions: list[Question]) -> Share | None:
    """The education that most of those who were asked named, if any is known to be."""
    most = next((one.most for one in questions if one.key == "RL"), None)
    return most if most and most.percent else None
