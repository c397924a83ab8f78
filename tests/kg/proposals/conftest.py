"""Facts made by hand, and what Wikidata has of them."""

from typing import Any

from kg.evidence import Evidence
from kg.proposals import Fact, Party, Proposal, Thing, proposals
from kg.proposals.when import When
from kg.wikidata.gazetteer import load
from kg.wikidata.knowledge import Knowledge
from kg.wikidata.known import Known
from kg.wikidata.statements import Statement

ARMENIA = Thing("Q399", "Armenia", "State")
UNION = Thing("Q4354234", "Eurasian Union", "Alliance")
GYUMRI = Thing("Q2844", "Gyumri", "City")
MINISTER = Thing("Q58217", "Sergey Lavrov", "Person")
ARTICLE = Party("(article)", None)


def receipt(n: int = 1, **more: Any) -> Evidence:
    fields = {
        "claim": f"claim:{n}", "sentence": f'Armenia is a member of the "union" ({n}).', "start": 0, "end": 40,
        "article": f"article:{n}", "origin": f"article:{n}", "title": f"Title {n}", "publisher": "Wire",
        "date": f"2016-04-{n:02d}", "url": f"https://news.example/{n}", "source": None, "confidence": 0.9,
        "speakers": (), "denied_by": (),
    }  # fmt: skip
    return Evidence(**fields | more)


def fact(subject: Thing = ARMENIA, predicate: str = "memberOf", object: Thing = UNION, **more: Any) -> Fact:
    times = {name: more.pop(name) for name in ("since", "until", "at") if name in more}
    fields: dict[str, Any] = {
        "standing": "plain", "said_by": (ARTICLE,), "denied_by": (), "origins": 1, "confidence": 0.8,
        "evidence": (receipt(),), "last": "2016-04-03",
    }  # fmt: skip
    return Fact(subject, predicate, object, When(**times), **fields | more)


def known(*statements: Statement, covered: str = "P463") -> Known:
    by_item: dict[str, tuple[Statement, ...]] = {"Q399": (), "Q4354234": (), "Q2844": (), "Q58217": ()}
    for s in statements:
        by_item[s.item] = (*by_item.get(s.item, ()), s)
    return Known("a test", by_item, frozenset(covered.split()))


def proposed(of: Fact, *statements: Statement, covered: str = "P463") -> Proposal:
    (made,) = proposals([of], known(*statements, covered=covered), Knowledge(load()))
    return made
