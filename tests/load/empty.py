"""The yardstick: a Django site of one view that answers nothing, under the site's own server.

python -m tests.load.empty HOST PORT
"""

import sys

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from devserver import web


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("", nothing), path("healthz", nothing)]


def application() -> WSGIHandler:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="of no use")
    import django

    django.setup()
    return WSGIHandler()


def serve(application: str, host: str, port: int) -> None:
    """Serve the application that this function makes, as devserver/web.py serves the site."""
    Granian(
        application,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=web.WORKERS,
        blocking_threads=web.THREADS,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    serve("tests.load.empty:application", sys.argv[1], int(sys.argv[2]))
