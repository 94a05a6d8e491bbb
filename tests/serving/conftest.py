"""A page cache on the content, and one that needs no content."""

from collections.abc import Iterator
from typing import Any

import pytest

from serving.pagecache.wsgi import PageCache
from tests.asking import new_cache


@pytest.fixture
def cache(committed_content: None) -> PageCache:
    return new_cache()


@pytest.fixture
def generation(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """An empty database, for what needs no page of the site: it has a generation as well."""
    with django_db_blocker.unblock():
        yield
