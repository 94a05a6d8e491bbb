"""Readers, quiz takers and an editor who keep a site busy while a test breaks its machines.

What each was told is kept, so that the test can say in the end whether all of it was true.
"""

import contextlib
import http.cookiejar
import itertools
import re
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import psycopg

from tests.asking import CAREER
from tests.deployment.editing import publish_title

QUIZ = f"{CAREER}quiz/"
TIMEOUT = 30
ANSWERS = {"remote-only": "no", "no-desk": "no", "diploma": "yes", "keeps-quiet": "yes"}
RADIO = re.compile(r'<input[^>]*type="radio"[^>]*>')
NAME = re.compile(r'name="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
EDITION = re.compile(r"Edition (\d+)")


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other here."""

    def redirect_request(self, *_: object) -> None:
        return None


class Browser:
    """Cookies and a way to ask, at the first of several addresses that lets itself be reached."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.addresses = list(addresses)
        self.cookies = http.cookiejar.CookieJar()
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.HTTPSHandler(context=trusting),
            _Stay,
        )

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, text and Location; status 0 where nobody answered."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        for address in self.addresses:
            request = urllib.request.Request(address + path, data)  # noqa: S310
            # The proxy passes its name on without the port that it has here.
            host = address if address.startswith("http:") else address.rpartition(":")[0]
            request.add_header("Origin", host)
            request.add_header("Referer", f"{host}/")
            try:
                with self.opener.open(request, timeout=TIMEOUT) as answer:
                    return answer.status, answer.read().decode(), ""
            except urllib.error.HTTPError as error:
                with contextlib.suppress(OSError, ValueError):
                    text = error.read().decode()
                    return error.code, text, error.headers.get("Location", "")
            except (OSError, ValueError, http.client.HTTPException):
                pass
        return 0, "", ""


@dataclass
class Told:
    """What the crowd was told; times by the monotonic clock."""

    # Address and the time of the answer that gave it.
    results: list[tuple[str, float]] = field(default_factory=list)
    pages: int = 0
    # Answers that say in words, or by silence, that something is broken: by their kind.
    refusals: Counter[str] = field(default_factory=Counter)
    # Answers that are not true.
    wrong: list[str] = field(default_factory=list)
    # The editor's editions and when each was committed.
    editions: dict[int, float] = field(default_factory=dict)
    oldest: float = 0.0


class Crowd:
    """Started and ended by `crowd`."""

    def __init__(self, addresses: Sequence[str], database: Callable[[], str]) -> None:
        self.told = Told()
        self._addresses = addresses
        self._database = database
        self._ended = threading.Event()

    def read(self, patience: float) -> None:
        """Open the guide again and again; a page older than `patience` seconds is wrong.

        Every other time with a search, which is not cached, and so comes from a replica.
        """
        told = self.told
        for path in itertools.cycle((CAREER, f"{CAREER}?q=iowa")):
            if self._ended.is_set():
                return
            began = time.monotonic()
            known = {n: at for n, at in told.editions.copy().items() if at <= began}
            status, text, _ = Browser(self._addresses).ask(path)
            if status != 200:
                self._refused("reading", status, text)
                continue
            told.pages += 1
            found = EDITION.search(text)
            if "Medical Office Administrator" not in text or found is None:
                told.wrong.append(f"a page that is not the guide: {text[:300]}")
                continue
            missed = [at for number, at in known.items() if number > int(found[1])]
            if missed:
                age = began - min(missed)
                told.oldest = max(told.oldest, age)
                if age > patience:
                    told.wrong.append(f"edition {found[1]} was {age:.1f} s old")

    def take_quizzes(self) -> None:
        """Take the quiz again and again, and open each result as a browser does."""
        while not self._ended.is_set():
            browser = Browser(self._addresses)
            address = self._take(browser)
            if address is None:
                continue
            self.told.results.append((address, time.monotonic()))
            # Its own browser, and one that was only given the link.
            for reader in (browser, Browser(self._addresses)):
                status, text, _ = reader.ask(address)
                if status == 404 or (status == 200 and "Your answers" not in text):
                    self.told.wrong.append(f"a new result: {status} {text[:200]}")
                elif status != 200:
                    self._refused("result", status, text)

    def edit(self) -> None:
        """A new edition of the guide every second, past the site and straight into the database."""
        number = 1
        while not self._ended.wait(1):
            try:
                with psycopg.connect(self._database(), connect_timeout=3) as there:
                    there.execute("SET statement_timeout = '5s'")
                    title = f"Edition {number} of the Medical Office Administrator"
                    publish_title(there, title)
            except psycopg.OperationalError:
                # It may be committed all the same, or not: this number is not used again.
                number += 1
                continue
            self.told.editions[number] = time.monotonic()
            number += 1

    def _take(self, browser: Browser) -> str | None:
        """Address of the result; None where the visitor gave up. What failed is sent again."""
        status, text, _ = browser.ask(QUIZ)
        form = {"start": "1", "form": "short"}
        path = QUIZ
        while not self._ended.is_set():
            token = TOKEN.search(text)
            if status != 200 or token is None:
                self._refused("quiz", status, text)
                return None
            status, text, location = self._send(
                browser, path, {**form, "csrfmiddlewaretoken": token[1]}
            )
            if status == 409:
                # Sent twice, as its answer was lost on the way: that leads to the result too.
                self.told.wrong.append(f"a quiz that is gone: {text[:300]}")
                return None
            if status != 302:
                self._refused("quiz", status, text)
                return None
            path = urllib.parse.urlsplit(location).path
            if path.startswith("/results/"):
                return path
            path = location.partition("#")[0]
            status, text, location = self._again(browser, path)
            names = {NAME.findall(tag)[0] for tag in RADIO.findall(text)}
            form = {name: ANSWERS.get(name, "4") for name in names}
            if 'name="area"' in text:
                form["area"] = ""
        return None

    def _send(self, browser: Browser, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        return self._again(browser, path, form)

    def _again(
        self, browser: Browser, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Ask until there is an answer that is none of a broken site, as people do."""
        while True:
            answer = browser.ask(path, form)
            if answer[0] not in (0, 500, 502, 503, 504) or self._ended.is_set():
                return answer
            self._refused("quiz", answer[0], answer[1])
            self._ended.wait(0.5)

    def _refused(self, what: str, status: int, text: str) -> None:
        if self._ended.is_set():
            return
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        self.told.refusals[f"{what}: {status or 'no answer'} {heading[1] if heading else ''}"] += 1
        self._ended.wait(0.2)

    def end(self) -> None:
        self._ended.set()


@contextlib.contextmanager
def crowd(
    addresses: Sequence[str],
    database: Callable[[], str],
    *,
    readers: int = 2,
    takers: int = 2,
    patience: float,
) -> Iterator[Crowd]:
    """A crowd that is busy for as long as the block runs."""
    busy = Crowd(addresses, database)
    work: list[Callable[[], None]] = [busy.edit]
    work += [lambda: busy.read(patience)] * readers + [busy.take_quizzes] * takers
    threads = [threading.Thread(target=each, daemon=True) for each in work]
    for thread in threads:
        thread.start()
    try:
        yield busy
    finally:
        busy.end()
        for thread in threads:
            thread.join(TIMEOUT * 2)
