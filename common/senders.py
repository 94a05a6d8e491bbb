"""Who sent a request, as far as a limit has to know it, and no further."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def client_address(request: HttpRequest) -> str:
    """The address of the client, as text.

    Behind TRUSTED_PROXIES proxies, each of which adds to X-Forwarded-For the address it was called
    from, that is the entry so many from the right; what stands further left is the client's own
    word and counts for nothing.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES < 1:
        return direct
    entries = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if len(entries) < settings.TRUSTED_PROXIES:
        return direct
    found = entries[-settings.TRUSTED_PROXIES]
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return direct


def network_of(request: HttpRequest) -> str | None:
    """The address that a client is counted by; None if it is not known.

    An IPv6 network of 64 bits is one, as it is one household, and as its owner has more addresses
    than anybody can count.
    """
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return None
    if address.version == 6:
        address = ipaddress.ip_network(f"{address}/64", strict=False).network_address
    return str(address)


def sender_of(request: HttpRequest) -> str:
    """A name for the client that is good for today: a hash under the site's key and the date."""
    address = network_of(request) or client_address(request)
    today = timezone.now().date().isoformat()
    return salted_hmac(f"common.senders.{today}", address, algorithm="sha256").hexdigest()
