"""The people of these tests: one of each role."""

from django.contrib.auth.models import Group, User


def member(role: str, name: str = "") -> User:
    """Make a member of staff in one role."""
    user = User.objects.create_user(name or role.lower().replace(" ", "-"), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user
