"""Settings of the tests: those of the site, with what is slow or needs a build step left out."""

import atexit
import hashlib
import os
import platform

# Playwright's event loop lives in the tests' thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("CAREERGUIDE_MODE", "local")
# Two runs side by side have databases of their own, and a later run knows a dead one's by its pid.
os.environ.setdefault("CAREERGUIDE_TEST_RUN", str(os.getpid()))

from devserver import database, postgresql

# The process that pytest was started as keeps the server for its workers.
if database.is_embedded() and "PYTEST_XDIST_WORKER" not in os.environ:
    _server = postgresql.Server(database.PROJECT)
    _server.acquire()
    atexit.register(_server.release)

from careerguide.settings import *  # noqa: F403
from careerguide.settings import BASE_DIR, DATABASES

# Several machines, and so several processes of the same number, may share one server.
MACHINE = hashlib.sha256(platform.node().encode()).hexdigest()[:6]
TEST_DATABASES = f"test_careerguide_{MACHINE}_"
RUN = f"{TEST_DATABASES}{os.environ['CAREERGUIDE_TEST_RUN']}"

DATABASES["default"]["TEST"] = {"NAME": RUN}
# A pool would hold databases open that tests copy and drop.
DATABASES["default"]["OPTIONS"].pop("pool")
# What a crash loses is no loss here; and a test that waits for ever should fail, and say where.
DATABASES["default"]["OPTIONS"]["options"] = (
    "-c synchronous_commit=off -c lock_timeout=60s -c statement_timeout=300s"
)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STATIC_ROOT = BASE_DIR / ".local" / "static-of-tests"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
