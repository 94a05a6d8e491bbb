"""The yardstick: a Django site of one view that answers nothing, under the site's own server.

python -m tests.load.empty HOST PORT
"""

import os
import sys

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

from devserver.processes import GRANIAN


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("", nothing), path("healthz", nothing)]


def application() -> WSGIHandler:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="of no use")
    import django

    django.setup()
    return WSGIHandler()


def serve(application: str, host: str, port: int) -> None:
    """Serve what this function makes as `make run` serves the site."""
    address = ("--host", host, "--port", str(port))
    command = [sys.executable, *GRANIAN, *address, "--factory", application]
    os.execv(sys.executable, command)  # noqa: S606 - there is nothing for a shell to do


if __name__ == "__main__":
    serve("tests.load.empty:application", sys.argv[1], int(sys.argv[2]))
