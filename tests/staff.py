"""Members of staff for tests."""

from django.contrib.auth.models import Group, User


def member(role: str, name: str = "") -> User:
    """Create a member of staff with one role."""
    user = User.objects.create_user(name or role.lower().replace(" ", "-"), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user
