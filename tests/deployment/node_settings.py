"""Settings of a web node that tests start: the site's own, with a database of the test's choice."""

import os

from careerguide.settings import *  # noqa: F403
from careerguide.settings import DATABASE_POOL, DATABASES

DATABASES["default"]["NAME"] = os.environ["NODE_DATABASE"]
DATABASE_POOL = {**DATABASE_POOL, "max_size": 4}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
