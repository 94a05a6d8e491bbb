"""What each group of staff may do, declared here and brought into the database by every migrate.

A right added in admin to one of these groups is taken back at the next migrate: who needs more
gets a group of their own.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions

EDITORS = "Editors"

ALL = ("view", "add", "change", "delete")
KEEP = ("view", "add", "change")

# app label → model → actions. A model that is not named stays closed to the group.
EDITOR_RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    "careerguide": {
        "career": KEEP,
        "guidesection": ALL,
        "duty": ALL,
        "roadmapstep": ALL,
        "roadmapsubject": ALL,
        "certification": ALL,
        "workplace": ALL,
        "trainingcost": ALL,
        "skill": ALL,
        "outlook": ALL,
        "fitstatement": ALL,
        "benefit": ALL,
        "challenge": ALL,
        "measuredfact": ALL,
        "relatedoccupation": ALL,
        "source": KEEP,
        "correction": ("view", "change"),
    },
    "programs": {"dataset": KEEP, "fieldofstudy": KEEP, "institution": KEEP, "program": ALL},
    "quiz": {
        "quiz": KEEP,
        "quizversion": ("view", "change", "delete"),
        "trait": ALL,
        "statement": ALL,
        "band": ALL,
        "condition": ALL,
    },
}


def sync_groups(sender: AppConfig, **kwargs: Any) -> None:
    """Give each group exactly its declared rights; runs after every migrate."""
    from django.contrib.auth.models import Group, Permission

    # Our app comes first in INSTALLED_APPS: the other apps' permissions may not be there yet.
    for label in EDITOR_RIGHTS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    rights = {
        (label, f"{action}_{model}")
        for label, models in EDITOR_RIGHTS.items()
        for model, actions in models.items()
        for action in actions
    }
    permissions = Permission.objects.filter(
        content_type__app_label__in=EDITOR_RIGHTS
    ).select_related("content_type")
    group, _ = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(
        permission
        for permission in permissions
        if (permission.content_type.app_label, permission.codename) in rights
    )
