"""What the service says of itself: its manifest, its types and its properties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from kg import iris, vocabulary
from kg.errors import UsageError

BATCH = 50
"""Queries of one batch at most."""
ROWS = 500
"""Entities of one data extension at most."""
_TYPES = ("Person", "State", "Organisation", "ArmedGroup", "Alliance", "Party", "Region", "City", "Conflict")
"""Types that are offered first."""
_SHOWN = 20
_NOWHERE = 2
WIDTH, HEIGHT = 430, 320
"""Pixels of a preview."""


@dataclass(frozen=True, slots=True)
class Property:
    """Something that entities have values for. `predicate` is None where it is none of the ontology's; `inverse` ones
    lead from the object to the subject."""

    id: str
    name: str
    description: str
    predicate: str | None = None
    inverse: bool = False


def _all() -> Iterator[Property]:
    yield Property("wikidata", "Wikidata item", "The item of Wikidata that the entity is, if it is sure enough.")
    yield Property("names", "names", "All names that the articles have for it.")
    yield Property("articles", "articles", "In how many articles it is named or meant.")
    for p in vocabulary.PREDICATES.values():
        yield Property(p.name, p.label, p.definition, p.name)
        if not p.symmetric:
            yield Property(
                f"~{p.name}", f"{p.label} (of whom)", f"From the object's side: {p.definition}", p.name, True
            )


PROPERTIES: Mapping[str, Property] = {p.id: p for p in _all()}
"""The properties by id: a few of any entity, then the ontology's predicates, each from both sides."""


def manifest(base: str) -> dict[str, Any]:
    """The manifest of the service at an address."""
    services = {"service_url": base, "flyout_service_url": base}
    paths = {kind: {"service_path": f"/suggest/{kind}", "flyout_service_path": f"/flyout/{kind}?id=${{id}}"}
             for kind in ("entity", "type", "property")}  # fmt: skip
    page = f"{base}/preview?id={{{{id}}}}"
    return {
        "versions": ["0.2"], "name": "Parley: who is who in these articles", "serviceVersion": version("parley-kg"),
        "identifierSpace": iris.PREFIXES["entity"], "schemaSpace": iris.PREFIXES["par"],
        "defaultTypes": [type_of(name) for name in _TYPES], "batchSize": BATCH,
        "view": {"url": page}, "preview": {"url": page, "width": WIDTH, "height": HEIGHT},
        "suggest": {kind: services | path for kind, path in paths.items()},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties"},
            "property_settings": [
                {"name": "limit", "label": "most values", "type": "number", "default": 0,
                 "help_text": "How many values of one entity; 0 is all."},
                {"name": "claims", "label": "which claims", "type": "select", "default": "undisputed",
                 "help_text": "What articles say themselves and nobody denies, or what anybody at all asserts.",
                 "choices": [{"value": "undisputed", "name": "said by articles, denied by nobody"},
                             {"value": "all", "name": "asserted by anybody"}]},
            ],
        },
    }  # fmt: skip


def type_of(name: str) -> dict[str, str]:
    """A class as the API writes a type."""
    return {"id": name, "name": vocabulary.CLASSES[name].label if name in vocabulary.CLASSES else name}


def types(asked: Any) -> tuple[str, ...]:
    """The classes of a query's `type`: ids, objects with an id, or a list of them; unknown ones fit nothing."""
    each = asked if isinstance(asked, list) else [asked] if asked else []
    ids = (str(one.get("id", "")) if isinstance(one, dict) else str(one) for one in each)
    return tuple(name.removeprefix(iris.PREFIXES["par"]).removeprefix("par:") for name in ids if name)


def suggested(kind: str, prefix: str, skip: int) -> dict[str, Any]:
    """Types or properties with a name or id that begins so; those that have it elsewhere after them."""
    known = [(t, type_of(t)["name"], vocabulary.CLASSES[t].definition) for t in vocabulary.CLASSES]
    if kind == "property":
        known = [(p.id, p.name, p.description) for p in PROPERTIES.values()]
    start = prefix.casefold().strip()
    ranks = ((min(_rank(id, start), _rank(name, start)), n) for n, (id, name, _) in enumerate(known))
    found = [known[n] for rank, n in sorted(ranks) if rank < _NOWHERE]
    rows = [{"id": id, "name": name, "description": text} for id, name, text in found[skip : skip + _SHOWN]]
    return {"result": rows}


def _rank(text: str, start: str) -> int:
    """0 where it is the beginning, 1 where it stands elsewhere, `_NOWHERE` else."""
    bare = text.casefold().lstrip("~")
    return 0 if bare.startswith(start) else 1 if start in bare else _NOWHERE


def proposed(cls: str, limit: int | None) -> dict[str, Any]:
    """The properties that things of a class may have."""
    found = [p for p in PROPERTIES.values() if p.predicate is None or _may_have(cls, p)]
    made: dict[str, Any] = {"type": cls, "properties": [{"id": p.id, "name": p.name} for p in found[:limit]]}
    return made if limit is None else made | {"limit": limit}


def _may_have(cls: str, p: Property) -> bool:
    predicate = vocabulary.predicate(str(p.predicate))
    end = predicate.range if p.inverse else predicate.domain
    return not cls or end is None or vocabulary.is_a(cls, end) or vocabulary.is_a(end, cls)


def flyout(kind: str, id: str) -> dict[str, str]:
    """A type or property as a small piece of HTML. Raises UsageError for an unknown one."""
    from html import escape

    table: Mapping[str, Any] = PROPERTIES if kind == "property" else vocabulary.CLASSES
    if id not in table:
        raise UsageError(f"there is no {kind} {id!r}")
    found = table[id]
    text = found.description if kind == "property" else found.definition
    name = found.name if kind == "property" else found.label
    return {"id": id, "html": f'<p style="font: 14px/1.4 sans-serif"><b>{escape(name)}</b><br>{escape(text)}</p>'}
