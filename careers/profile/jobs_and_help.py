"""Where to look for jobs and help: official finders of federal and state job services."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.links.finders import FEDERAL, STATE_JOB_BANKS, Finder, find_state_finder
from careers.profile.sections import ProfileInputs, ProfileSection
from programs.geography import STATES


@dataclass(frozen=True)
class JobsAndHelp:
    """`finders` begin with the one of the reader's state, whose name `state` is."""

    finders: tuple[Finder, ...]
    state: str


def build(inputs: ProfileInputs) -> ProfileSection:
    """The same for every career, but for the reader's state."""
    own = find_state_finder(inputs.state)
    first = own or Finder(
        # Translators: the name of a link to the list of all states' job banks.
        _("State job banks"),
        STATE_JOB_BANKS,
        gettext_lazy("Every state has its own job bank. Pick yours from this list."),
    )
    state = STATES.get(inputs.state, "")
    heading = (
        _("Look for jobs and help in %(state)s") % {"state": state}
        if state
        else _("Where to look for jobs and help")
    )
    return ProfileSection(
        "jobs-and-help",
        _("Jobs and help"),
        heading,
        "careers/profile/jobs_and_help.html",
        JobsAndHelp((first, *FEDERAL), state),
    )
