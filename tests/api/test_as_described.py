"""The API does what openapi.json says of it, whatever it is asked."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from api import front
from api.urls import api
from serving.limits import Limit
from tests.damage import examples

# 501 is what oEmbed wants to be told for a format that is not spoken.
EXPECTED = ["2xx", "3xx", "4xx", "501"]
CONFIG = {"checks": {"not_a_server_error": {"expected-statuses": EXPECTED}}}
described = schemathesis.openapi.from_dict(
    api.get_openapi_schema(), config=schemathesis.Config.from_dict(CONFIG)
)
described.app = WSGIHandler()
OPERATIONS = {
    found.ok().path: found.ok() for found in described.get_all_operations() if isinstance(found, Ok)
}
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


@pytest.fixture
def api_without_limit(content: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the API answer as often as it is asked, on the test's own connection."""
    monkeypatch.setattr(front, "LIMIT", Limit("api", max_requests=10**9, window_seconds=60))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_address_answers_as_described(path: str, api_without_limit: None) -> None:
    operation = OPERATIONS[path]
    kinds = [operation.as_strategy(generation_mode=mode) for mode in MODES]
    # With the description's own examples, there is something to answer.
    kinds += operation.get_strategies_from_examples()

    @given(case=st.one_of(kinds))
    @settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
    def one(case: schemathesis.Case) -> None:
        # In-process, nobody unpacks what is sent packed.
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    one()
