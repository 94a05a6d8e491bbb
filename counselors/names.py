"""What people are called on counselors' pages."""

from django.utils.text import get_text_list

from counselors.models import Group, Naming, Participation


def readers_of(group: Group) -> str:
    """Everybody who can see the group's results, as in “Ms. Ortega and Mr. Lee”."""
    colleagues = [colleague.name for colleague in group.colleagues.all()]
    return str(get_text_list([group.counselor_name, *colleagues], "and"))


def student_name(participation: Participation, group: Group) -> str:
    """The nickname, if the group has any and this student chose one; else as in “Student 3”."""
    nickname = participation.nickname if group.naming == Naming.NICKNAME else ""
    return nickname or f"Student {participation.number}"
