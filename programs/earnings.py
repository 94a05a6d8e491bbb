"""What a program's graduates earn beside what people earn with a high school diploma. Pure."""

from django.utils.translation import gettext

from common.formatting import format_dollars
from programs.careers import get_state_name
from programs.models import Program


def compare_with_diploma(program: Program) -> int | None:
    """Dollars a year above (or, below zero, under) a diploma's pay in the institution's state.

    Four years after completion: the first year's earnings are never compared with it. None where
    either is not known.
    """
    if program.earnings is None or program.high_school_earnings is None:
        return None
    return program.earnings - program.high_school_earnings


def describe_difference(program: Program) -> str:
    """compare_with_diploma() in words; empty where nothing can be compared."""
    difference = compare_with_diploma(program)
    if difference is None:
        return ""
    if difference > 0:
        text = gettext("%(dollars)s a year more than with a high school diploma in %(state)s")
    elif difference < 0:
        text = gettext("%(dollars)s a year less than with a high school diploma in %(state)s")
    else:
        text = gettext("the same as with a high school diploma in %(state)s")
    return text % {"dollars": format_dollars(abs(difference)), "state": name_state(program)}


def name_state(program: Program) -> str:
    """The state that its graduates' earnings are compared in, also where no file names it."""
    state = program.institution.state
    return get_state_name(state) if state else gettext("its state")
