"""The same article under another address: tracking parameters, editions for telephones, a crawl's second visit.

Only of one and the same publisher: the reprint of another is an article of its own, since who printed it matters;
`kg.origins` finds those, and near copies, and counts them as one witness. What is a copy follows from the sources in
their order alone, whatever the graph holds already.
"""

import hashlib
import re
from urllib.parse import urlsplit

from kg.model import Article

_SPACE = re.compile(r"\s+")


class Copies:
    """What has come by: a digest of eight bytes for each article with an address, and where it was."""

    def __init__(self) -> None:
        self._seen: dict[bytes, str] = {}

    def first(self, article: Article) -> str | None:
        """The address of the same text by the same publisher that came before this one, if there was one."""
        publisher = article.publisher or _host(article.url)
        if not article.url or not publisher:
            return None
        text = _SPACE.sub(" ", article.text).strip()
        key = hashlib.blake2b(f"{publisher.casefold()}\n{text}".encode(), digest_size=8).digest()
        first = self._seen.setdefault(key, article.url)
        return first if first != article.url else None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:  # brackets that do not match
        return None
