"""Which role may open which admin page.

Every model in admin must be listed here; a model or a permission that is not fails.
"""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse

from accounts import roles
from accounts.roles import ADMINISTRATORS, COUNSELORS, DATA_EDITORS, EDITORS, PUBLISHERS
from careers.models import Career, Correction, Guide
from tests.making import make_career
from tests.staff import member

GUIDE = "/careers/medical-office-administrator/"

# Who may see, add, change and delete: E editors, D data editors, P publishers, A administrators.
# Superusers may do what no role may, such as opening a result of the task queue.
EXPECTED = {
    "accounts.signinevent": ("A", "", "", ""),
    "careers.career": ("EPA", "EA", "EPA", "A"),
    "careers.correction": ("EDPA", "", "EDA", "A"),
    "careers.description": ("EPA", "EA", "EA", "A"),
    "careers.factimport": ("EDPA", "DA", "DA", ""),
    "careers.factrelease": ("EDPA", "", "DA", ""),
    "careers.occupationfact": ("EDPA", "", "", ""),
    "careers.projectionimport": ("EDPA", "DA", "DA", ""),
    "careers.guide": ("EDPA", "EA", "EA", "A"),
    "careers.guidesection": ("EPA", "", "EA", "EA"),
    "careers.outsidelink": ("EPA", "", "", ""),
    "careers.source": ("EDPA", "EDA", "EDA", "A"),
    "counselors.invitation": ("A", "A", "A", "A"),
    "programs.dataset": ("DPA", "", "", ""),
    "programs.fieldofstudy": ("DA", "DA", "DA", "A"),
    "programs.institution": ("DA", "DA", "DA", "A"),
    "programs.program": ("DA", "DA", "DA", "DA"),
    "programs.programimport": ("DPA", "DA", "DA", ""),
    "careers.projection": ("EDPA", "", "", ""),
    "careers.projectionrelease": ("EDPA", "", "DA", ""),
    "quiz.quiz": ("EPA", "EA", "EA", ""),
    "quiz.quizversion": ("EPA", "", "EA", "EA"),
    "quiz.trait": ("EPA", "", "EA", "EA"),
    "salaries.area": ("EDPA", "", "EDA", ""),
    "salaries.occupation": ("EDPA", "", "DA", ""),
    "salaries.pricelevel": ("DPA", "DA", "DA", ""),
    "salaries.release": ("EDPA", "", "DA", ""),
    "salaries.wage": ("EDPA", "", "EDA", ""),
    "salaries.wageimport": ("DPA", "DA", "DA", ""),
    "auth.user": ("A", "A", "A", "A"),
    "auth.group": ("A", "", "", ""),
    "django_tasks_database.dbtaskresult": ("", "", "", ""),
}
LETTERS = {"E": EDITORS, "D": DATA_EDITORS, "P": PUBLISHERS, "A": ADMINISTRATORS}
OPEN_TO_ALL_STAFF = {"index", "login", "logout", "password_change", "password_change_done"}
ACTIONS = ("view", "add", "change", "delete")


def label(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model._meta.model_name}"


def tables() -> list[type[Model]]:
    """The models listed in EXPECTED."""
    return [apps.get_model(name) for name in EXPECTED]


def test_every_model_in_admin_is_listed() -> None:
    assert {label(model) for model in admin.site._registry} == set(EXPECTED)


@pytest.mark.parametrize("letter", list(LETTERS))
def test_a_role_has_the_expected_permissions_and_no_others(db: None, rf: Any, letter: str) -> None:
    request = rf.get("/")
    request.user = member(LETTERS[letter])
    for model in tables():
        pages = admin.site.get_model_admin(model)
        expected = EXPECTED[label(model)]
        may = [getattr(pages, f"has_{action}_permission")(request) for action in ACTIONS]
        assert may == [letter in letters for letters in expected], label(model)


def addresses(model: type[Model]) -> dict[str, str]:
    """The addresses of a model's admin pages for its first row, by URL name."""
    row = model._default_manager.first()
    by_name = {}
    for pattern in admin.site.get_model_admin(model).get_urls():
        if not isinstance(pattern, URLPattern) or pattern.name is None:
            continue
        wanted = pattern.pattern.regex.groups
        if wanted and row is None:
            continue
        if set(pattern.pattern.converters) - {"pk", "object_id"}:
            continue
        arguments = [row.pk] if wanted and row else []
        by_name[pattern.name] = reverse(f"admin:{pattern.name}", args=arguments)
    return by_name


