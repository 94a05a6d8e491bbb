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


def sender_of(request: HttpRequest) -> str:
    """A name for the client that is good for today: a hash under the site's key and the date.

    An IPv6 network of 64 bits is one client, as it is one household.
    """
    address = client_address(request)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        pass
    else:
        if parsed.version == 6:
            address = str(ipaddress.ip_network(f"{parsed}/64", strict=False).network_address)
    today = timezone.now().date().isoformat()
    return salted_hmac(f"careerguide.senders.{today}", address, algorithm="sha256").hexdigest()
