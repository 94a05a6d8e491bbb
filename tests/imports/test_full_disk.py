"""On a full disk an editor reads a sentence and keeps the form; nothing is half stored."""

import errno
import resource
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from common import errors
from salaries.models import WageImport


def test_an_upload_that_does_not_fit_comes_back_with_its_form(
    db: None, client: Client, tmp_path: Path, settings: Any
) -> None:
    settings.UPLOAD_ROOT = tmp_path
    client.force_login(User.objects.create_superuser("root", password="unused-here"))
    file = SimpleUploadedFile("may2025.csv", b"x" * 900_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file may be larger than this; to a program that is like a disk that is full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, limits[1]))
    try:
        answer = client.post("/admin/salaries/wageimport/add/", {"file": file, "period": "2025-05"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "could not store the file" in text
    assert 'value="2025-05"' in text
    assert not WageImport.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_where_not_even_the_request_can_be_stored_the_page_says_why(number: int) -> None:
    try:
        raise OSError(number, "Django could not store the upload")
    except OSError:
        page = errors.server_error(RequestFactory().post("/"))
    assert page.status_code == 507
    assert "There is no room left on the server" in page.content.decode()
