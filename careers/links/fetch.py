"""Asks whether an address on the web answers, without being led anywhere it should not go.

Whoever can edit a guide, or own a page that it links to, chooses the addresses. So nothing inside
this machine's networks is ever connected to: the name is resolved once, every address it has must
be a public one, and the connection goes to that very address. The same holds for each redirect.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

USER_AGENT = "careerguide-link-check/1 (one HEAD request a week for each link)"
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
# Answers that some sites give to every robot, and that say nothing of a reader's browser.
CLOSED_TO_ROBOTS = {401, 403, 405, 406, 429, 503, 999}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Whether an address is out on the internet, and not in a network of our own.

    >>> is_public(ipaddress.ip_address("169.254.169.254"))
    False
    """
    mapped = getattr(address, "ipv4_mapped", None)
    return is_public(mapped) if mapped else address.is_global and not address.is_multicast


@dataclass(frozen=True)
class Rules:
    """Where a check may go. `timeout` is in seconds, for each step of a connection."""

    may_connect: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    timeout: float = 10


@dataclass(frozen=True)
class Verdict:
    """What became of a check: it leads somewhere, it does not, or (`None`) that cannot be told."""

    is_good: bool | None
    words: str
    status: int | None = None


class RefusedError(Exception):
    """An address that is not to be connected to; the text says why."""


def check(url: str, rules: Rules = Rules()) -> Verdict:
    """Follow a link as far as its page's headers; never raises for what the web does."""
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, onward = head(url, rules)
            if onward is None:
                return judge(status)
            url = onward
    except RefusedError as refused:
        return Verdict(False, str(refused))
    except ssl.SSLCertVerificationError:
        return Verdict(False, "its certificate is not valid")
    except TimeoutError:
        return Verdict(False, "no answer in time")
    except (OSError, http.client.HTTPException, ValueError) as problem:
        return Verdict(False, f"no connection: {problem}"[:200])
    return Verdict(False, f"more than {MOST_REDIRECTS} redirects")


def judge(status: int) -> Verdict:
    """What a final answer means for a reader who follows the link."""
    words = f"{status} {http.client.responses.get(status, '')}".strip()
    if status < 400:
        return Verdict(True, words, status)
    return Verdict(None if status in CLOSED_TO_ROBOTS else False, words, status)


def head(url: str, rules: Rules) -> tuple[int, str | None]:
    """The status of a HEAD request (of a GET, where a site refuses HEAD), and where it redirects.

    No body is read.
    """
    connection = connect(url, rules)
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("HEAD", target, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        if answer.status in (405, 501):
            connection.close()
            connection = connect(url, rules)
            connection.request("GET", target, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
            answer = connection.getresponse()
        onward = answer.getheader("Location") if answer.status in REDIRECTS else None
        return answer.status, urljoin(url, onward) if onward else None
    finally:
        connection.close()


def connect(url: str, rules: Rules) -> http.client.HTTPConnection:
    """A connection to the address that was looked at, under the name that the URL has."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise RefusedError("not an address on the web")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if port not in rules.ports:
        raise RefusedError(f"port {port} is none of the web’s")
    address = vetted_address(parts.hostname, port, rules)
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


def vetted_address(host: str, port: int, rules: Rules) -> str:
    """The first address of a name, once all of them were found to be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise RefusedError("there is no such site") from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not all(rules.may_connect(ipaddress.ip_address(address)) for address in addresses):
        raise RefusedError("leads into a private network")
    return addresses[0]
