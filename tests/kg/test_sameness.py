"""Entities that only several articles together show to be the same, and those that must stay apart."""

from collections.abc import Callable
from typing import Any

from kg import catalogue, dossier, lookup, views
from kg.check import check
from kg.derived import Entities, Referent
from kg.identity import kind, slug
from kg.iris import PREFIXES
from kg.store import Graph

ENTITY = PREFIXES["entity"]


def referent(article: str, name: str, cls: str, *others: str, qid: str | None = None) -> Referent:
    iri = ENTITY + (qid or f"{kind(cls)}/{slug(name, kind(cls))}")
    return Referent(iri, name, others, PREFIXES["par"] + cls, 0.9 if qid else 0.0, article)


def matches(*referents: Referent) -> dict[str, str]:
    quads = list(Entities(referents).quads())
    assert quads == list(Entities(reversed(referents)).quads())
    found = {q.subject.value: q.object.value for q in quads if q.predicate.value.endswith("exactMatch")}
    return {one.removeprefix(ENTITY): other.removeprefix(ENTITY) for one, other in found.items()}


def ground(*articles: str) -> list[Referent]:
    """What the articles have in common."""
    return [referent(a, name, "State", qid=qid) for a in articles for name, qid in (("Chad", "Q657"), ("Mali", "Q912"))]


def test_an_abbreviation_is_what_an_article_says_that_it_stands_for() -> None:
    found = matches(
        *ground("a", "b"), referent("a", "Sandan Free Front", "ArmedGroup", "SFF"), referent("b", "SFF", "Party")
    )
    assert found == {"Organisation/sff": "Organisation/sandan-free-front"}


def test_an_abbreviation_leads_to_the_item() -> None:
    linked = referent("a", "Sandan Free Front", "ArmedGroup", "SFF", qid="Q99")
    assert matches(*ground("a", "b"), linked, referent("b", "SFF", "ArmedGroup")) == {"Organisation/sff": "Q99"}


def test_an_abbreviation_of_two_is_of_neither() -> None:
    fronts = [
        referent("a", "Sandan Free Front", "ArmedGroup", "SFF"),
        referent("c", "Saver Food Fund", "Organisation", "SFF"),
    ]
    assert matches(*ground("a", "b", "c"), *fronts, referent("b", "SFF", "ArmedGroup")) == {}


def test_an_abbreviation_in_another_world_is_left_alone() -> None:
    assert matches(referent("a", "Sandan Free Front", "ArmedGroup", "SFF"), referent("b", "SFF", "ArmedGroup")) == {}


def test_a_word_is_no_abbreviation() -> None:
    front = referent("a", "Sandan Free Front", "ArmedGroup", "Front")
    assert matches(*ground("a", "b"), front, referent("b", "Front", "ArmedGroup")) == {}


def test_a_last_name_is_the_one_person_who_bears_it() -> None:
    found = matches(*ground("a", "b"), referent("a", "Karim Sabry", "Person"), referent("b", "Sabry", "Person"))
    assert found == {"Person/sabry": "Person/karim-sabry"}


def test_a_last_name_of_two_persons_is_of_neither() -> None:
    persons = [referent("a", name, "Person") for name in ("Karim Sabry", "Omar Sabry")]
    assert matches(*ground("a", "b"), *persons, referent("b", "Sabry", "Person")) == {}


def test_a_last_name_beside_the_full_one_is_another() -> None:
    persons = [referent("a", name, "Person") for name in ("Karim Sabry", "Sabry")]
    assert matches(*ground("a"), *persons) == {}


def test_a_last_name_elsewhere_is_left_alone() -> None:
    apart = [*ground("a"), referent("b", "Chad", "State", qid="Q657")]
    assert matches(*apart, referent("a", "Karim Sabry", "Person"), referent("b", "Sabry", "Person")) == {}


def test_armed_groups_are_one_in_singular_and_plural() -> None:
    groups = [referent("a", "Banda Rebels", "ArmedGroup"), referent("b", "Banda Rebel", "Organisation")]
    assert matches(*groups) == {"Organisation/banda-rebels": "Organisation/banda-rebel"}


def test_newspapers_are_not() -> None:
    assert matches(referent("a", "Lagos Times", "Organisation"), referent("b", "Lagos Time", "Organisation")) == {}


def test_a_last_name_alone_must_share_two_entities_with_one_article() -> None:
    """One each with two articles does not do, and the person himself does not count."""
    both = [referent(a, "Anton Belik", "Person") for a in ("a", "b")]
    apart = [referent("a", "Chad", "State", qid="Q657"), referent("b", "Mali", "State", qid="Q912")]
    alone = [*ground("c"), referent("c", "Belik", "Person")]
    assert matches(*both, *apart, *alone) == {}
    assert matches(*both, *ground("a"), *alone) == {"Person/belik": "Person/anton-belik"}


def test_those_who_match_have_one_label() -> None:
    group = [
        *ground("a", "b"),
        referent("a", "Sandan Free Front", "ArmedGroup", "SFF"),
        referent("b", "SFF", "ArmedGroup"),
    ]
    labels = {
        q.subject.value: q.object.value for q in Entities(group).quads() if q.predicate.value.endswith("prefLabel")
    }
    assert labels[f"{ENTITY}Organisation/sff"] == "Sandan Free Front"


def test_what_headlines_shout_is_spelled_as_elsewhere() -> None:
    told = {"a": (), "b": ("Sandan News",), "c": ()}
    found = Entities(referent(a, "SANDAN NEWS", "Organisation", *others) for a, others in told.items())
    assert set(found.labels.values()) == {"Sandan News"}
    assert set(Entities([referent("a", "SFF", "ArmedGroup")]).labels.values()) == {"SFF"}


def test_an_unsure_link_is_close_not_the_same() -> None:
    sure, unsure = (
        referent("a", "Chad", "State", qid="Q657"),
        referent("a", "Mali", "State", qid="Q912")._replace(score=0.6),
    )
    said = {(q.subject.value[-4:], q.predicate.value.rpartition("#")[2]) for q in Entities([sure, unsure]).quads()}
    assert ("Q657", "sameAs") in said and ("Q912", "closeMatch") in said and ("Q912", "sameAs") not in said


def test_what_is_asked_of_one_is_answered_for_both(story: Callable[..., Any]) -> None:
    graph = Graph.memory()
    for name in ("Sandan Free Front", "SFF"):
        s = story(f"Russia backs {name} in Armenia. The SFF fights.", id=name, url=f"https://x.example/{len(name)}")
        russia, front = s.entity("Russia"), s.entity(name, "ArmedGroup")
        s.entity(name, words="SFF")
        s.entity("Armenia")
        graph.add(s.claim(russia, "supports", front, "backs").reading())
    for name in ("SFF", "Sandan Free Front", "Organisation/sff"):
        assert lookup.entity(graph, name).key == "Organisation/sandan-free-front"
    assert len(dossier.show(graph, "SFF").statements) == 2
    assert {s.object for s in dossier.show(graph, "SFF").statements} == {f"{ENTITY}Organisation/sandan-free-front"}
    views.refresh(graph)
    backed = catalogue.run(graph, "who-backs-whom", side="SFF").dicts()
    assert sum(int(str(row["articles"])) for row in backed) == 2
    assert check(graph).conforms
