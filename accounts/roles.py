"""What each group of staff may do, declared here and brought into the database by every migrate.

A right added in admin to one of these groups is taken back at the next migrate: who needs more
gets a group of their own. A person may be in several groups.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions

EDITORS = "Editors"
DATA_EDITORS = "Data editors"
PUBLISHERS = "Publishers"
COUNSELORS = "Counselors"
ADMINISTRATORS = "Administrators"

Actions = tuple[str, ...]
# app label → model → actions. A model that is not named stays closed to the group.
Rights = dict[str, dict[str, Actions]]

SEE: Actions = ("view",)
MEND: Actions = ("view", "change")
KEEP: Actions = ("view", "add", "change")
ALL: Actions = ("view", "add", "change", "delete")
# Declared in the model's Meta; without it a row is worked on, and somebody else lets it out.
PUBLISH: Actions = ("view", "publish")

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
    "outsidelink": SEE,
    "source": KEEP,
    "correction": MEND,
}
QUIZ: dict[str, Actions] = {
    "quiz": KEEP,
    "quizversion": ("view", "change", "delete"),
    "trait": ALL,
    "statement": ALL,
    "band": ALL,
    "condition": ALL,
    "interestprofile": ALL,
}
PROGRAMS: dict[str, Actions] = {
    "dataset": SEE,
    "fieldofstudy": KEEP,
    "institution": KEEP,
    "program": ALL,
    "programimport": KEEP,
}
WAGES: dict[str, Actions] = {
    "area": MEND,
    "occupation": MEND,
    "release": MEND,
    "sourcefile": SEE,
    "wage": MEND,
    "wageimport": KEEP,
    "pricelevel": KEEP,
}


def with_actions(models: dict[str, Actions], actions: Actions) -> dict[str, Actions]:
    """The same models, with these actions added to what each allows."""
    return {model: (*allowed, *actions) for model, allowed in models.items()}


RIGHTS: dict[str, Rights] = {
    EDITORS: {
        "careers": {"career": KEEP, **GUIDE},
        "quiz": QUIZ,
        # A wrong figure that a reader found is mended at once; whole files are for data editors.
        "salaries": {"area": MEND, "occupation": SEE, "release": SEE, "wage": MEND},
    },
    DATA_EDITORS: {
        "careers": {"source": KEEP, "correction": MEND},
        "programs": PROGRAMS,
        "salaries": WAGES,
    },
    PUBLISHERS: {
        "careers": {**dict.fromkeys(GUIDE, SEE), "career": PUBLISH},
        "programs": {"dataset": PUBLISH, "programimport": SEE},
        "quiz": {**dict.fromkeys(QUIZ, SEE), "quizversion": PUBLISH},
        "salaries": {**dict.fromkeys(WAGES, SEE), "release": PUBLISH},
    },
    # Counselors have pages of their own and no business here.
    COUNSELORS: {},
    ADMINISTRATORS: {
        "accounts": {"signinevent": SEE},
        "auth": {"user": ALL, "group": SEE},
        "careers": {"career": (*ALL, "publish"), **with_actions(GUIDE, ("delete",))},
        # Groups and what students shared are for their counselors alone.
        "counselors": {"invitation": ALL},
        "programs": {**with_actions(PROGRAMS, ("delete",)), "dataset": PUBLISH},
        "quiz": with_actions(QUIZ, ("publish",)),
        "salaries": {**WAGES, "release": (*MEND, "publish")},
    },
}


def sync_groups(sender: AppConfig, **kwargs: Any) -> None:
    """Give each group exactly its declared rights; runs after every migrate."""
    from django.contrib.auth.models import Group, Permission

    labels = {label for rights in RIGHTS.values() for label in rights}
    # Our app comes first in INSTALLED_APPS: the other apps' permissions may not be there yet.
    for label in labels:
        create_permissions(apps.get_app_config(label), verbosity=0)
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=labels
        ).select_related("content_type")
    }
    for name, rights in RIGHTS.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = {
            (label, f"{action}_{model}")
            for label, models in rights.items()
            for model, actions in models.items()
            for action in actions
        }
        group.permissions.set(known[right] for right in wanted if right in known)
