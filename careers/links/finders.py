"""Official finders of jobs and help: addresses of federal and state job services.

They are no content of editors: the check of links tries them as it does the guides' links.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Finder(NamedTuple):
    """A site outside this one: its name, which is not translated, and what it offers."""

    name: str
    url: str
    offer: str | Promise


CAREER_ONE_STOP = "https://www.careeronestop.org"
STATE_JOB_BANKS = f"{CAREER_ONE_STOP}/JobSearch/FindJobs/state-job-banks.aspx"

FEDERAL = (
    Finder(
        "CareerOneStop",
        f"{CAREER_ONE_STOP}/JobSearch/job-search.aspx",
        _("Job ads from all states, and help with resumes. By the U.S. Department of Labor."),
    ),
    Finder(
        "American Job Centers",
        f"{CAREER_ONE_STOP}/LocalHelp/AmericanJobCenters/find-american-job-centers.aspx",
        _("People near you who help with the search and with paying for training. Free."),
    ),
    Finder(
        "Apprenticeship.gov",
        "https://www.apprenticeship.gov/apprenticeship-job-finder",
        _("Registered apprenticeships: paid work while you learn."),
    ),
    Finder("USAJOBS", "https://www.usajobs.gov/", _("Jobs with the federal government.")),
)  # fmt: skip

# The states' own job banks, as CareerOneStop lists them. A state whose address moved lately is left
# out: readers there get the list.
STATES = {
    "AL": ("AlabamaWorks", "https://alabamaworks.alabama.gov/"),
    "AK": ("AlaskaJobs", "https://alaskajobs.alaska.gov/"),
    "AZ": ("Arizona Job Connection", "https://www.azjobconnection.gov/"),
    "AR": ("Arkansas JobLink", "https://www.arjoblink.arkansas.gov/"),
    "CA": ("CalJOBS", "https://www.caljobs.ca.gov/"),
    "CO": ("Connecting Colorado", "https://www.connectingcolorado.com/"),
    "CT": ("CTHires", "https://www.cthires.com/"),
    "DC": ("DCNetworks", "https://www.dcnetworks.org/"),
    "DE": ("Delaware JobLink", "https://joblink.delaware.gov/"),
    "FL": ("Employ Florida", "https://www.employflorida.com/"),
    "GA": ("WorkSource Georgia", "https://www.worksourcegaportal.com/"),
    "GU": ("HireGuam", "https://www.hireguam.com/"),
    "HI": ("HireNet Hawaii", "https://www.hirenethawaii.com/"),
    "IA": ("IowaWORKS", "https://www.iowaworks.gov/"),
    "ID": ("IdahoWorks", "https://idahoworks.gov/"),
    "IL": ("Illinois JobLink", "https://illinoisjoblink.illinois.gov/"),
    "IN": ("Indiana Career Connect", "https://www.indianacareerconnect.com/"),
    "KS": ("KANSASWORKS", "https://www.kansasworks.com/"),
    "LA": ("Louisiana Works", "https://www.louisianaworks.net/hire/"),
    "MA": ("MassHire JobQuest", "https://jobquest.mass.gov/"),
    "MD": ("Maryland Workforce Exchange", "https://mwejobs.maryland.gov/"),
    "ME": ("Maine JobLink", "https://joblink.maine.gov/"),
    "MI": ("Pure Michigan Talent Connect", "https://www.mitalent.org/"),
    "MN": ("CareerForce", "https://careerforce.mn.gov/"),
    "MO": ("Jobs.mo.gov", "https://jobs.mo.gov/"),
    "MT": ("Montana Works", "https://montanaworks.gov/"),
    "NC": ("NCWorks", "https://www.ncworks.gov/"),
    "NE": ("NEworks", "https://neworks.nebraska.gov/"),
    "NH": ("NHWorks Job Match", "https://nhworksjobmatch.nhes.nh.gov/"),
    "NJ": ("New Jersey Career Services", "https://nj.gov/labor/career-services/"),
    "NM": ("New Mexico Workforce Connection", "https://www.jobs.dws.nm.gov/"),
    "NV": ("EmployNV", "https://www.employnv.gov/"),
    "PA": ("PA CareerLink", "https://www.pacareerlink.pa.gov/"),
    "RI": ("EmployRI", "https://www.employri.org/"),
    "SC": ("SC Works", "https://jobs.scworks.org/"),
    "SD": ("SouthDakotaWORKS", "https://www.southdakotaworks.org/"),
    "TX": ("WorkInTexas", "https://www.workintexas.com/"),
    "UT": ("Jobs.utah.gov", "https://jobs.utah.gov/"),
    "VA": ("Virginia Workforce Connection", "https://vawc.virginia.gov/"),
    "VT": ("Vermont JobLink", "https://www.vermontjoblink.com/"),
    "WA": ("WorkSource Washington", "https://worksourcewa.com/"),
    "WI": ("Job Center of Wisconsin", "https://jobcenterofwisconsin.com/"),
    "WV": ("WorkForce West Virginia", "https://workforcewv.org/"),
    "WY": ("Wyoming at Work", "https://hire.wyo.gov/"),
}


def find_state_finder(state: str) -> Finder | None:
    """The job bank of a state by its two letters; None where its address is not known."""
    if state not in STATES:
        return None
    return Finder(*STATES[state], _("The state’s own job bank and job service."))


def list_finders() -> list[tuple[str, str]]:
    """Name and address of each finder, for the check of links."""
    finders = [(finder.name, finder.url) for finder in FEDERAL]
    return [*finders, ("CareerOneStop", STATE_JOB_BANKS), *STATES.values()]
