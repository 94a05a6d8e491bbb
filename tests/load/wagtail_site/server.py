"""Serve it: python -m tests.load.wagtail_site.server HOST PORT"""

import sys
from typing import Any

from tests.load.empty import serve


def application() -> Any:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


if __name__ == "__main__":
    serve("tests.load.wagtail_site.server:application", sys.argv[1], int(sys.argv[2]))
