"""Which client sent a request, as precisely as limits and logs of sign-ins need it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def client_address(request: HttpRequest) -> str:
    """The address of the client, as text.

    Each of TRUSTED_PROXIES proxies adds the address that called it to X-Forwarded-For, so the
    client's is that many entries from the right. Entries further left come from the client itself
    and are not trusted.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES < 1:
        return direct
    entries = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if len(entries) < settings.TRUSTED_PROXIES:
        return direct
    try:
        return str(ipaddress.ip_address(entries[-settings.TRUSTED_PROXIES]))
    except ValueError:
        return direct


def client_network(request: HttpRequest) -> str | None:
    """The address that a client is counted by; None if it is unknown.

    An IPv6 network of 64 bits counts as one address: one household has as many.
    """
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return None
    if address.version == 6:
        address = ipaddress.ip_network(f"{address}/64", strict=False).network_address
    return str(address)


def hashed_client(request: HttpRequest) -> str:
    """A hash of the client's network, keyed by the site's secret and the date."""
    address = client_network(request) or client_address(request)
    today = timezone.now().date().isoformat()
    return salted_hmac(f"common.clients.{today}", address, algorithm="sha256").hexdigest()
