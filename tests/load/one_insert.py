"""The yardstick for results: a Django site of one view that does one INSERT, of a result.

NODE_DATABASE=NAME python -m tests.load.one_insert HOST PORT

The row is one that the quiz writes, and it is written by the ORM; there is nothing else to the
view, and no middleware. The server and the pool of database connections are the site's own.
"""

import os
import secrets
import sys
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.load.empty import nothing, serve

ROW: dict[str, Any] = {}


def insert(request: HttpRequest) -> HttpResponse:
    from quiz.models import Result

    Result.objects.create(token_hash=secrets.token_hex(32), owner_hash=secrets.token_hex(32), **ROW)
    return HttpResponse()


urlpatterns = [path("", insert), path("healthz", nothing)]


def application() -> WSGIHandler:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.deployment.node_settings"
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = __name__
    import django

    django.setup()
    from quiz.models import QuizVersion
    from quiz.versions import get_content

    version = QuizVersion.objects.published().earliest("pk")
    content = get_content(version)
    ROW.update(
        version=version,
        form="full",
        answers={statement.key: 4 for statement in content.statements},
        conditions={condition.key: "no" for condition in content.conditions},
        area_code="06",
        wage_release="2025-05",
    )
    return WSGIHandler()


if __name__ == "__main__":
    serve("tests.load.one_insert:application", sys.argv[1], int(sys.argv[2]))
