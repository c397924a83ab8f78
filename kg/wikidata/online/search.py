"""What a name may mean, by Wikidata's own search for the names of items.

https://www.wikidata.org/w/api.php?action=help&modules=wbsearchentities
"""

import re
from dataclasses import dataclass
from typing import Any

from kg.errors import UsageError
from kg.wikidata.facts import is_qid
from kg.wikidata.online.client import Client

API = "https://www.wikidata.org/w/api.php"
_MOST = 50
"""What the API gives at once."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Found:
    """An item that a name may mean: its label and description in the language of the search, where it has them.

    `name` is the name of the item that was found, in whatever language.
    """

    qid: str
    label: str | None
    description: str | None
    name: str | None


def check_language(code: str) -> str:
    """The code of a language as Wikidata has it (`fr`, `zh-hans`). Raises UsageError for what is none."""
    if not _LANGUAGE.fullmatch(code):
        raise UsageError(f"{code!r} is no code of a language", where="language", hint="such as fr or zh-hans")
    return code


def candidates(
    name: str, language: str = "en", limit: int = 10, *, client: Client | None = None, api: str = API
) -> tuple[Found, ...]:
    """The items that have the name, or one that begins with it, in Wikidata's own order, at most `limit` (1 to 50).

    Asks over the net. Raises UsageError for a name, language or limit that is none, and EndpointError as
    `Client.get` does.
    """
    if not name.strip() or not 1 <= limit <= _MOST:
        raise UsageError("a search needs a name, and a limit from 1 to 50", hint="say whom you look for")
    parameters = {
        "action": "wbsearchentities", "search": " ".join(name.split()), "type": "item", "limit": str(limit),
        "language": check_language(language), "uselang": language, "format": "json", "formatversion": "2",
    }  # fmt: skip
    answer = (client or Client()).get(api, parameters)
    hits = answer.get("search")
    found = (_found(hit) for hit in hits if isinstance(hit, dict)) if isinstance(hits, list) else ()
    return tuple(each for each in found if is_qid(each.qid))


def _found(hit: dict[str, Any]) -> Found:
    match = hit.get("match")
    name = match.get("text") if isinstance(match, dict) else None
    return Found(str(hit.get("id")), hit.get("label"), hit.get("description"), name)
