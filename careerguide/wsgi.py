"""The WSGI application that granian serves: the page cache, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

from careerguide.pagecache.wsgi import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")

application = PageCache(get_wsgi_application())