@pytest.mark.parametrize("role", [*LETTERS.values(), COUNSELORS, "nobody"])
def test_pages_are_closed_to_roles_without_view_permission(
    content: None, client: Client, role: str
) -> None:
    """Neither GET nor POST shows a page or changes a row."""
    Correction.objects.create(about=GUIDE, statement="The exam's name has changed.")
    if role in LETTERS.values():
        client.force_login(member(role))
    elif role == COUNSELORS:
        counselor = User.objects.create_user("connie")
        counselor.groups.add(Group.objects.get(name=COUNSELORS))
        client.force_login(counselor)
    tried = 0
    for model in tables():
        seen_by = [LETTERS[letter] for letter in EXPECTED[label(model)][0]]
        if role in seen_by:
            continue
        before = list(model._default_manager.order_by("pk").values()[:5])
        for name, address in addresses(model).items():
            for answer in (client.get(address), client.post(address, {"sure": "yes"})):
                tried += 1
                led_away = answer.status_code == 302 and not (
                    answer["Location"].startswith(address) and "login" not in answer["Location"]
                )
                assert led_away or answer.status_code in (403, 404, 405), (role, name)
        assert list(model._default_manager.order_by("pk").values()[:5]) == before
    assert tried > (0 if role == ADMINISTRATORS else 20)


@pytest.mark.parametrize("letter", list(LETTERS))
def test_pages_open_for_roles_with_permission(content: None, client: Client, letter: str) -> None:
    Correction.objects.create(about=GUIDE, statement="The exam's name has changed.")
    client.force_login(member(LETTERS[letter]))
    for model in tables():
        see, add, *_ = EXPECTED[label(model)]
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        opened = {reverse(f"admin:{name}_changelist"): letter in see}
        if row:
            opened[reverse(f"admin:{name}_change", args=[row.pk])] = letter in see
        opened[reverse(f"admin:{name}_add")] = letter in add
        for address, may in opened.items():
            status = client.get(address, follow=True).status_code
            assert (status == 200) == may, (address, status)


def test_permissions_name_existing_models() -> None:
    for permissions in roles.PERMISSIONS.values():
        for app, models in permissions.items():
            for name, _ in roles.expand_parts(app, models):
                assert apps.get_model(app, name)


def test_a_permission_added_by_hand_is_removed(db: None) -> None:
    from django.contrib.auth.models import Permission

    editors = Group.objects.get(name=EDITORS)
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    roles.sync_groups(apps.get_app_config("accounts"))
    assert not editors.permissions.filter(codename="delete_user").exists()


def test_only_a_publisher_publishes_a_guide(content: None, client: Client) -> None:
    guide = Guide.objects.get()
    Guide.objects.update(title="A title in the making")
    publish, withdraw = (
        reverse(f"admin:careers_guide_{name}", args=[guide.pk]) for name in ("publish", "withdraw")
    )
    client.force_login(member(EDITORS))
    shown = client.get(publish).context["form"]["shown"].value()
    assert client.post(publish, {"when": "now", "shown": shown}).status_code == 302
    guide.refresh_from_db()
    assert guide.handed_over_at, "an editor hands it over instead"
    assert client.post(withdraw, {"what": "all"}).status_code == 403
    assert "in the making" not in Client().get(GUIDE).content.decode()
    client.force_login(member(PUBLISHERS))
    assert client.post(withdraw, {"what": "all"}).status_code == 302
    assert not Career.objects.with_guide().exists()
    assert client.post(publish, {"when": "now", "shown": shown}).status_code == 302
    assert "in the making" in Client().get(GUIDE).content.decode()


def test_only_a_publisher_renames_a_career_that_visitors_read(content: None, rf: Any) -> None:
    public, other = (
        Career.objects.get(slug="medical-office-administrator"),
        make_career("bread-baker", "51-3011"),
    )
    pages = admin.site.get_model_admin(Career)
    request = rf.get("/")
    for role, may in ((EDITORS, [False, True]), (PUBLISHERS, [True, True])):
        request.user = member(role)
        assert [pages.has_change_permission(request, each) for each in (public, other)] == may
