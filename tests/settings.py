"""Settings of the tests: those of the site, with what is slow or needs a build step left out."""

import atexit
import contextlib
import hashlib
import os
import platform

# Playwright's event loop lives in the tests' thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Two runs side by side have databases of their own, and a later run knows a dead one's by its pid.
os.environ.setdefault("CAREERGUIDE_TEST_RUN", str(os.getpid()))

from devserver.server import checkout_environment

# The process that pytest was started as keeps the server for its workers, which inherit its
# environment.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["CAREERGUIDE_TEST_SERVER"] = "another" if os.environ.get("DATABASE_URL") else "own"
    _environment = contextlib.ExitStack()
    _environment.enter_context(checkout_environment())
    atexit.register(_environment.close)

from careerguide.settings import *  # noqa: F403
from careerguide.settings import BASE_DIR, DATABASES

# Several machines, and so several processes of the same number, may share one server.
MACHINE = hashlib.sha256(platform.node().encode()).hexdigest()[:6]
TEST_DATABASES = f"test_careerguide_{MACHINE}_"
RUN = f"{TEST_DATABASES}{os.environ['CAREERGUIDE_TEST_RUN']}"

IS_OWN_SERVER = os.environ["CAREERGUIDE_TEST_SERVER"] == "own"

DATABASES["default"]["TEST"] = {"NAME": RUN}
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
