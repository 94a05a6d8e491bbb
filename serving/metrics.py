"""What is counted for Prometheus, and the page that it reads it from.

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
    "Requests that Django answered (kept pages are counted apart)",
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
        "Tasks that no worker has begun",
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'",
    ),
    "careerguide_tasks_failed": (
        "Tasks that failed, of those kept",
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'",
    ),
    "careerguide_corrections_open": (
        "Reports of readers that no editor has closed",
        "SELECT count(*) FROM careers_correction WHERE status = 'open'",
    ),
}


class Work(Collector):
    """What waits in the database, counted when it is asked for."""

    def collect(self) -> Iterable[Metric]:
        is_up = 1
        try:
            with connection.cursor() as cursor:
                for name, (words, query) in QUERIES.items():
                    cursor.execute(query)
                    yield GaugeMetricFamily(name, words, value=(cursor.fetchone() or [0])[0])
        except (DatabaseError, ObjectDoesNotExist):
            is_up = 0
        yield GaugeMetricFamily("careerguide_database_up", "1 if it answers", value=is_up)


class Replicas(Collector):
    """How the replicas do, as the process knows that answers."""

    def collect(self) -> Iterable[Metric]:
        if not settings.DATABASE_ROUTERS:
            return
        from serving.replicas.watching import watching

        watching.start()
        lag = GaugeMetricFamily(
            "careerguide_replica_lag_seconds",
            "Seconds that a replica is behind at most; none where that was never known",
            labels=["alias"],
        )
        in_use = GaugeMetricFamily(
            "careerguide_replica_in_use",
            "1 if public pages may be read from it, 0 if it is left out",
            labels=["alias"],
        )
        for alias in sorted(watching.replicas):
            if (behind := watching.behind(alias)) is not None:
                lag.add_metric([alias], behind)
            in_use.add_metric([alias], watching.lag(alias) is not None)
        yield from (lag, in_use)


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For who has METRICS_TOKEN as a bearer token; to everybody else there is no such page."""
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given, wanted):
        raise Http404
    counted: CollectorRegistry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    waiting = CollectorRegistry()
    waiting.register(Work())
    waiting.register(Replicas())
    text = generate_latest(counted) + generate_latest(waiting)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
