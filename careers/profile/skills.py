"""What people in a career need to know and to do, and the software that they use."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.facts.reading import Fact
from careers.models import FactKind
from careers.profile.scales import IMPORTANCE, MIN_DIFFERENCE, LineBuilder, ScaleLine
from careers.profile.sections import ProfileInputs, ProfileSection
from careers.profile.skill_labels import KNOWLEDGE, SKILLS, Names

MAX_SHOWN = 6
MAX_SOFTWARE = 12
# Of five: what is less than important says little of the work, however rare it is elsewhere.
MIN_IMPORTANCE = 2.5


@dataclass(frozen=True)
class Software:
    """A program or a family of programs; `is_wanted` where many job postings name it."""

    name: str
    is_wanted: bool


@dataclass(frozen=True)
class SkillsSection:
    """Lists in which what sets the career apart stands first; an empty one is left out."""

    skills: list[ScaleLine]
    knowledge: list[ScaleLine]
    software: list[Software]
    facts: list[Fact]


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """Skills, knowledge and software; None where no release has any of them."""
    facts = [
        inputs.facts.get(kind)
        for kind in (FactKind.SKILLS, FactKind.KNOWLEDGE, FactKind.TECHNOLOGY)
    ]
    section = SkillsSection(
        skills=list_distinctive(facts[0], SKILLS),
        knowledge=list_distinctive(facts[1], KNOWLEDGE),
        software=list_software(facts[2]),
        facts=[fact for fact in facts if fact],
    )
    if not (section.skills or section.knowledge or section.software):
        return None
    leading = [
        lines[0].name
        for lines in (section.skills, section.knowledge)
        if lines and lines[0].difference > MIN_DIFFERENCE
    ]
    return ProfileSection(
        # A guide has a section of its own on skills, which says other things.
        anchor="skills-and-tools",
        label=_("Skills and tools"),
        heading=_("What sets them apart: %(names)s") % {"names": "; ".join(leading)}
        if leading
        else _("What they work with"),
        template="careers/profile/skills.html",
        data=section,
    )


def list_distinctive(fact: Fact | None, names: Names) -> list[ScaleLine]:
    """The important ones, those first that are more important than in other occupations."""
    if fact is None:
        return []
    statistics, builder = fact.source.statistics, LineBuilder()
    built = (
        builder.build(name, IMPORTANCE, fact.values[key][0], statistics[key])
        for key, name in names.items()
        if key in statistics and fact.values.get(key, [0])[0] >= MIN_IMPORTANCE
    )
    lines = [line for line in built if line is not None]
    return sorted(lines, key=lambda line: -line.difference)[:MAX_SHOWN]


def list_software(fact: Fact | None) -> list[Software]:
    """What employers ask for most, first."""
    items = fact.values["items"] if fact else []
    return [Software(name, wanted) for name, _hot, wanted in items[:MAX_SOFTWARE]]
