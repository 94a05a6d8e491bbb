"""Python and PostgreSQL fold a text to the same, so that every search compares alike."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from common.search import _BETWEEN_WORDS, _DROPPED, _SQL, fold
from programs.models import Institution
from salaries.models import Area, Occupation

ODD = [
    *("Coeur d’Alene", "Dallas–Fort Worth", "O‘ahu", "Hawaiʻi", "ﬁne Ⅳ", "ÅNGSTRÖM", "Straße"),
    *("a[b]c{d}\\e^f|g~h", '"quoted" & (braced)', "100% of $5 @ #1", "İstanbul", "Mayagüez_PR"),
    *("\u00adsoft", "a\u00a0b", "−–—‐‑", "日本 学校", "😀 smile", "e\u0301", "line\nbreak\ttab"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ODD)
def test_the_database_folds_as_python_does(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT btrim({_SQL.format('%s')})", [text, _DROPPED, _BETWEEN_WORDS])
        assert cursor.fetchone() == (fold(text),)


def test_every_name_of_the_site_is_folded_alike(content: None) -> None:
    tables = ((Institution, "name"), (Institution, "city"), (Area, "name"), (Occupation, "title"))
    for model, column in tables:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column}, btrim({_SQL.format(column)}) FROM {model._meta.db_table}",
                [_DROPPED, _BETWEEN_WORDS],
            )
            rows = cursor.fetchall()
        assert rows
        assert [folded for _, folded in rows] == [fold(name) for name, _ in rows]


def test_the_api_and_admin_search_alike(client: Client, content: None) -> None:
    Institution.objects.create(name="Cañada College – O’Brien Campus", slug="canada-college")
    client.force_login(User.objects.create_superuser("editor"))
    for typed in ("canada college o'brien", "CAÑADA COLLEGE—OBRIEN", "o`brien campus"):
        found = client.get("/api/v1/institutions", {"q": typed}).json()["items"]
        assert [each["slug"] for each in found] == ["canada-college"], typed
        page = client.get("/admin/programs/institution/", {"q": typed}).content.decode()
        assert "Cañada College" in page, typed
    Institution.objects.create(name="St. Mary’s of Fort Wayne", slug="st-marys")
    for typed in ("Saint Mary's", "st mary’s of ft. wayne", "Saint Marys of Fort"):
        found = client.get("/api/v1/institutions", {"q": typed}).json()["items"]
        assert "st-marys" in [each["slug"] for each in found], typed
    titles = client.get("/api/v1/occupations", {"q": "secretaries & administrative, medical"})
    assert titles.status_code == 200
    areas = client.get("/admin/salaries/area/", {"q": "dallas–fort"}).content.decode()
    assert "Dallas-Fort Worth" in areas
