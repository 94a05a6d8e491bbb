from counselors.models.access import Access
from counselors.models.groups import Colleague, Group, Naming
from counselors.models.invitations import Invitation
from counselors.models.participations import Note, Participation, TalkStatus

__all__ = [
    "Access",
    "Colleague",
    "Group",
    "Invitation",
    "Naming",
    "Note",
    "Participation",
    "TalkStatus",
]
