"""Copies of one text are one origin, whatever was done to them; other articles are not."""

import base64
import random
import subprocess
import sys
import zlib
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import catalogue, origins, views
from kg.errors import UsageError
from kg.origins import Source, agency, signature
from kg.store import Graph

WORDS = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("n", "r", "st", "m", "lo", "ra")]
FURNITURE = "Subscribe to our newsletter for more stories like this one every morning. All rights reserved."


def article(seed: int, sentences: int = 24) -> list[str]:
    """Sentences of made-up words, different for each seed."""
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randrange(8, 24))).capitalize() + "." for _ in range(sentences)]


def grouped(texts: Mapping[str, str], **more: Mapping[str, str]) -> dict[str, str]:
    """The origin of each text; `date` and `agency` by name, where there are any."""
    sources = [Source(n, signature(t), **{k: v.get(n) for k, v in more.items()}) for n, t in texts.items()]
    return origins.origins(sources, lambda names: {n: texts[n] for n in names})


def shuffled(sentences: Sequence[str]) -> list[str]:
    return random.Random(5).sample(list(sentences), len(sentences))


ORIGINAL = article(1)
COPIES = {
    "cut": " ".join(ORIGINAL[:11]),
    "retitled": "A title of another newspaper. " + " ".join(ORIGINAL),
    "furnished": f"{FURNITURE}\n\n{' '.join(ORIGINAL)}\n\n{FURNITURE}",
    "rearranged": " ".join(shuffled(ORIGINAL)),
    "in capitals": " ".join(ORIGINAL).upper(),
    "cut, furnished and rearranged": " ".join([FURNITURE, *shuffled(ORIGINAL)[:12], FURNITURE]),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_has_the_origin_of_its_original(name: str) -> None:
    texts = {"original": " ".join(ORIGINAL), "other": " ".join(article(2)), name: COPIES[name]}
    dates = {"original": "2016-04-02", name: "2016-04-03", "other": "2016-04-01"}
    assert grouped(texts, date=dates) == {"original": "original", name: "original", "other": "other"}


def test_articles_that_share_a_paragraph_are_two_origins() -> None:
    texts = {"a": " ".join(ORIGINAL), "b": " ".join([*article(3), *ORIGINAL[:5]])}
    assert grouped(texts) == {"a": "a", "b": "b"}


def test_what_both_credit_to_one_agency_within_days_needs_less_in_common() -> None:
    texts = {"a": " ".join(ORIGINAL), "b": " ".join([*ORIGINAL[:9], *article(3)[:14]])}
    wire = {"a": "Reuters", "b": "Reuters"}
    near, far = {"a": "2016-04-02", "b": "2016-04-04"}, {"a": "2016-04-02", "b": "2016-05-02"}
    assert len(set(grouped(texts, agency=wire, date=near).values())) == 1
    assert len(set(grouped(texts, agency=wire, date=far).values())) == 2
    assert len(set(grouped(texts, agency={"a": "Reuters", "b": "TASS"}, date=near).values())) == 2
    assert len(set(grouped(texts, date=near).values())) == 2


def test_a_notice_is_a_copy_only_of_what_holds_all_of_it() -> None:
    texts = {"a": "The bridge is closed.", "b": "the bridge is closed", "c": "The bridge is open.", "d": ""}
    assert grouped(texts) == {"a": "a", "b": "a", "c": "c", "d": "d"}


def test_what_stands_on_every_page_makes_no_copies() -> None:
    furniture = " ".join(article(20, sentences=4))
    notices = {f"n{n:02}": f"{' '.join(article(30 + n, sentences=3))} {furniture}" for n in range(60)}
    assert grouped(notices) == {name: name for name in notices}


def test_a_wire_may_have_many_copies() -> None:
    texts = {f"w{n:02}": f"{' '.join(ORIGINAL)} {' '.join(article(40 + n, sentences=4))}" for n in range(60)}
    assert set(grouped(texts).values()) == {"w00"}


def test_the_earliest_stands_for_all() -> None:
    texts = {n: " ".join(ORIGINAL) for n in "abc"}
    assert set(grouped(texts, date={"a": "2016-04-03", "b": "2016-04-02"}).values()) == {"b"}
    assert set(grouped(texts).values()) == {"a"}


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(chance: random.Random) -> None:
    texts = {"o": " ".join(ORIGINAL), **COPIES, "x": " ".join(article(8)), "y": " ".join(article(9))}
    names = list(texts)
    chance.shuffle(names)
    assert grouped({n: texts[n] for n in names}) == grouped(texts)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_every_text_has_a_signature_and_is_a_copy_of_itself(text: str) -> None:
    assert set(grouped({"a": text, "b": text}).values()) == {"a"}


def test_signatures_are_those_of_datasketch() -> None:
    datasketch = pytest.importorskip("datasketch", reason="the reference of MinHash is not installed")
    for text in ("", "Peru", " ".join(ORIGINAL), " ".join(ORIGINAL * 60 + article(6, 400))):
        sketch = datasketch.MinHash(origins.PERMUTATIONS, hashfunc=zlib.crc32, scheme="affine32")
        sketch.update_batch(origins._pieces(text))
        assert base64.b64decode(signature(text)) == sketch.hashvalues.astype("<u4").tobytes()


def test_reading_loads_no_scipy() -> None:
    code = "import sys; from kg.origins import signature; signature('Peru'); sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KYIV, April 2 (Reuters) - Troops moved.", "Reuters"),
        ("BAKU (AP) — Troops moved.", "Associated Press"),
        ("CAIRO (AFP/Getty) - Troops moved.", "Agence France-Presse"),
        ("MOSCOW, April 2. /TASS/. Troops moved.", "TASS"),
        ("YEREVAN, APRIL 2, ARMENPRESS. Troops moved.", "Armenpress"),
        ("Troops move\n\nBy Reuters\n\nTroops moved.", "Reuters"),
        ("Troops moved. (AFP)", "Agence France-Presse"),
        ("Troops moved.\nSource: Interfax", "Interfax"),
        ("Troops moved, Reuters reported on Monday - as others did.", None),
        ("The Palestinian Authority (PA) said troops moved.", None),
        ("A trend - troops moved.", None),
        ("Troops moved. The AP was not there.", None),
    ],
)
def test_the_agency_that_an_article_credits(text: str, found: str | None) -> None:
    assert agency(text) == found


