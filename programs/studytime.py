"""How long a program takes, and what it costs over that time."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext

from common.formatting import MONTHS_PER_YEAR, format_month_range
from programs.models import Program
from programs.payback import Route
from programs.prices.price import Price

# Months of full-time study for which a credential is meant, from the shortest to the longest. A
# certificate takes at least the fifteen weeks from which on a federal grant is paid.
NOMINAL_MONTHS: Mapping[int, tuple[int, int]] = {
    Program.Credential.CERTIFICATE: (4, 24),
    Program.Credential.ASSOCIATE: (24, 24),
    Program.Credential.BACHELOR: (48, 48),
    Program.Credential.POST_BACHELOR: (4, 24),
    Program.Credential.MASTER: (12, 24),
    Program.Credential.DOCTOR: (36, 72),
    Program.Credential.PROFESSIONAL: (36, 48),
    Program.Credential.GRADUATE: (4, 24),
}


class StudyTime(NamedTuple):
    """The shortest and the longest time that a program takes; `note`: where that is from."""

    months_low: int
    months_high: int
    note: str

    @property
    def text(self) -> str:
        """As in “6–12 months”."""
        return format_month_range(self.months_low, self.months_high)


def find_study_time(program: Program, price: Price, typical: Route | None = None) -> StudyTime:
    """The program's own time, or else that of the kind, which is an assumption.

    `typical`: such programs in the guide, where it names them.
    """
    if program.months_low is not None and program.months_high is not None:
        own = (program.months_low, program.months_high)
        return StudyTime(*own, gettext("as the school says"))
    if price.months:
        note = gettext("such a program at this school, full time")
        return StudyTime(*price.months, note)
    if typical:
        note = gettext("typical; its own is not reported")
        return StudyTime(typical.months_low, typical.months_high, note)
    note = gettext("assumed: full-time study for such a credential; its own is not reported")
    return StudyTime(*NOMINAL_MONTHS[program.credential], note)


def build_route(program: Program, price: Price, time: StudyTime) -> Route | None:
    """The way through a program; None where nothing is known of its price.

    The price of a year counts for as many years as the program takes.
    """
    if price.low is None:
        return None
    low, high = price.low, price.low if price.high is None else price.high
    if price.per == "year":
        low = -(-low * time.months_low // MONTHS_PER_YEAR)
        high = -(-high * time.months_high // MONTHS_PER_YEAR)
    name = program.institution.name
    return Route(name, low, high, time.months_low, time.months_high, is_floor=price.is_floor)
