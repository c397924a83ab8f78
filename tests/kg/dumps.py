"""Dumps of Wikidata of our own making, in the official layout, and what an index of them holds."""

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

from kg.wikidata.index import Index


def value(prop: str, value: Any, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    """A statement; a QID stands for the item, a year for the date, other text and numbers for themselves."""
    return {"rank": rank, "mainsnak": snak(prop, value)} | (
        {"qualifiers": {p: [snak(p, v)] for p, v in qualifiers.items()}} if qualifiers else {}
    )


def snak(prop: str, value: Any) -> dict[str, Any]:
    if isinstance(value, str) and value[0] == "Q":
        value = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    elif isinstance(value, int):
        value = {"time": f"{value:+05d}-00-00T00:00:00Z", "precision": 9}
    return {"snaktype": "value", "property": prop, "datavalue": {"value": value}}


def entity(qid: str, label: str, *statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An item as the dump has it. `aliases` is a list; `links` a number of sitelinks."""
    claims: dict[str, list[Any]] = {}
    for statement in statements:
        claims.setdefault(statement["mainsnak"]["property"], []).append(statement)
    aliases = [{"language": "en", "value": alias} for alias in more.get("aliases", ())]
    return {
        "type": "item", "id": qid, "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {"en": {"value": more["description"]}} if "description" in more else [],
        "aliases": {"en": aliases} if aliases else [], "claims": claims or [],
        "sitelinks": {f"wiki{n}": {} for n in range(more.get("links", 0))},
    }  # fmt: skip


def said(prop: str, text: str, language: str = "en", **qualifiers: Any) -> dict[str, Any]:
    """A statement whose value is text in a language."""
    return value(prop, {"text": text, "language": language}, **qualifiers)


ARMENIA = entity(
    "Q399", "Armenia", value("P31", "Q3624078"), value("P571", 1991), said("P1549", "Armenian"),
    said("P1549", "Armenians"), said("P1448", "Հայաստանի Հանրապետություն", "hy"), value("P463", "Q1065"),
    aliases=["Republic of Armenia", "ARM"], description="country in the South Caucasus", links=300,
)  # fmt: skip
CITY = entity(
    "Q2844", "Gyumri", value("P31", "Q515"), value("P31", "Q43229"), value("P17", "Q15180", P582=1991),
    value("P17", "Q399"), value("P625", {"latitude": 40.789444, "longitude": 43.8475}),
    value("P1082", {"amount": "+121976"}, P585=2011), value("P1082", {"amount": "+-99"}, P585=2020),
    said("P1448", "Leninakan", P580=1924, P582=1990), links=80,
)  # fmt: skip
LEADER = entity(
    "Q7747", "Vladimir Putin", value("P31", "Q5"), value("P27", "Q159"), value("P569", 1952),
    value("P39", "Q218295", P580=2000, P582=2008), value("P39", "Q218295", P580=2012), aliases=["Putin"], links=250,
)  # fmt: skip
OTHERS = (
    entity("Q1428", "Georgia", value("P31", "Q35657"), value("P17", "Q30"), links=200),
    entity("Q230", "Georgia", value("P31", "Q6256"), links=290),
    entity("Q35657", "state of the United States", value("P279", "Q107390")),
    entity(
        "Q15180", "Soviet Union", value("P31", "Q3024240"), value("P31", "Q3624078"), value("P576", 1991), links=260
    ),
    entity("Q1", "universe", value("P31", "Q36906466"), links=220),
    entity("Q9300", "A Film", value("P31", "Q11424"), links=9),
    {"type": "property", "id": "P31", "labels": {"en": {"value": "instance of"}}, "claims": {}},
)
DUMP = (ARMENIA, CITY, LEADER, *OTHERS)


def written(path: Path, *entities: dict[str, Any]) -> Path:
    """A dump in the official layout, packed as the name says."""
    lines = ",\n".join(json.dumps(e) for e in entities)
    pack = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix, bytes)
    path.write_bytes(pack(f"[\n{lines}\n]\n".encode()))
    return path


def found(of: Index, name: str, fold: bool = False) -> list[tuple[str | None, str]]:
    return [(c.item.qid, c.kind) for c in of.lookup(name, fold)]


def content(folder: Path) -> tuple[Any, ...]:
    """All that an index holds, whatever its pages look like."""
    made = Index.open(folder)
    with made._env.begin() as txn, txn.cursor(made._names) as cursor:
        return made.card.items, made.card.names, list(made.items()), list(cursor)
