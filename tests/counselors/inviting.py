"""Invitations, and what the invited fill in."""

import re
from typing import Any

from counselors import invitations
from counselors.models import Invitation
from tests.counselors.people import PASSWORD

LIST = "/admin/counselors/invitation/"
ACCOUNT = {
    "name": "Ms. Ortega",
    "username": "ortega",
    "email": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
LINK = re.compile(r'value="(http://testserver/counselor/invitation/[0-9a-z]{26}/)"')


def invited(**fields: Any) -> tuple[Invitation, str]:
    """An invitation and the path of its link."""
    invitation = Invitation(name="Ms. Ortega", **fields)
    token = invitations.renew_link(invitation)
    for name, value in fields.items():
        setattr(invitation, name, value)
    invitation.save()
    return invitation, f"/counselor/invitation/{token}/"


def link_on(page: Any) -> str:
    """The path of the link that an administrator's page shows."""
    link = LINK.search(page.content.decode())
    assert link
    return link[1].removeprefix("http://testserver")
