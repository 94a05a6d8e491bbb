"""The web server of `make run`: granian with its worker processes.

python -m devserver.web HOST PORT
"""

import os
import signal
import sys
import tempfile
from wsgiref.types import WSGIApplication

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from devserver import processes

WORKERS = 2
# Requests that one worker answers at once. Below the size of its pool of database connections
# (devserver/database.py), so that no request waits for one.
THREADS = 4


def application() -> WSGIApplication:
    """Give the site's WSGI application, in a worker that ends with its server."""
    # Until granian sets its own, this process would keep its parent's handlers, which end nothing.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    processes.follow_parent()
    from careerguide.wsgi import application

    return application


def main(host: str, port: int) -> None:
    """Serve until a signal ends it; a worker that dies is started again."""
    processes.follow_stdin()
    with tempfile.TemporaryDirectory(prefix="careerguide-metrics-") as counted:
        # The workers count together (serving/metrics.py).
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", counted)
        _serve(host, port)


def _serve(host: str, port: int) -> None:
    Granian(
        "devserver.web:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=processes.PATIENCE - 5,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
