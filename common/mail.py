"""Whether the site can send mail."""

from django.conf import settings


def is_configured() -> bool:
    """Whether a mail server is set; without one, mail is printed to the log."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")
