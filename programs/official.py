"""Official addresses for people who choose and pay for training, and what each is good for.

No amounts: they change every year, and the official page has them. The check of links tries these
addresses as it does those of the guides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Official(NamedTuple):
    """A page outside this site: its name, which is not translated, and when somebody last went
    over what we say of it."""

    name: str
    url: str
    checked_on: date


CHECKED_ON = date(2026, 11, 28)

DAPIP = Official("DAPIP", "https://ope.ed.gov/dapip/", CHECKED_ON)
FAFSA = Official("FAFSA", "https://studentaid.gov/h/apply-for-aid/fafsa", CHECKED_ON)
PELL = Official(
    "Federal Pell Grants", "https://studentaid.gov/understand-aid/types/grants/pell", CHECKED_ON
)
CLOSED_SCHOOL = Official(
    "Closed school discharge",
    "https://studentaid.gov/manage-loans/forgiveness-cancellation/closed-school",
    CHECKED_ON,
)
CLOSED_SCHOOLS = Official(
    "Closed school search file",
    "https://fsapartners.ed.gov/additional-resources/reports/weekly-closed-school-search-file",
    CHECKED_ON,
)
JOB_CENTERS = Official(
    "American Job Centers",
    "https://www.careeronestop.org/LocalHelp/AmericanJobCenters/find-american-job-centers.aspx",
    CHECKED_ON,
)
WIOA_PROGRAMS = Official(
    "WIOA training programs",
    "https://www.careeronestop.org/LocalHelp/EmploymentAndTraining/find-WIOA-training-programs.aspx",
    CHECKED_ON,
)
LICENSES = Official(
    "License Finder",
    "https://www.careeronestop.org/Toolkit/Training/find-licenses.aspx",
    CHECKED_ON,
)
APPRENTICESHIPS = Official(
    "Apprenticeship.gov", "https://www.apprenticeship.gov/apprenticeship-job-finder", CHECKED_ON
)
EQUIVALENCY = Official(
    "High school equivalency",
    "https://www.careeronestop.org/FindTraining/Types/high-school-equivalency.aspx",
    CHECKED_ON,
)
GED = Official("GED", "https://www.ged.com/", CHECKED_ON)
STATE_AGENCIES = Official(
    "State contacts", "https://www.ed.gov/contact-us/state-contacts", CHECKED_ON
)

OFFICIAL: Sequence[Official] = (
    *(DAPIP, FAFSA, PELL, CLOSED_SCHOOL, CLOSED_SCHOOLS, JOB_CENTERS, WIOA_PROGRAMS, LICENSES),
    *(APPRENTICESHIPS, EQUIVALENCY, GED, STATE_AGENCIES),
)


@dataclass(frozen=True)
class Aid:
    """A way to pay for training, or to need less of it: its name, two or three sentences, and
    links with their words."""

    name: str | Promise
    text: str | Promise
    links: Sequence[tuple[str | Promise, str]]


AID: Sequence[Aid] = (
    Aid(
        _("The FAFSA, one free form"),
        _(
            "Federal grants and loans, and most grants of states and schools, begin with it. It "
            "costs nothing: nobody has to be paid to send it. Only schools that take part in "
            "federal aid can pay it out, so ask yours."
        ),
        [(_("Fill in the FAFSA"), FAFSA.url)],
    ),
    Aid(
        _("Pell grants"),
        _(
            "Money that you do not pay back, for people with little income who have no bachelor’s "
            "degree yet. Since July 2026 some job programs as short as eight weeks count too, if "
            "the state and the Department of Education approved them: ask whether yours does."
        ),
        [(_("Who gets a Pell grant"), PELL.url)],
    ),
    Aid(
        _("Money for training through a job center (WIOA)"),
        _(
            "For people who lost their job, earn little, or are young and out of school. An "
            "American Job Center decides before the program begins, so go there before you sign "
            "or pay."
        ),
        [
            (_("Find a job center"), JOB_CENTERS.url),
            (_("Programs that WIOA pays for"), WIOA_PROGRAMS.url),
        ],
    ),
    Aid(
        _("Grants of your state"),
        _(
            "Many states have grants of their own. Most go by the FAFSA, often with an earlier "
            "deadline."
        ),
        [(_("Find your state’s agency"), STATE_AGENCIES.url)],
    ),
    Aid(
        _("Apprenticeships"),
        _("Paid work from the first day, with classes beside it. Ask what books and tools cost."),
        [(_("Find an apprenticeship"), APPRENTICESHIPS.url)],
    ),
    Aid(
        _("No high school diploma yet?"),
        _(
            "Most programs, and federal aid, ask for a diploma or its equal. You can earn that "
            "with a test such as the GED, and classes for it are often free."
        ),
        [
            (_("How to earn the equal of a diploma"), EQUIVALENCY.url),
            (_("The GED test"), GED.url),
        ],
    ),
)
