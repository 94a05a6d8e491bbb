"""Names of people on counselors' pages."""

from django.utils.text import get_text_list

from counselors.models import Group, Naming, Participation


def format_readers(group: Group) -> str:
    """The names of all who can see the group's results, as in “Ms. Ortega and Mr. Lee”."""
    colleagues = [colleague.name for colleague in group.colleagues.all()]
    return str(get_text_list([group.counselor_name, *colleagues], "and"))


def get_nickname(participation: Participation, group: Group) -> str:
    """The student's nickname; empty in an anonymous group."""
    return participation.nickname if group.naming == Naming.NICKNAME else ""


def format_student_name(participation: Participation, group: Group) -> str:
    """The nickname if there is one, else as in “Student 3”."""
    return get_nickname(participation, group) or f"Student {participation.number}"
