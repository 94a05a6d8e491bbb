"""Writes a group's access log."""

from django.http import HttpRequest

from counselors.models import Access, Group


def log_access(
    request: HttpRequest,
    group: Group,
    action: Access.Action,
    *,
    student_number: int | None = None,
    detail: str = "",
) -> None:
    Access.objects.create(
        group=group,
        user_id=request.user.pk,
        action=action,
        student_number=student_number,
        detail=detail,
    )
