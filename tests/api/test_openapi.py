"""The API's responses conform to openapi.json."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from api import middleware
from api.urls import api
from serving.limits import Limit
from tests.damage import examples

# oEmbed asks for 501 if a format is not supported.
EXPECTED = ["2xx", "3xx", "4xx", "501"]
CONFIG = {"checks": {"not_a_server_error": {"expected-statuses": EXPECTED}}}
schema = schemathesis.openapi.from_dict(
    api.get_openapi_schema(), config=schemathesis.Config.from_dict(CONFIG)
)
schema.app = WSGIHandler()
OPERATIONS = {
    result.ok().path: result.ok()
    for result in schema.get_all_operations()
    if isinstance(result, Ok)
}
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


@pytest.fixture
def api_without_limit(content: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Switch off the rate limit, and use the test's own database connection."""
    for name in ("LIMIT", "MATCH_LIMIT"):
        monkeypatch.setattr(middleware, name, Limit("api", max_requests=10**9, window_seconds=60))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_response_conforms_to_the_schema(path: str, api_without_limit: None) -> None:
    operation = OPERATIONS[path]
    kinds = [operation.as_strategy(generation_mode=mode) for mode in MODES]
    # The examples in the schema find existing rows.
    kinds += operation.get_strategies_from_examples()

    @given(case=st.one_of(kinds))
    @settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
    def call(case: schemathesis.Case) -> None:
        # In-process, nothing decompresses the response.
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    call()
