"""The WSGI application that granian serves: the page cache, and Django behind it."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from serving.pagecache.wsgi import PageCache

# No visitor's request may hold the database for long. Imports run in the task worker, without this.
TIMEOUTS = "-c statement_timeout=20s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
# New objects until Python looks for garbage. Pages leave little, and looking took a tenth of a
# page's time.
GARBAGE_AFTER = 50_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
os.environ.setdefault("PGOPTIONS", TIMEOUTS)

# Commands and the task worker connect once, and are told in PostgreSQL's own words what is wrong.
for database in settings.DATABASES.values():
    database["OPTIONS"]["pool"] = dict(settings.DATABASE_POOL)
handler = get_wsgi_application()
# What is loaded now stays for good.
gc.freeze()
gc.set_threshold(GARBAGE_AFTER, 20, 20)
application = (
    PageCache(handler, settings.PAGE_CACHE_BYTES) if settings.PAGE_CACHE_BYTES else handler
)
