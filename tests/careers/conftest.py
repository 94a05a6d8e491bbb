"""The bundled guide, and two people who have its form open."""

from typing import Any

import pytest
from django.test import Client

from accounts.roles import EDITORS, PUBLISHERS
from careers.models import Guide
from tests.careers.guides import admin_page, get_guide, open_form
from tests.staff import member


@pytest.fixture
def guide(content: None) -> Guide:
    return get_guide()


@pytest.fixture
def edith(guide: Guide) -> Client:
    """Who opens the form first and saves it last."""
    client = Client()
    client.force_login(member(EDITORS, "edith"))
    return client


@pytest.fixture
def opened(edith: Client, guide: Guide) -> dict[str, Any]:
    """The form as it was opened by her."""
    return open_form(edith, admin_page(guide))


@pytest.fixture
def eduard(opened: dict[str, Any]) -> Client:
    """The colleague, who opens it later and saves it first."""
    client = Client()
    client.force_login(member(EDITORS, "eduard"))
    return client


@pytest.fixture
def publishing(guide: Guide) -> Client:
    client = Client()
    client.force_login(member(PUBLISHERS, "paula"))
    return client
