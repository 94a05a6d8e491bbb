"""The sections of a career's page that are made of facts, in the order of the page."""

from careers.profile import (
    conditions,
    exposure,
    industries,
    interests,
    jobs_and_help,
    names,
    outlook,
    pay,
    pay_history,
    related,
    skills,
    sources,
    unmeasured,
    ways_in,
    work,
)
from careers.profile.sections import ProfileInputs, ProfileSection

# Modules with `build(inputs)`, which is None where there is nothing to say.
BUILDERS = (
    *(work, unmeasured, conditions, interests, pay, pay_history, outlook, exposure, ways_in),
    *(skills, industries, names, related, jobs_and_help, sources),
)


def build_profile(inputs: ProfileInputs) -> list[ProfileSection]:
    """The sections that have something to say of the career; without the database.

    What a guide has a section of its own for, at the same anchor, stays once: there.
    """
    built = [builder.build(inputs) for builder in BUILDERS]
    taken = inputs.career.guide_anchors
    return [section for section in built if section is not None and section.anchor not in taken]
