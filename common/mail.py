"""Whether letters reach anybody."""

from django.conf import settings


def is_configured() -> bool:
    """Whether mail leaves the machine. Without a server letters are printed in the log."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")
