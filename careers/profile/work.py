"""What people in a career do, in our own words: duties, what they like, what wears them down."""

from django.utils.translation import gettext as _

from careers.profile.sections import ProfileInputs, ProfileSection


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """The description's duties, unless a guide tells more of them."""
    career = inputs.career
    if career.has_guide or career.description is None:
        return None
    return ProfileSection(
        anchor="work",
        label=_("What they do"),
        heading=_("What %(people)s do") % {"people": career.plural},
        template="careers/profile/work.html",
        data=career.description,
    )
