"""What several stories of servers begin with."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.deployment.cluster import Cluster, cluster


@pytest.fixture
def servers(content_database: str) -> Iterator[Cluster]:
    """A primary that waits for nobody, and its standby."""
    with cluster("beta") as made:
        made.fill(content_database)
        made.make_standbys()
        made.primary.reload("synchronous_standby_names = ''")
        yield made


@pytest.fixture
def visitor() -> Client:
    """A visitor who gets the page of an error instead of its exception."""
    return Client(raise_request_exception=False)
