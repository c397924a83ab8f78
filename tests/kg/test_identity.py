"""Names that are one, names that are not, and the IRIs that follow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris
from kg.identity import entities, is_generic, kind, name_words, slug, words
from kg.model import Entity, Mention

ARTICLE = iris.PREFIXES["article"] + "a" * 16


def entity(
    name: str, type: str = "ArmedGroup", mention: str = "name", qid: str | None = None, id: str = "e1"
) -> Entity:
    return Entity(id, name, type, qid, 0.5, (Mention(0, 1, "x", mention),))  # type: ignore[arg-type]


def iri(*found: Entity) -> list[str]:
    named = [Entity(f"e{n}", e.name, e.type, e.qid, e.score, e.mentions) for n, e in enumerate(found)]
    return [i.removeprefix(iris.PREFIXES["entity"]) for i in entities(named, ARTICLE).values()]


@pytest.mark.parametrize(
    ("one", "other"),
    [("U.S.", "US"), ("the U.S.", "us"), ("Sana'a", "Sanaa"), ("Sana’a", "Sanaa"), ("Türkiye's", "Turkiye"),
     ("Houthis’", "Houthis"), ("Nagorno–Karabakh", "Nagorno-Karabakh"), ("Nagorno Karabakh", "Nagorno-Karabakh"),
     ("Łódź", "Lodz"), ("Bakı", "Baki"), ("İstanbul", "Istanbul"), ("São  Tomé", "Sao\nTome"), ("صَدّام", "صدام")],
)  # fmt: skip
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_words(one) == name_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Georgia", "Georgia Tech"),
        ("Georgia", "Georgian"),
        ("Йод", "Иод"),
        ("कि", "का"),
        ("A", "B"),
        ("J. Smith", "JS"),
    ],
)
def test_names_that_differ(one: str, other: str) -> None:
    assert name_words(one) != name_words(other)


@settings(deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_a_name_stands_in_the_text_that_holds_it(before: str, after: str) -> None:
    told = f" {' '.join(words(f'{before} Sana’a {after}'))} "
    assert " sanaa " in told


@pytest.mark.parametrize(
    ("name", "cls", "expected"),
    [("Mr. Smith", "Person", "smith"), ("Gen Dr Smith", "Person", "smith"), ("Major", "Person", "major"),
     ("The Acme Corp.", "Organisation", "acme"), ("Houthis", "ArmedGroup", "houthi"), ("Hamas", "ArmedGroup", "hamas"),
     ("Maoists", "ArmedGroup", "maoist"), ("Reuters", "Organisation", "reuters"), ("Yazidis", "Ethnicity", "yazidis"),
     ("General Motors", "Organisation", "general-motors"), ("Karabakh militias", "ArmedGroup", "karabakh-militias")],
)  # fmt: skip
def test_slugs_leave_out_what_comes_and_goes(name: str, cls: str, expected: str) -> None:
    assert slug(name, kind(cls)) == expected


def test_a_name_without_letters_has_a_slug() -> None:
    assert slug("…") != slug("!!") and slug("…").isalnum()


@pytest.mark.parametrize(
    ("cls", "broad"),
    [("ArmedGroup", "Organisation"), ("Government", "Organisation"), ("State", "Location"), ("City", "Location"),
     ("Person", "Person"), ("Conflict", "Conflict"), ("Ethnicity", "Ethnicity"), ("MISC", "MISC"), ("a b", "Entity")],
)  # fmt: skip
def test_kinds_are_broad(cls: str, broad: str) -> None:
    assert kind(cls) == broad


def test_entities_are_named_by_item_else_by_kind_and_name() -> None:
    assert iri(entity("Azerbaijan", "State", qid="Q227")) == ["Q227"]
    assert iri(entity("Karabakh Militias")) == iri(entity("the Karabakh  militias", "Organisation"))
    assert iri(entity("Q227")) == ["Organisation/q227"]


def test_what_an_article_does_not_name_is_its_own() -> None:
    assert iri(entity("rebels", mention="nominal")) == ["Organisation/rebels/" + "a" * 16]
    assert iri(entity("army of Armenia", mention="nominal")) == ["Organisation/army-of-armenia"]


@pytest.mark.parametrize("name", ["the Supreme Court", "Foreign Ministry", "National Assembly", "Communist Party"])
def test_what_every_country_has_is_the_articles_own(name: str) -> None:
    assert is_generic(name) and iri(entity(name, "Government"))[0].endswith("a" * 16)


@pytest.mark.parametrize("name", ["Supreme Court of Kenya", "Azeri Foreign Ministry", "Wagner"])
def test_other_names_are_shared(name: str) -> None:
    assert not is_generic(name) and "/" not in iri(entity(name, "Government"))[0].partition("/")[2]


def test_two_of_one_name_in_one_article_stay_two() -> None:
    smith = entity("Smith", "Person")
    own = "Person/smith/" + "a" * 16
    assert iri(smith, entity("Mr Smith", "Person"), entity("Jones", "Person"), smith) == [
        own, f"{own}-2", "Person/jones", f"{own}-3",
    ]  # fmt: skip


def test_the_unnamed_take_no_name_away() -> None:
    assert iri(entity("Rebels"), entity("rebels", mention="nominal")) == [
        "Organisation/rebels", "Organisation/rebels/" + "a" * 16,
    ]  # fmt: skip


names = st.sampled_from(["Smith", "smith", "the Smith", "rebels", "x/y"])


@settings(deadline=None)
@given(
    st.lists(st.tuples(names, st.sampled_from(["Person", "City"]), st.sampled_from(["name", "nominal"])), max_size=6)
)
def test_no_two_share_an_iri(found: list[tuple[str, str, str]]) -> None:
    named = iri(*(entity(*each) for each in found))
    assert len(set(named)) == len(named)
