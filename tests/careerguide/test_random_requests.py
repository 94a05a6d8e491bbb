"""No request to any address, by any method, in any role, causes a server error."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import hypothesis.strategies as st
import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given, settings

from accounts.roles import PERMISSIONS
from careers.models import Career
from tests.damage import examples

VARIABLE = re.compile(r"<(?:\w+:)?\w+>")
VALUES = (
    *("medical-office-administrator", "medical-assistant", "43-6013", "wa", "WA", "06", "seattle"),
    *("1", "2", "0", "-1", "999999999999999999999", "1e9", "NaN", "add", "history", "2024-05"),
    *(
        "\0",
        "a\0b",
        "_00",
        "2025-13-45",
        "{'a': 1}",
        "'",
        "%",
        "%00",
        "..",
        "../..",
        "\\",
        "٣",
        "\u202e",
        "<b>",
        "{{7*7}}",
        "x" * 300,
    ),
    *("7kq4m2xp", "0123456789abcdefghjkmnpqrs", "duties", "sections", "{}", "[]", "null", ""),
)
NAMES = (
    *("q", "page", "sort", "state", "release", "level", "compare", "zip", "radius", "credential"),
    *("area", "start", "short", "back", "key", "answer", "nickname", "keep_months", "budget"),
    *("months", "delivery", "code", "about", "statement", "email", "website", "username"),
    *("password", "next", "name", "careers", "closes_on", "naming", "why", "file", "table", "what"),
    *("action", "_selected_action", "_save", "post", "e", "o", "status", "text", "token", "o.0"),
    # Of profiles.
    *("training", "pay", "pay_per", "place", "work", "work_career", "from", "lift", "pay_from"),
    # Lookups of the admin lists.
    *("code", "slug", "title__contains", "name__regex", "id__in", "pk__gte", "state__isnull"),
    *("created_at__year", "released_on__gte", "user__username", "term", "app_label", "field_name"),
    *("_changelist_filters", "_to_field", "_popup", "p", "all"),
    *("form-TOTAL_FORMS", "form-INITIAL_FORMS", "form-0-id", "publish_at_0", "publish_at_1"),
)
TEXT = st.one_of(st.sampled_from(VALUES), st.text(max_size=20))
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), TEXT), max_size=8)
METHODS = st.sampled_from(
    ["GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
)
FORM = "application/x-www-form-urlencoded"
KINDS = st.sampled_from([FORM, FORM, FORM, "multipart/form-data; boundary=b", "application/json"])
PEOPLE = ("nobody", "somebody", *PERMISSIONS, "superuser")


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Yield every address of the site, with `{}` for each variable part."""
    for each in patterns:
        pattern = each.pattern
        route = before + (getattr(pattern, "_route", None) or "")
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            if not hasattr(pattern, "_route"):
                # A regular expression: its fixed text, with `{}` for each group.
                plain = re.sub(r"\(\?P<\w+>.*?\)|\(.*?\)", "{}", str(pattern))
                route = before + re.sub(r"[\\^$?+*\[\]|]|\(\?i\)", "", plain)
            yield "/" + VARIABLE.sub("{}", route)


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


@pytest.fixture
def people(content: None) -> dict[str, User | None]:
    """Return a user for each role, one without any, and None for nobody."""
    users: dict[str, User | None] = {"nobody": None}
    for name in PEOPLE[1:]:
        is_staff = name not in {"somebody", "Counselors"}
        user = User.objects.create_user(name, is_staff=is_staff, is_superuser=name == "superuser")
        if name in PERMISSIONS:
            user.groups.add(Group.objects.get(name=name))
        users[name] = user
    return users


def test_the_list_of_addresses_is_complete() -> None:
    assert {"/", "/careers/{}/", "/careers/{}/quiz/", "/results/{}/", "/counselor/"} <= set(ROUTES)
    assert any(route.startswith("/admin/careers/career/{}/") for route in ROUTES)
    assert any(route.startswith("/api/v1/wages") for route in ROUTES)


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def short_statements(content: None) -> None:
    """Limit statements as a serving process does: one that runs longer is answered by a 503."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20s'")


def test_no_request_breaks_the_site(people: dict[str, User | None], short_statements: None) -> None:
    key = str(Career.objects.values_list("pk", flat=True)[0])

    @given(
        route=st.sampled_from(ROUTES),
        texts=st.lists(TEXT, min_size=4, max_size=4),
        query=PAIRS,
        fields=PAIRS,
        method=METHODS,
        kind=KINDS,
        person=st.sampled_from(PEOPLE),
    )
    @settings(max_examples=examples(250))
    def send(
        route: str,
        texts: list[str],
        query: list[tuple[str, str]],
        fields: list[tuple[str, str]],
        method: str,
        kind: str,
        person: str,
    ) -> None:
        segments = [
            quote(key if text == "1" else text, safe="", errors="replace") for text in texts
        ]
        path = route.format(*segments, *segments, *segments)
        address = f"{path}?{urlencode(query, errors='replace')}"
        body = urlencode(fields, errors="replace")
        response = client_of(people[person]).generic(method, address, body, content_type=kind)
        # On a machine at its limit /readyz answers 503, as it should.
        assert response.status_code < 500 or route == "/readyz", (method, address, body)

    send()
