"""A polite client of Wikidata: says who it is, asks one thing at a time, waits when told to, tries again what may pass.

https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy
"""

import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from importlib.metadata import version
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import Request, urlopen

from SPARQLWrapper import GET, JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg import iris
from kg.errors import EndpointError, UsageError
from kg.wikidata.online.answers import OBJECT, ROWS, Binding, content, rows, undenied
from kg.wikidata.online.failures import TransientError, of_connection, of_status

WIKIDATA = "https://query.wikidata.org/sparql"
CONTACT = "PARLEY_CONTACT"
"""The environment variable in which users say how they can be reached: an address or a page."""

_LONG = 2_000
"""Characters of an encoded query above which it is posted: caches keep answers to GET, but servers limit addresses."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a client waits, in seconds; each pause between two tries is twice the one before, up to `longest`.

    An endpoint that asks for more than `willing` is left alone altogether. `timeout` is for each wait on the network:
    longer than the 60 seconds that Wikidata gives a query, so that the endpoint is the first to say that it gave up.
    """

    tries: int = 6
    first: float = 2.0
    longest: float = 60.0
    willing: float = 300.0
    timeout: float = 75.0

    def pause(self, failures: int) -> float:
        """The pause after so many failures, 1 or more."""
        return min(self.longest, self.first * 2.0 ** (failures - 1))


class Client:
    """Asks a SPARQL endpoint, and the API of MediaWiki. `sleep` and `now` are the clock, `notice` is told of pauses."""

    def __init__(
        self,
        endpoint: str = WIKIDATA,
        *,
        contact: str | None = None,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        notice: Callable[[str], None] = lambda line: None,
    ) -> None:
        """`contact` is by default the environment's. Raises UsageError for an address or a contact that is none."""
        _check_address(endpoint)
        self.endpoint, self.patience = endpoint, patience or Patience()
        self.agent = agent(os.environ.get(CONTACT) if contact is None else contact)
        self.notice = notice
        self._sleep, self._now = sleep, now

    @property
    def today(self) -> str:
        """The day, in UTC (ISO 8601)."""
        return self._now().astimezone(UTC).date().isoformat()

    def select(self, sparql: str) -> list[Binding]:
        """The rows of a SELECT.

        Raises OverloadError where the endpoint had not the time for it, and EndpointError where it refuses, cannot be
        reached or answers nonsense, however often it is asked.
        """
        return self._patiently(lambda: rows(self._asked(sparql)), self.endpoint)

    def get(self, address: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        """The JSON object at the address of an API. Raises as `select` does."""
        _check_address(address)
        request = Request(f"{address}?{urlencode(parameters)}", headers=self._headers(OBJECT))
        return self._patiently(lambda: undenied(self._got(request, address)), address)

    def rest(self, failures: int) -> None:
        """Leave the endpoint alone for the pause after so many failures."""
        self._sleep(self.patience.pause(failures))

    def _patiently(self, ask: Callable[[], T], where: str) -> T:
        failures = 0
        while True:
            try:
                return ask()
            except TransientError as cause:
                failures += 1
                if failures == self.patience.tries:
                    what = f"no answer in {failures} tries: {cause}"
                    raise EndpointError(what, where=where, hint="try again later") from cause
                self._wait(cause, failures, where)

    def _wait(self, cause: TransientError, failures: int, where: str) -> None:
        asked, own = cause.after or 0.0, self.patience.pause(failures)
        if asked > self.patience.willing:
            what = f"{cause} and asks to be left alone for {asked:,.0f} seconds"
            raise EndpointError(what, where=where, hint="try again then") from cause
        self.notice(f"{cause}: waiting {max(asked, own):.0f} seconds")
        self._sleep(max(asked, own))

    def _asked(self, sparql: str) -> Any:
        wrapper = SPARQLWrapper(self.endpoint, agent=self.agent)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON)
        wrapper.setMethod(POST if len(quote_plus(sparql)) > _LONG else GET)
        wrapper.timeout = self.patience.timeout  # type: ignore[assignment] # only its setter asks for whole seconds
        for name, value in self._headers(ROWS).items():
            wrapper.addCustomHttpHeader(name, value)
        wrapper.setQuery(sparql)
        with self._explaining(self.endpoint), wrapper.query().response as response:
            return content(response, self.endpoint, (ROWS, OBJECT))

    def _got(self, request: Request, address: str) -> Any:
        with self._explaining(address), urlopen(request, timeout=self.patience.timeout) as response:
            return content(response, address, (OBJECT,))

    def _headers(self, accepted: str) -> dict[str, str]:
        return {"User-Agent": self.agent, "Accept": accepted, "Accept-Encoding": "gzip"}

    @contextmanager
    def _explaining(self, where: str) -> Iterator[None]:
        """The errors of the libraries as ours."""
        try:
            yield
        except (HTTPError, SPARQLWrapperException) as cause:
            raise of_status(cause, where, self._now()) from cause
        except (OSError, HTTPException) as cause:
            raise of_connection(cause, where) from cause


def agent(contact: str | None) -> str:
    """Who we are, as Wikimedia asks: name, version and contact, then the libraries.

    Raises UsageError for a contact that cannot stand in a header.
    """
    if contact and not (contact.isascii() and contact.isprintable() and not set("()\\") & set(contact)):
        raise UsageError(f"{contact!r} cannot stand in a header", where=CONTACT, hint="give an address or a page")
    reached = "; ".join(filter(None, (iris.HOME, contact)))
    libraries = f"SPARQLWrapper/{version('SPARQLWrapper')} Python/{platform.python_version()}"
    return f"Parley/{version('parley-kg')} ({reached}) {libraries}"


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not match
        sound = False
    if not sound or not address.isascii() or not address.isprintable() or set("?# @") & set(address):
        raise UsageError(f"{address!r} is no address of an endpoint", hint=f"such as {WIKIDATA}")
