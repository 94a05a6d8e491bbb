"""Why a page has so little: surveys of the work leave some occupations out."""

from django.utils.translation import gettext as _

from careers.models import FactKind
from careers.profile.sections import ProfileInputs, ProfileSection

# What all the sections on the work itself are made of.
MEASURED = (FactKind.INTERESTS, FactKind.CONDITIONS, FactKind.SKILLS, FactKind.KNOWLEDGE)


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None as soon as anything is measured of the work, and where a guide describes it."""
    if inputs.career.has_guide or any(kind in inputs.facts for kind in MEASURED):
        return None
    if inputs.wages is None and not inputs.career.outlooks:
        text = _("No official survey has published figures of this occupation yet.")
    elif inputs.career.occupation.title.endswith("All Other"):
        text = _(
            "This is a group of many small occupations. Official surveys measure its pay and count "
            "its jobs, and little more: conditions, interests and skills differ from job to job."
        )
    else:
        text = _(
            "Official surveys measure the pay of this occupation and count its jobs. Nobody has "
            "published its conditions, interests or skills."
        )
    return ProfileSection(
        anchor="unmeasured",
        label=_("What is not measured"),
        heading=_("What is not measured"),
        template="careers/profile/unmeasured.html",
        data=text,
    )
