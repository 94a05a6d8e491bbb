"""How long a session lasts: as long as it is used, up to a week."""

import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

STARTED_KEY = "accounts.began"
SEEN_KEY = "accounts.seen"
# A stolen cookie ends after a week. An unused session ends after SESSION_COOKIE_AGE, which counts
# from the last write: writing at each request would cost too much.
MAX_AGE_SECONDS = 7 * 24 * 3600
WRITE_INTERVAL_SECONDS = 15 * 60


def start_session(session: SessionBase) -> None:
    """Store the time of the sign-in."""
    session[STARTED_KEY] = session[SEEN_KEY] = int(time.time())


def extend_session(session: SessionBase) -> bool:
    """Put off the end of a session that is in use; False if it has reached its maximum age."""
    now = int(time.time())
    started: Any = session.setdefault(STARTED_KEY, now)
    if now - started > MAX_AGE_SECONDS:
        return False
    if now - session.get(SEEN_KEY, 0) > WRITE_INTERVAL_SECONDS:
        session[SEEN_KEY] = now
    return True
