"""Write docs/terms.md: every term of the ontology with what it means and an example.

    python tools/terms.py [--check]

It is made from ontology/ and docs/terms.tsv. Run it after a change there; with `--check` it writes nothing, and exits
with 1 where it would. The examples are found by tools/term_examples.py, which has to read articles.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from kg import vocabulary
from kg.vocabulary import CLASSES, PREDICATES, Class, Predicate

ROOT = Path(__file__).resolve().parent.parent
PAGE, EXAMPLES = ROOT / "docs" / "terms.md", ROOT / "docs" / "terms.tsv"
LEXICON = ROOT / "ontology" / "lexicon" / "predicates.tsv"
PAR = Namespace(vocabulary.ONTOLOGY)
WORDS = 24
"""Words of the lexicon shown for each kind; it has more."""
_KINDS = {"verb": "verbs", "noun": "nouns", "adj": "adjectives"}
_INTRO = """\
# Terms

Every term of the ontology, with what it means and an example. [The reference](ontology.md) says how they fit together.

This page is generated from `ontology/` and from graphs that the project itself makes (`make ontology`): an example is
what the reader makes of an article in [examples/](../examples/README.md), or else of a golden case in
[tests/cases/](../tests/cases/README.md); of a term that neither speaks of, it is a statement of the ontology about it.
A test asks those graphs for each. Examples are claims as articles make them, true or not, in Turtle with the
prefixes of the reference. Blank nodes such as `_:claim` stand for what has a name of its own in each graph.
"""


class Example(NamedTuple):
    """A line of docs/terms.tsv, as tools/term_examples.py explains it."""

    term: str
    triple: str
    names: str
    sentence: str
    source: str
    case: str


def page() -> str:
    """The text of docs/terms.md."""
    graph, examples, words = ontology(), load(), lexicon()
    parts = [
        _INTRO,
        "## Predicates\n\n" + _tree(),
        *(_predicate(p, graph, examples, words) for p in PREDICATES.values()),
    ]
    parts += ["## Classes\n", *(_class(c, graph, examples) for c in CLASSES.values())]
    parts.append("## Properties\n\nWhat is said of claims, of who makes them, of articles and of propositions.\n")
    return "\n".join([*parts, _properties(graph, examples), "## Individuals\n", _individuals(graph, examples)])


def ontology() -> Graph:
    """The ontology and its codes as one graph."""
    graph = Graph()
    for name in ("parley.ttl", "codes.ttl"):
        graph.parse(ROOT / "ontology" / name)
    return graph


def load() -> dict[str, Example]:
    """The examples by term."""
    lines = [line for line in EXAMPLES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {example.term: example for example in (Example(*line.split("\t")) for line in lines[1:])}


def lexicon() -> dict[str, dict[str, list[str]]]:
    """By predicate and kind of word, the words that speak of it, as the lexicon has them first."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    with LEXICON.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind = found.setdefault(row["predicate"], {}).setdefault(row["kind"], {})
            kind.update(dict.fromkeys(map(_word, row["triggers"].split("|"))))
    return {name: {kind: list(words) for kind, words in kinds.items()} for name, kinds in found.items()}


def _word(trigger: str) -> str:
    """A trigger as people read it: `send +troop,soldier` is "send troop/soldier"."""
    text = re.sub(r" [+@>!]?(\w+):(?=\S)", r" \1 ", trigger.replace(" +", " ").replace(" @", " "))
    text = text.removesuffix(":").replace(" >to", " to …").replace(" !to", "")
    first, *others = text.split(",")
    return "/".join([first, *others[:2]]) + ("/…" if len(others) > 2 else "")


