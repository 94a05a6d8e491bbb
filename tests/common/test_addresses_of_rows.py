"""An admin page whose address names no row is not there, whatever stands in its place."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

ADDRESSES = (
    "/admin/programs/programimport/{}/change/",
    "/admin/salaries/wageimport/{}/change/",
    "/admin/careers/guide/{}/history/",
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["0", "9" * 5000, "-1", "seventeen", "\N{SUPERSCRIPT TWO}"])
def test_an_address_of_no_row(client: Client, name: str) -> None:
    client.force_login(User.objects.create_superuser("ada"))
    for address in ADDRESSES:
        assert client.get(address.format(name)).status_code == 404, address
