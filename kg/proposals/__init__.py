"""What a graph has to tell Wikidata: facts that it lacks, has less of, or says otherwise, each with its references.

    ours            what the articles say together, from the ledger
    mapping         which properties say it, by the ontology
    when            since when, until when, as precisely as it is known
    compare         what Wikidata has of it
    quickstatements what is accepted, as a batch for QuickStatements
    review          what is proposed, as a table for a person, and that person's decisions

Nothing is sent anywhere: a person looks, decides, and hands the batch to QuickStatements.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.proposals import mapping
from kg.proposals.compare import Comparison
from kg.proposals.ours import facts
from kg.proposals.records import STATES, Fact, Party, Proposal, Thing, Verdict
from kg.wikidata.knowledge import Knowledge
from kg.wikidata.known import Known
from kg.wikidata.properties import properties

__all__ = ["STATES", "Fact", "Party", "Proposal", "Thing", "Verdict", "facts", "items", "proposals"]


def items(found: Iterable[Fact]) -> list[str]:
    """The items that a source is to be asked about: both ends of each fact, in the order of the facts."""
    return list(dict.fromkeys(thing.qid for f in found for thing in (f.subject, f.object)))


def proposals(found: Iterable[Fact], known: Known, knowledge: Knowledge) -> list[Proposal]:
    """What is proposed of each fact, in their order; facts that no property can say between such ends are left out."""
    facts = list(found)
    labels = {thing.qid: thing.label for f in facts for thing in (f.subject, f.object)} | _labels(known, knowledge)
    comparison = Comparison(known, labels)
    made = [proposal for fact in facts if (proposal := _proposal(fact, comparison)) is not None]
    return _with_rivals(made)


def _proposal(fact: Fact, comparison: Comparison) -> Proposal | None:
    chosen = mapping.choices(fact.predicate, fact.subject, fact.object, fact.words)
    if chosen is None:
        return None
    choices, inverse = chosen
    item, value = (fact.object, fact.subject) if inverse else (fact.subject, fact.object)
    return Proposal(fact, item, value, choices, comparison.verdict(fact, choices, inverse))


def _with_rivals(made: list[Proposal]) -> list[Proposal]:
    """The proposals, those that cannot all be true at once with the names of the others."""
    values = defaultdict[tuple[str, str], list[Thing]](list)
    for p in made:
        for prop in p.choices if p.verdict.state != "there" else ():
            if properties()[prop].single:
                values[p.item.qid, prop].append(p.value)
    return [replace(p, rivals=_others(p, values)) for p in made]


def _others(p: Proposal, values: Mapping[tuple[str, str], list[Thing]]) -> tuple[str, ...]:
    found = (thing.label for prop in p.choices for thing in values.get((p.item.qid, prop), ()) if thing != p.value)
    return tuple(dict.fromkeys(found))


def _labels(known: Known, knowledge: Knowledge) -> dict[str, str]:
    """Names of the items that Wikidata's statements speak of, as far as the gazetteer and the index know them."""
    values = dict.fromkeys(s.value for found in known.by_item.values() for s in found if s.value)
    return {qid: item.label for qid in values if (item := knowledge.item(qid))}
