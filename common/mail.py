"""Whether the site can send mail, and where the links in it lead."""

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port


def is_configured() -> bool:
    """Whether a mail server is set; without one, mail is printed to the log."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def site_address(request: HttpRequest) -> str:
    """SITE_ADDRESS, else the address that a request came to.

    Of that only the name is checked (ALLOWED_HOSTS), and whoever sent the request chose the port.
    So a letter of a public site names none.
    """
    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS)
    host = request.get_host()
    return f"{request.scheme}://{host if settings.LOCAL else split_domain_port(host)[0]}"
