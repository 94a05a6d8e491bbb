"""Permissions of each staff group, declared here and written to the database by every migrate.

A permission added in admin to one of these groups is removed at the next migrate; for more, create
another group. A user may be in several groups.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop

# Named in English in the database, and in the user's language on the page of the account.
EDITORS = gettext_noop("Editors")
DATA_EDITORS = gettext_noop("Data editors")
PUBLISHERS = gettext_noop("Publishers")
COUNSELORS = gettext_noop("Counselors")
ADMINISTRATORS = gettext_noop("Administrators")

Actions = tuple[str, ...]
# app label → model → actions. A group has no permission for models that are not listed.
Permissions = dict[str, dict[str, Actions]]

VIEW: Actions = ("view",)
VIEW_CHANGE: Actions = ("view", "change")
VIEW_ADD_CHANGE: Actions = ("view", "add", "change")
VIEW_DELETE: Actions = ("view", "delete")
ALL: Actions = ("view", "add", "change", "delete")
# `publish` is declared in the model's Meta. Editors without it prepare what others publish.
VIEW_PUBLISH: Actions = ("view", "publish")

# Stands for all tables whose rows make up guides (`is_part_of_guide`).
GUIDE_PARTS = "parts of guides"
GUIDE: dict[str, Actions] = {
    GUIDE_PARTS: ALL,
    "guideversion": VIEW,
    "outsidelink": VIEW,
    "source": VIEW_ADD_CHANGE,
    "correction": VIEW_CHANGE,
}
# Official figures about occupations: projections, and facts of every other kind.
FIGURES: dict[str, Actions] = {
    "projection": VIEW,
    "projectionrelease": VIEW_CHANGE,
    "projectionimport": VIEW_ADD_CHANGE,
    "occupationfact": VIEW,
    "factrelease": VIEW_CHANGE,
    "factimport": VIEW_ADD_CHANGE,
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
        "careers": {
            "career": VIEW_ADD_CHANGE,
            "previousslug": VIEW,
            "guide": VIEW_ADD_CHANGE,
            "description": VIEW_ADD_CHANGE,
            **GUIDE,
            **dict.fromkeys(FIGURES, VIEW),
        },
        "quiz": QUIZ,
        # Editors fix a wrong figure that a reader reports; whole files are for data editors.
        "salaries": {"area": VIEW_CHANGE, "occupation": VIEW, "release": VIEW, "wage": VIEW_CHANGE},
    },
    DATA_EDITORS: {
        # A report names the version of the guide that its reader saw.
        "careers": {
            "guide": VIEW,
            "source": VIEW_ADD_CHANGE,
            "correction": VIEW_CHANGE,
            **FIGURES,
        },
        "programs": PROGRAMS,
        "salaries": WAGES,
    },
    PUBLISHERS: {
        "careers": {
            **dict.fromkeys(GUIDE, VIEW),
            "career": VIEW_CHANGE,
            "previousslug": VIEW_DELETE,
            "guide": VIEW_PUBLISH,
            "description": VIEW_PUBLISH,
            **dict.fromkeys(FIGURES, VIEW),
            "projectionrelease": VIEW_PUBLISH,
            "factrelease": VIEW_PUBLISH,
        },
        "programs": {"dataset": VIEW_PUBLISH, "programimport": VIEW},
        "quiz": {**dict.fromkeys(QUIZ, VIEW), "quizversion": VIEW_PUBLISH},
        "salaries": {**dict.fromkeys(WAGES, VIEW), "release": VIEW_PUBLISH},
    },
    # Counselors have pages of their own and none in admin.
    COUNSELORS: {},
    ADMINISTRATORS: {
        "accounts": {"signinevent": VIEW},
        "auth": {"user": ALL, "group": VIEW},
        "careers": {
            "career": ALL,
            "previousslug": VIEW_DELETE,
            "guide": (*ALL, "publish"),
            "description": (*ALL, "publish"),
            **with_actions(GUIDE, ("delete",)),
            "guideversion": VIEW,
            **FIGURES,
            "projectionrelease": (*VIEW_CHANGE, "publish"),
            "factrelease": (*VIEW_CHANGE, "publish"),
        },
        # Only their counselors see groups and what students shared.
        "counselors": {"invitation": ALL},
        "programs": {**with_actions(PROGRAMS, ("delete",)), "dataset": VIEW_PUBLISH},
        "quiz": with_actions(QUIZ, ("publish",)),
        "salaries": {**WAGES, "release": (*VIEW_CHANGE, "publish")},
    },
}


def expand_parts(label: str, models: dict[str, Actions]) -> Iterator[tuple[str, Actions]]:
    """The models of an app with their actions; GUIDE_PARTS becomes the tables it stands for."""
    for name, actions in models.items():
        if name != GUIDE_PARTS:
            yield name, actions
            continue
        for model in apps.get_app_config(label).get_models():
            if getattr(model, "is_part_of_guide", False):
                yield str(model._meta.model_name), actions


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
            for model, actions in expand_parts(label, models)
            for action in actions
        }
        group.permissions.set(existing[key] for key in declared if key in existing)
