"""Checks whether an address on the web answers, without server-side request forgery.

Editors of guides, and owners of the pages they link to, choose the addresses. So nothing inside
this machine's networks is ever connected to: a name is resolved once, all its IP addresses must be
public, and the connection goes to one of them. The same holds for each redirect.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

HEADERS = {
    "User-Agent": "careerguide-link-check/1 (one HEAD request a week for each link)",
    "Accept": "*/*",
}
MAX_REDIRECTS = 5
REDIRECT_STATUSES = {301, 302, 303, 307, 308}
HEAD_REFUSAL_STATUSES = {405, 501}
# Some sites give these to every robot; a reader's browser may still get the page.
ROBOT_REFUSAL_STATUSES = {401, 403, 405, 406, 429, 503, 999}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# All that is assigned to sites in IPv6. Python's `is_global` is true of much else that has none,
# or an address of IPv4 in it.
IPV6_INTERNET = ipaddress.IPv6Network("2000::/3")
# Parts of it that lead elsewhere: protocols' own, examples, 6to4.
NOT_SITES = [
    ipaddress.IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
# The internet of IPv4, as a network with IPv6 alone shows it (NAT64).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address is on the internet, and not in a private network.

    >>> is_public(ipaddress.ip_address("169.254.169.254"))
    False
    >>> is_public(ipaddress.ip_address("64:ff9b::7f00:1"))
    False
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    if address in NAT64 or address.ipv4_mapped:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in IPV6_INTERNET and not any(address in network for network in NOT_SITES)


@dataclass(frozen=True)
class Rules:
    """What a check may connect to. `timeout` is in seconds, for each step of a connection."""

    may_connect: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    timeout: float = 10


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check; `is_good` is None where a robot cannot find out."""

    is_good: bool | None
    detail: str


class ForbiddenAddressError(Exception):
    """An address that a check may not connect to; the text says why."""


def check_url(url: str, rules: Rules = Rules()) -> Verdict:
    """Request a page's headers, redirects followed; never raises for what the network does."""
    try:
        for _ in range(MAX_REDIRECTS + 1):
            status, location = request_head(url, rules)
            if location is None:
                return judge_status(status)
            url = location
    except ForbiddenAddressError as error:
        return Verdict(False, str(error))
    except ssl.SSLCertVerificationError:
        return Verdict(False, "its certificate is not valid")
    except TimeoutError:
        return Verdict(False, "no answer in time")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Verdict(False, f"no connection: {error}"[:200])
    return Verdict(False, f"more than {MAX_REDIRECTS} redirects")


def judge_status(status: int) -> Verdict:
    """What a final status means for a reader who follows the link."""
    detail = f"{status} {http.client.responses.get(status, '')}".strip()
    if status < 400:
        return Verdict(True, detail)
    return Verdict(None if status in ROBOT_REFUSAL_STATUSES else False, detail)


def request_head(url: str, rules: Rules) -> tuple[int, str | None]:
    """The status of a HEAD request (of a GET, where a site refuses HEAD), and where it redirects.

    No body is read.
    """
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for method in ("HEAD", "GET"):
        with closing(open_connection(url, rules)) as connection:
            connection.request(method, target, headers=HEADERS)
            response = connection.getresponse()
        if response.status not in HEAD_REFUSAL_STATUSES:
            break
    location = response.getheader("Location") if response.status in REDIRECT_STATUSES else None
    return response.status, urljoin(url, location) if location else None


def open_connection(url: str, rules: Rules) -> http.client.HTTPConnection:
    """A connection to an address that was checked, with the host name of the URL."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ForbiddenAddressError("not an address on the web")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if port not in rules.ports:
        raise ForbiddenAddressError(f"port {port} is not a web port")
    address = resolve_host(parts.hostname, port, rules)
    plain = socket.create_connection((address, port), timeout=rules.timeout)
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(parts.hostname, port, context=context)
        connection.sock = context.wrap_socket(plain, server_hostname=parts.hostname)
    else:
        connection = http.client.HTTPConnection(parts.hostname, port)
        connection.sock = plain
    return connection


def resolve_host(host: str, port: int, rules: Rules) -> str:
    """The first IP address of a host, if all of them are allowed."""
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise ForbiddenAddressError("there is no such site") from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in entries]
    if not all(rules.may_connect(ipaddress.ip_address(address)) for address in addresses):
        raise ForbiddenAddressError("leads into a private network")
    return addresses[0]
