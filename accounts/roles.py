"""Permissions of each staff group, declared here and written to the database by every migrate.

A permission added in admin to one of these groups is removed at the next migrate; for more, create
another group. A user may be in several groups.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

EDITORS = "Editors"
DATA_EDITORS = "Data editors"
PUBLISHERS = "Publishers"
COUNSELORS = "Counselors"
ADMINISTRATORS = "Administrators"

Actions = tuple[str, ...]
# app label → model → actions. A group has no permission for models that are not listed.
Permissions = dict[str, dict[str, Actions]]

VIEW: Actions = ("view",)
VIEW_CHANGE: Actions = ("view", "change")
VIEW_ADD_CHANGE: Actions = ("view", "add", "change")
ALL: Actions = ("view", "add", "change", "delete")
# `publish` is declared in the model's Meta. Editors without it prepare what others publish.
VIEW_PUBLISH: Actions = ("view", "publish")

GUIDE: dict[str, Actions] = {
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
    "occupationinterests": ALL,
    "outsidelink": VIEW,
    "source": VIEW_ADD_CHANGE,
    "correction": VIEW_CHANGE,
}
QUIZ: dict[str, Actions] = {
    "quiz": VIEW_ADD_CHANGE,
    "quizversion": ("view", "change", "delete"),
    "trait": ALL,
    "statement": ALL,
    "band": ALL,
    "condition": ALL,
}
PROGRAMS: dict[str, Actions] = {
    "dataset": VIEW,
    "programimport": VIEW_ADD_CHANGE,
    "fieldofstudy": VIEW_ADD_CHANGE,
    "institution": VIEW_ADD_CHANGE,
    "program": ALL,
}
WAGES: dict[str, Actions] = {
    "area": VIEW_CHANGE,
    "occupation": VIEW_CHANGE,
    "release": VIEW_CHANGE,
    "sourcefile": VIEW,
    "wage": VIEW_CHANGE,
    "wageimport": VIEW_ADD_CHANGE,
    "pricelevel": VIEW_ADD_CHANGE,
}


def with_actions(models: dict[str, Actions], actions: Actions) -> dict[str, Actions]:
    """The same models with these actions added to each."""
    return {model: (*allowed, *actions) for model, allowed in models.items()}


PERMISSIONS: dict[str, Permissions] = {
    EDITORS: {
        "careers": {"career": VIEW_ADD_CHANGE, **GUIDE},
        "quiz": QUIZ,
        # Editors fix a wrong figure that a reader reports; whole files are for data editors.
        "salaries": {"area": VIEW_CHANGE, "occupation": VIEW, "release": VIEW, "wage": VIEW_CHANGE},
    },
    DATA_EDITORS: {
        "careers": {"source": VIEW_ADD_CHANGE, "correction": VIEW_CHANGE},
        "programs": PROGRAMS,
        "salaries": WAGES,
    },
    PUBLISHERS: {
        "careers": {**dict.fromkeys(GUIDE, VIEW), "career": VIEW_PUBLISH},
        "programs": {"dataset": VIEW_PUBLISH, "programimport": VIEW},
        "quiz": {**dict.fromkeys(QUIZ, VIEW), "quizversion": VIEW_PUBLISH},
        "salaries": {**dict.fromkeys(WAGES, VIEW), "release": VIEW_PUBLISH},
    },
    # Counselors have pages of their own and none in admin.
    COUNSELORS: {},
    ADMINISTRATORS: {
        "accounts": {"signinevent": VIEW},
        "auth": {"user": ALL, "group": VIEW},
        "careers": {"career": (*ALL, "publish"), **with_actions(GUIDE, ("delete",))},
        # Only their counselors see groups and what students shared.
        "counselors": {"invitation": ALL},
        "programs": {**with_actions(PROGRAMS, ("delete",)), "dataset": VIEW_PUBLISH},
        "quiz": with_actions(QUIZ, ("publish",)),
        "salaries": {**WAGES, "release": (*VIEW_CHANGE, "publish")},
    },
}


def sync_groups(sender: AppConfig, **kwargs: Any) -> None:
    """Give each group exactly its declared permissions; runs after every migrate."""
    labels = {label for permissions in PERMISSIONS.values() for label in permissions}
    # This app comes first in INSTALLED_APPS: other apps' permissions may not exist yet.
    for label in labels:
        create_permissions(apps.get_app_config(label), verbosity=0)
    existing = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=labels
        ).select_related("content_type")
    }
    for name, permissions in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        declared = {
            (label, f"{action}_{model}")
            for label, models in permissions.items()
            for model, actions in models.items()
            for action in actions
        }
        group.permissions.set(existing[key] for key in declared if key in existing)
