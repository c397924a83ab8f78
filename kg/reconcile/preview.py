"""An entity as a small page: who it is, and what is said of it most, with the sentence."""

from html import escape
from typing import Any

from kg import lookup, vocabulary
from kg.errors import UsageError
from kg.reconcile.manifest import HEIGHT, WIDTH
from kg.reconcile.matching import described
from kg.reconcile.names import Entry, Names
from kg.store import Graph
from kg.terms import IRI, written

_SAID = """
SELECT ?subject ?predicate ?object ?contested ?sentence {{
  {{ SELECT DISTINCT ?p ?rank {{
    VALUES ?end {{ {ends} }} ?p par:aboutSubject|par:aboutObject ?end ; par:rank ?rank
  }} ORDER BY ?rank LIMIT {most} }}
  ?p par:aboutSubject ?subject ; par:aboutPredicate ?predicate ; par:contested ?contested ; par:example ?claim .
  ?claim oa:hasSelector ?quote . ?quote oa:exact ?sentence .
  OPTIONAL {{ ?p par:aboutObject ?object }}
}} ORDER BY ?rank"""
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root {{ color-scheme: light dark; --soft: #5c5f66; --rule: #dcdad5; --warn: #8a5a00; --mark: #0b57d0; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --soft: #a3a7ae; --rule: #353a41; --warn: #e0b050; --mark: #8ab4f8; }} }}
body {{ margin: .7rem .9rem; font: 14px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }}
h1 {{ font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }} p {{ margin: .15rem 0 .5rem; color: var(--soft); }}
a {{ color: var(--mark); }} ul {{ list-style: none; margin: 0; padding: 0; }}
li {{ border-top: 1px solid var(--rule); padding: .35rem 0; }} em {{ color: var(--warn); font-style: normal; }}
q {{ display: block; color: var(--soft); font-size: .92em; overflow-wrap: anywhere; }}
</style></head><body>{body}</body></html>
"""
_LONGEST = 220
"""Characters of a sentence that are shown."""


class UnknownError(UsageError):
    """There is no such entity."""


def page(graph: Graph, names: Names, id: str) -> str:
    """The page of an entity. Raises UnknownError."""
    entry = _known(names, id)
    return _PAGE.format(title=escape(entry.label), body=_body(graph, entry, 5))


def flyout(graph: Graph, names: Names, id: str) -> dict[str, Any]:
    """An entity as a small piece of HTML, under the id that was asked for. Raises UnknownError."""
    entry = _known(names, id)
    style = f"font: 14px/1.4 sans-serif; max-width: {WIDTH}px; max-height: {HEIGHT}px"
    return {"id": id, "html": f'<div style="{style}">{_body(graph, entry, 2)}</div>'}


def _known(names: Names, id: str) -> Entry:
    entry = names.entry(id)
    if entry is None:
        raise UnknownError(f"there is no entity {id!r}")
    return entry


def _body(graph: Graph, e: Entry, most: int) -> str:
    page = f"https://www.wikidata.org/wiki/{e.qid}"
    link = f' · <a href="{page}" target="_blank" rel="noreferrer">{e.qid}</a>' if e.qid else ""
    about = escape(described(e).replace(f", {e.qid}", ""))
    ends = " ".join(written(each) for each in lookup.same(graph, IRI(e.iri)))
    said = [_item(graph, row) for row in graph.select(_SAID.format(ends=ends, most=most))]
    return f"<h1>{escape(e.label)}</h1><p>{about}{link}</p><ul>{''.join(said)}</ul>"


def _item(graph: Graph, row: Any) -> str:
    subject, predicate, object, contested, sentence = row
    told = lookup.labels(graph, [str(each) for each in (subject, object) if each])
    verb = next((p.label for p in vocabulary.PREDICATES.values() if p.iri == predicate), "")
    words = " ".join((told[str(subject)], verb, told[str(object)] if object else ""))
    text = " ".join(str(sentence).split())
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
    return f"<li>{escape(words)}{' <em>contested</em>' if contested else ''}<q>{escape(shown)}</q></li>"