def _tree() -> str:
    """The predicates as nested lists, with their signs."""

    def below(name: str, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}- [`{name}`](#{name.lower()})\n"
        for p in PREDICATES.values():
            if name in p.broader:
                yield from below(p.name, depth + 1)

    return "".join(line for p in PREDICATES.values() if not p.broader for line in below(p.name, 0))


def _predicate(p: Predicate, graph: Graph, examples: dict[str, Example], words: dict[str, dict[str, list[str]]]) -> str:
    narrower = [other.name for other in PREDICATES.values() if p.name in other.broader]
    facts = {
        "broader": _linked(p.broader), "narrower": _linked(narrower),
        "valence": f"{p.valence:+d}" if p.valence else "0",
        "from → to": f"{_linked([p.domain or 'Entity'])} → {_linked([p.range or 'Entity'])}"
        + (", and the other way round: it is symmetric" if p.symmetric else ""),
        "inverse": _linked([p.inverse] if p.inverse else ()), "codes": _codes(p), "records": _records(graph, p),
        "Wikidata": _wikidata(p), "words": _words(words.get(p.name, {})),
    }  # fmt: skip
    return _section(p.name, p.definition, facts, examples)


def _class(c: Class, graph: Graph, examples: dict[str, Example]) -> str:
    narrower = [other.name for other in CLASSES.values() if c.name in other.broader]
    others = sorted(_short(graph, o) for o in graph.objects(PAR[c.name], RDFS.subClassOf) if not str(o).startswith(PAR))
    facts = {
        "kind of": _linked(c.broader),
        "kinds": _linked(narrower),
        "elsewhere": ", ".join(f"`{o}`" for o in others),
    }
    return _section(c.name, c.definition, facts, examples)


def _section(name: str, definition: str, facts: dict[str, str], examples: dict[str, Example]) -> str:
    told = "".join(f"- {key}: {value}\n" for key, value in facts.items() if value)
    return f"### {name}\n\n{definition}\n\n{told}{_example(examples.get(name))}"


def _example(example: Example | None) -> str:
    if example is None:
        return ""
    names = f" ({_named(example.names)})" if example.names else ""
    said = f"“{example.sentence}” " if example.sentence else ""
    return f"- example: {said}`{example.triple}`{names}{_source(example)}\n"


def _source(example: Example) -> str:
    if example.source in ("examples", "ontology"):
        return ""
    case = f", “{example.case}”" if example.case else ""
    return f" — [{Path(example.source).name}](../{example.source}){case}"


def _named(names: str) -> str:
    """`Q43 Turkey | Q227 Azerbaijan` for people."""
    pairs = [name.split(" ", 1) for name in names.split(" | ")]
    return ", ".join(f"{key} is {label}" if key.startswith("Q") else label for key, label in pairs)


def _linked(names: Iterable[str]) -> str:
    return ", ".join(f"[`{name}`](#{name.lower()})" for name in names)


def _codes(p: Predicate) -> str:
    codes = (("PLOVER", p.plover), ("CAMEO root", p.cameo), ("UCDP external support", p.ucdp_support))
    return ", ".join(f"{system} {code}" for system, code in codes if code)


def _records(graph: Graph, p: Predicate) -> str:
    """What other code systems have that becomes a claim with it."""
    found = sorted(str(graph.value(c, SKOS.prefLabel)) for c in graph.subjects(PAR.asPredicate, PAR[p.name]))
    return ", ".join(found)


def _wikidata(p: Predicate) -> str:
    return ", ".join(
        f"[{pid}](https://www.wikidata.org/wiki/Property:{pid})" + ("⁻¹" if pid in p.wikidata_inverse else "")
        for pid in p.wikidata
    )


def _words(words: dict[str, list[str]]) -> str:
    return "; ".join(
        f"{_KINDS[kind]} {', '.join(f'*{word}*' for word in some[:WORDS])}{' …' if len(some) > WORDS else ''}"
        for kind, some in words.items()
    )


def _properties(graph: Graph, examples: dict[str, Example]) -> str:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
    names = {_local(s) for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith(PAR)}
    rows = [_property(graph, name, examples) for name in sorted(names - set(PREDICATES))]
    return _table(("property", "of", "value", "meaning", "example"), rows)


def _property(graph: Graph, name: str, examples: dict[str, Example]) -> tuple[str, ...]:
    of, value = (
        ", ".join(f"`{_short(graph, o).removeprefix('par:')}`" for o in sorted(graph.objects(PAR[name], link), key=str))
        for link in (RDFS.domain, RDFS.range)
    )
    return f"`{name}`", of, value, _meaning(graph, name), _cell(examples.get(name))


def _individuals(graph: Graph, examples: dict[str, Example]) -> str:
    names = sorted(_local(s) for s in graph.subjects(RDF.type, OWL.NamedIndividual) if str(s).startswith(PAR))
    kinds = ([_local(o) for o in graph.objects(PAR[name], RDF.type) if str(o).startswith(PAR)] for name in names)
    rows = [
        (f"`{name}`", _linked(kind), _meaning(graph, name), _cell(examples.get(name)))
        for name, kind in zip(names, kinds, strict=True)
    ]
    return _table(("individual", "is a", "meaning", "example"), rows)


def _cell(example: Example | None) -> str:
    return f"`{example.triple}`".replace("|", "\\|") if example else ""


def _meaning(graph: Graph, name: str) -> str:
    return str(graph.value(PAR[name], SKOS.definition) or graph.value(PAR[name], RDFS.label) or "")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _short(graph: Graph, term: Node) -> str:
    return graph.namespace_manager.normalizeUri(URIRef(str(term)))


def _local(iri: Node) -> str:
    return str(iri).removeprefix(PAR)


def main(arguments: list[str]) -> int:
    """Write the page, or say that it is out of date."""
    wanted = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    if arguments == ["--check"]:
        sys.stderr.write(f"{PAGE}: out of date (run make ontology)\n")
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
