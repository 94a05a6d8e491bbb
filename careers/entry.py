"""How people typically get into a career, before any list of programs. Pure: no database."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.facts.reading import Fact
from careers.models import FactKind
from careers.models.projections import Education, Experience, Training
from careers.preparation import WAYS_IN, WITHOUT_CREDENTIAL
from careers.profile.ways_in import (
    Share,
    describe_entry,
    describe_preparation,
    find_entry,
    find_most,
    is_named_in,
    list_apprenticeships,
    list_questions,
)
from careers.projections.outlook import Outlook
from careers.templatetags.profile_html import describe_edition
from common.formatting import format_count
from programs.careers import Entry, EntrySource
from programs.models import Program

# The facts that tell how people get in.
ENTRY_FACTS = (FactKind.APPRENTICESHIPS, FactKind.EDUCATION, FactKind.JOB_ZONE)
# Where no school is needed: what new workers typically have instead.
NO_PROGRAM: Mapping[str, str | Promise] = {
    Education.NONE: gettext_lazy("No diploma, certificate or degree is typical."),
    Education.DIPLOMA: gettext_lazy(
        "A high school diploma is typical; a certificate or a degree is not."
    ),
    Education.SOME_COLLEGE: gettext_lazy(
        "Some college courses are typical; a certificate or a degree is not."
    ),
}
CREDENTIALS: Mapping[str, tuple[str | Promise, int | None]] = {
    Education.NONDEGREE: (
        gettext_lazy("A certificate after high school is typical"),
        Program.Credential.CERTIFICATE,
    ),
    Education.ASSOCIATE: (
        gettext_lazy("An associate degree is typical"),
        Program.Credential.ASSOCIATE,
    ),
    Education.BACHELOR: (
        gettext_lazy("A bachelor’s degree is typical"),
        Program.Credential.BACHELOR,
    ),
    Education.MASTER: (gettext_lazy("A master’s degree is typical"), Program.Credential.MASTER),
    # The source does not say which of the two.
    Education.DOCTORAL: (gettext_lazy("A doctoral or professional degree is typical"), None),
}
# Of full-time work, as the Department of Labor counts a year of an apprenticeship.
HOURS_A_YEAR = 2000
# Percent of the answers: a credential that is not typical is mentioned above this.
MAJORITY = 50


def describe_way_in(title: str, outlooks: Sequence[Outlook], facts: Mapping[str, Fact]) -> Entry:
    """How people get in, by the newest projections that say so; else by the zone of preparation.

    `title` is the occupation's: apprenticeships of that name come first.
    """
    outlook = find_entry(outlooks)
    zone, asked, listed = (
        facts.get(kind)
        for kind in (FactKind.JOB_ZONE, FactKind.EDUCATION, FactKind.APPRENTICESHIPS)
    )
    education = outlook.entry_education if outlook else ""
    experience = next((one.experience for one in outlooks if one.experience), "")
    training = next((one.training for one in outlooks if one.training), "")
    is_apprenticeship = training == Training.APPRENTICESHIP
    heading, credential = CREDENTIALS.get(education, ("", None))
    if education in NO_PROGRAM:
        heading = _name_way_without_program(education, training, experience)
    first = [str(NO_PROGRAM[education])] if education in NO_PROGRAM else []
    if outlook is None:
        first = describe_preparation(zone)
    most = find_most(list_questions(asked)) if asked else None
    # The certificate that people name is an apprenticeship's.
    doubt = [] if is_apprenticeship else _describe_doubt(education, most)
    sentences = [*first, *doubt, *describe_entry(outlooks, with_none=False)]
    used = [zone if outlook is None else None, asked if doubt else None, listed]
    if listed:
        sentences.append(_describe_apprenticeships(listed, title, is_apprenticeship))
    return Entry(
        needs_program=education in CREDENTIALS if education else None,
        heading=str(heading),
        text=" ".join(sentences),
        credential=credential,
        is_apprenticeship=is_apprenticeship,
        apprenticeships=tuple(list_apprenticeships(listed, title)) if listed else (),
        apprenticeships_edition=listed.source.edition if listed else "",
        sources=(*_name_projections(outlooks), *map(_name_source, filter(None, used))),
    )


def _name_way_without_program(education: str, training: str, experience: str) -> str:
    if training == Training.APPRENTICESHIP:
        return _("The usual way in is a paid apprenticeship")
    if experience not in ("", Experience.NONE):
        return _("What counts is earlier work, not a program")
    if education == Education.SOME_COLLEGE:
        return _("Some college is typical, not a degree")
    return _("New workers typically need no program")


def _describe_doubt(education: str, most: Share | None) -> list[str]:
    """That more than half of those who were asked named a credential where none is typical."""
    without = {str(WAYS_IN[value]) for value in WITHOUT_CREDENTIAL}
    if education not in NO_PROGRAM or most is None or most.name in without:
        return []
    percent = round(most.percent or 0)
    if percent <= MAJORITY:
        return []
    text = _("But %(percent)s%% of workers and experts who were asked named this: %(education)s.")
    name = most.name[:1].lower() + most.name[1:]
    return [text % {"education": name, "percent": percent}]


def _describe_apprenticeships(listed: Fact, title: str, is_usual: bool) -> str:
    """That there are some, and how long those of the occupation's name, or all, take."""
    programs = listed.values["programs"]
    own = [hours for name, hours in programs if hours and is_named_in(name, title)]
    numbers = [
        int(part)
        for hours in own or [hours for _name, hours in programs if hours]
        for part in hours.split("–")
    ]
    sentences = [
        _("Apprentices are paid while they learn.")
        if is_usual
        else _("There are registered apprenticeships too: paid work while you learn.")
    ]
    if numbers:
        sentences.append(_describe_hours(min(numbers), max(numbers)))
    return " ".join(sentences)


def _describe_hours(low: int, high: int) -> str:
    years = max(1, round(high / HOURS_A_YEAR))
    words = {"years": years, "low": format_count(low), "high": format_count(high)}
    if low == high:
        text = ngettext(
            "Expect %(high)s hours, about a year of full-time work.",
            "Expect %(high)s hours, about %(years)s years of full-time work.",
            years,
        )
    else:
        text = ngettext(
            "Expect %(low)s to %(high)s hours, up to about a year of full-time work.",
            "Expect %(low)s to %(high)s hours, up to about %(years)s years of full-time work.",
            years,
        )
    return text % words


def _name_projections(outlooks: Sequence[Outlook]) -> Iterator[EntrySource]:
    """The releases that education, experience and training are from, those of one source as one."""
    columns = ("entry_education", "experience", "training")
    used = {
        outlook.years: outlook
        for column in columns
        for outlook in [one for one in outlooks if getattr(one, column)][:1]
    }
    sources: dict[tuple[str, str], list[str]] = {}
    for years, outlook in used.items():
        sources.setdefault((outlook.source, outlook.source_url), []).append(years)
    for (name, url), all_years in sources.items():
        yield EntrySource(f"{name}, {', '.join(all_years)}", url)


def _name_source(fact: Fact) -> EntrySource:
    source = fact.source
    return EntrySource(f"{source.source}, {describe_edition(source)}", source.source_url)
