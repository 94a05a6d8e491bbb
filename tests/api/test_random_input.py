"""Random requests never get a server error, and all errors have one shape."""

import json
import os
from urllib.parse import quote, urlencode

import hypothesis.strategies as st
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from api import middleware
from serving.limits import Limit

# CAREERGUIDE_FUZZ=10000 is the long form.
EXAMPLES = int(os.environ.get("CAREERGUIDE_FUZZ", "150"))
PATHS = (
    *("careers", "careers/{}", "careers/{}/quiz", "releases", "areas", "occupations", "wages"),
    *("institutions", "institutions/{}", "programs", "search", "openapi.json", "match"),
    *("match/form", "{}", "{}/{}"),
)
NAMES = (
    *("limit", "offset", "level", "state", "q", "occupation", "release", "area", "career"),
    *("field", "credential", "institution", "page", "callback"),
)
SAMPLES = (
    *("43-6013", "06", "WA", "2024-05", "state", "1", "0", "51.07", "medical-office-administrator"),
    *("9999-12", "1900-01", "0000000", "2147483647", "2147483648", "9" * 40, "-1", "1e9", "NaN"),
    *("\0", "a\0b", "'", "%", "_", "\\", "٣٤-١٢٣٤", "\u202e", "43-6013\n", "true", "null", "[]"),
)
VALUES = st.one_of(st.sampled_from(SAMPLES), st.text(max_size=30))
PAIRS = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), VALUES), VALUES), max_size=6)
METHODS = st.sampled_from(["get", "get", "get", "get", "head", "post", "options", "delete"])


@pytest.fixture(autouse=True)
def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIMIT", "MATCH_LIMIT"):
        monkeypatch.setattr(middleware, name, Limit("api", max_requests=10**9, window_seconds=60))


@given(path=st.sampled_from(PATHS), values=st.tuples(VALUES, VALUES), pairs=PAIRS, method=METHODS)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_requests_get_no_server_error(
    client: Client,
    content: None,
    path: str,
    values: tuple[str, str],
    pairs: list[tuple[str, str]],
    method: str,
) -> None:
    segments = [quote(value, safe="", errors="replace") for value in values]
    query = urlencode(pairs, errors="replace")
    response = getattr(client, method)(f"/api/v1/{path.format(*segments)}?{query}")
    assert response.status_code < 500
    if response.status_code >= 400 and method != "head":
        assert set(response.json()["error"]) == {"status", "code", "message", "details"}
        assert response.json()["error"]["status"] == response.status_code


@given(
    body=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), VALUES),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(["interests", "limits", "conditions", "state", "R", "noise"]),
                inner,
                max_size=4,
            ),
        ),
    )
)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_questions_get_no_server_error(client: Client, content: None, body: object) -> None:
    response = client.post("/api/v1/match", json.dumps(body), content_type="application/json")
    assert response.status_code in (400, 422)
    assert response.json()["error"]["status"] == response.status_code
