"""How long a session lasts: while it is used, and not for ever."""

import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

BEGAN = "accounts.began"
SEEN = "accounts.seen"
# Seconds. Somebody at work stays signed in, and a stolen cookie ends after a week. Without use, a
# session ends after SESSION_COOKIE_AGE; writing that down at each request would be too much.
LONGEST = 7 * 24 * 3600
SEEN_EVERY = 15 * 60


def begin(session: SessionBase) -> None:
    """Note when a session was signed in."""
    session[BEGAN] = session[SEEN] = int(time.time())


def go_on(session: SessionBase) -> bool:
    """Put off the end of a session that is in use; False if it has lasted for too long."""
    now = int(time.time())
    began: Any = session.setdefault(BEGAN, now)
    if now - began > LONGEST:
        return False
    if now - session.get(SEEN, 0) > SEEN_EVERY:
        session[SEEN] = now
    return True
