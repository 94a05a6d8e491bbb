"""Metrics for Prometheus, and the page that has them.

With PROMETHEUS_MULTIPROC_DIR set, the worker processes of a node count together.
"""

import hmac
import os
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import REGISTRY, Collector

REQUESTS = Counter(
    "careerguide_requests_total",
    "Requests that Django answered, without pages from the page cache",
    ["method", "route", "status"],
)
SECONDS = Histogram(
    "careerguide_request_seconds",
    "Seconds that Django took for a request",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
PAGES = Counter("careerguide_page_cache_total", "Answers of the page cache", ["outcome"])
QUERIES = {
    "careerguide_tasks_waiting": (
        "Tasks that no worker has started",
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'",
    ),
    "careerguide_tasks_failed": (
        "Failed tasks that are not pruned yet",
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'",
    ),
    "careerguide_corrections_open": (
        "Reports of readers that no editor has closed",
        "SELECT count(*) FROM careers_correction WHERE status = 'open'",
    ),
}


class DatabaseCollector(Collector):
    """Numbers from the database, read when Prometheus asks."""

    def collect(self) -> Iterable[Metric]:
        is_up = 1
        try:
            with connection.cursor() as cursor:
                for name, (description, query) in QUERIES.items():
                    cursor.execute(query)
                    yield GaugeMetricFamily(name, description, value=(cursor.fetchone() or [0])[0])
        except (DatabaseError, ObjectDoesNotExist):
            is_up = 0
        yield GaugeMetricFamily("careerguide_database_up", "1 if it answers", value=is_up)


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Metrics, with METRICS_TOKEN as a bearer token; 404 without."""
    given = request.headers.get("Authorization", "").encode()
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given, expected):
        raise Http404
    counters: CollectorRegistry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counters = CollectorRegistry()
        multiprocess.MultiProcessCollector(counters)  # type: ignore[no-untyped-call]
    gauges = CollectorRegistry()
    gauges.register(DatabaseCollector())
    text = generate_latest(counters) + generate_latest(gauges)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