def test_an_agency_publishes_itself() -> None:
    assert agency("Troops moved.", "Interfax") == "Interfax"
    assert agency("Troops moved.", "Daily Herald") is None


def test_a_late_original_brings_its_copies_together(story) -> None:
    first, second = " ".join(ORIGINAL[:12]), " ".join(ORIGINAL[12:])
    graph = Graph.memory()
    told = "Turkey backs Azerbaijan."
    for name, text, day in (("one", first, "2016-04-03"), ("two", second, "2016-04-04")):
        graph.add(backing(story, f"{text}\n\n{name} {told}", name, day))
    assert count(graph) == [2, 2]
    graph.add(backing(story, f"{first} {second}\n\nthree {told}", "late", "2016-04-02"))
    assert count(graph) == [3, 1]
    (late,) = [a.iri for a in graph.articles() if a.id == "late"]
    graph.remove(late)
    assert count(graph) == [2, 2]


def test_articles_without_a_signature_stand_by_themselves(graph) -> None:
    lines = graph.dump("nq").decode().splitlines()
    unsigned = "\n".join(line for line in lines if "ontology#signature" not in line)
    other = Graph.memory()
    other.load(unsigned.encode(), "nq")
    views.refresh(other)
    rows = list(catalogue.run(other, "who-backs-whom", side="Azerbaijan").dicts())
    assert rows == list(catalogue.run(graph, "who-backs-whom", side="Azerbaijan").dicts())


def test_a_sentence_that_another_article_had_first_is_its_witness(story) -> None:
    graph = Graph.memory()
    for name, text, day in (("one", ORIGINAL, "2016-04-03"), ("two", article(4), "2016-04-04")):
        graph.add(backing(story, f"{' '.join(text)}\n\nTurkey backs Azerbaijan.", name, day))
    assert count(graph) == [2, 1]


def test_who_copied_whom_can_be_asked(story) -> None:
    graph = Graph.memory()
    text = f"{' '.join(ORIGINAL)}\n\nTurkey backs Azerbaijan."
    for name, day in (("one", "2016-04-03"), ("two", "2016-04-04")):
        graph.add(backing(story, text + f" {name}", name, day))
    views.refresh(graph)
    (row,) = catalogue.run(graph, "copies").dicts()
    assert (row["original"], row["copy"], row["copy_date"]) == ("one", "two", "2016-04-04")
    with pytest.raises(UsageError, match="no publisher 'Nobody'"):
        catalogue.run(graph, "copies", publisher="Nobody")


def backing(story, text: str, name: str, day: str):
    s = story(text, id=name, date=day)
    turkey, azerbaijan = s.entity("Turkey"), s.entity("Azerbaijan")
    return s.claim(turkey, "supports", azerbaijan, "backs").reading()


def count(graph: Graph) -> list[object]:
    views.refresh(graph)
    (row,) = catalogue.run(graph, "who-backs-whom").dicts()
    return [row["articles"], row["origins"]]
