"""Which of the formats on offer a client takes (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from functools import lru_cache

ROWS = (
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
    "application/json", "application/xml", "text/xml",
)  # fmt: skip
"""Formats of rows and truth values, the first one by default."""
GRAPHS = (
    "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig",
    "application/n-quads", "text/plain", "application/xml", "text/xml",
)  # fmt: skip
"""Formats of triples, the first one by default; `text/plain` is N-Triples, as it was before that had a name."""


@lru_cache(maxsize=256)
def best(accept: str | None, offers: tuple[str, ...]) -> str | None:
    """The offer with the highest quality in an Accept header, the earlier one of two; None where none is taken.

    Clients say few different things, over and over. One that says nothing takes all; of several ranges that hold an
    offer the most specific one counts.
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    quality, order = max((_quality(offer, ranges), -n) for n, offer in enumerate(offers))
    return offers[-order] if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    """A media range in small letters without its parameters, and its quality; 0 where that is no number."""
    kind, *parameters = (piece.strip().casefold() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        value = float(quality)
    except ValueError:
        return kind, 0.0
    return kind, value if 0 <= value <= 1 else 0.0


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    fitting = ((_specificity(kind, offer), quality) for kind, quality in ranges)
    return max(((rank, quality) for rank, quality in fitting if rank), default=(0, 0.0))[1]


def _specificity(kind: str, offer: str) -> int:
    """3 for the type itself, 2 for its family, 1 for whatever there is, 0 for another."""
    if kind == offer:
        return 3
    if kind == f"{offer.partition('/')[0]}/*":
        return 2
    return 1 if kind == "*/*" else 0
