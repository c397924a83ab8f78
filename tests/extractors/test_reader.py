"""The whole reader: the same article gives the same reading, whatever stands around it; no text brings it down."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import FAST, STAGES, Draft, Reader, reader
from extractors.draft import ClaimDraft, Entity, Mention
from extractors.finish import finish
from extractors.language import BATCH, parse
from kg import contract, vocabulary
from kg.model import Article, Reading, Span

ARTICLES = (
    Article(
        "a",
        "Egyptian President Karim Sabry accused Libya of arming rebels in Chad on Monday. Libya denied it.\n\n"
        "Sudan, an ally of Egypt, said it would send 200 soldiers to Chad. Both countries supported the plan.",
        date="2024-06-12",
    ),
    Article("b", "Norway recognised Palestine in May 2024. Israel recalled its ambassador.", date="2024-06-01"),
    Article("c", "The Houthis, backed by Iran, fired two missiles at Israel, Israel said.", date="2023-12-01"),
    Article("d", "Serbia and Kosovo blamed each other for the attack. The two sides met in Brussels on Friday."),
    Article("e", "Rain fell."),
    Article("f", ""),
)
ODD = {
    "empty": "",
    "blank": " \n\t \n\n  ",
    "one word": "Mali",
    "one letter": "x",
    "punctuation": "... !!! ??? --- “” ’’",
    "a word without end": "a" * 20_000,
    "a line without end": "Mali attacked Niger " * 400,
    "emoji": "🇪🇬 Egypt 🚀 attacked 👩‍👩‍👧‍👦 Libya 🇱🇾 on Monday 😀.",
    "right to left": "هاجمت مصر ليبيا يوم الاثنين. Egypt attacked ליביה on Monday.",
    "controls": "Egypt\x00 attacked\x07 Libya\x1b[31m.\x7f\u200b\u202e Sudan\ufeff agreed.",
    "combining": "E\u0301gypt attacked Li\u0308bya. İstanbul and İzmir agreed with Türkiye.",
    "line ends": "Egypt attacked Libya.\r\n\r\nSudan\rsupports\u2028Chad.\u2029Mali left.",
    "markup": "<p>Egypt <b>attacked</b> &amp; Libya</p><script>alert(1)</script>",
    "brackets": "((((((Egypt [attacked {Libya] (Sudan",
    "numbers": "1,000,000.5 99999999999999999999 2024-99-99 30 February 0 -1 ½ ²",
    "quotes": '"""Egypt said "Libya said "Sudan attacked Chad',
    "titles": "PRESIDENT President of of the the minister, foreign minister of",
    "relatives": "who which that whom where each other one another both the two",
}


@pytest.fixture(scope="session")
def alone() -> dict[str, str]:
    """What each article gives when it is read by itself."""
    return {a.id: contract.dump(reader().read(a)) for a in ARTICLES}


@pytest.fixture(scope="session")
def odd() -> dict[str, Reading]:
    """The readings of odd texts, by name."""
    return {r.article.id: r for r in reader().read_many(Article(k, v, date="2024-06-12") for k, v in ODD.items())}


@settings(max_examples=3, deadline=None)
@given(st.permutations(ARTICLES))
def test_a_reading_does_not_depend_on_its_neighbours(alone: dict[str, str], articles: list[Article]) -> None:
    found = {r.article.id: contract.dump(r) for r in reader().read_many(articles)}
    assert found == alone


def test_readings_come_in_the_order_of_the_articles() -> None:
    articles = [Article(str(n), "Egypt met Libya.") for n in range(2 * BATCH + 3)]
    assert [r.article.id for r in reader(FAST).read_many(articles)] == [a.id for a in articles]


def test_a_reading_holds_what_its_parts_point_to(alone: dict[str, str]) -> None:
    for article in ARTICLES:
        found = json.loads(alone[article.id])
        ids = {e["id"] for e in found["entities"]}
        for c in found["claims"]:
            assert {c["subject"], *([c["object"]] if c["object"] else []), *c["denied_by"]} <= ids
            assert all(0 <= i < len(found["attributions"]) for i in c["attributions"])
            assert c["predicate"] in vocabulary.PREDICATES and 0 < c["confidence"] < 1
        assert {a["source_entity"] for a in found["attributions"]} <= ids | {None}
        assert len({c["id"] for c in found["claims"]}) == len(found["claims"])


def test_a_quiet_article_reads_as_nothing(alone: dict[str, str]) -> None:
    for quiet in ("e", "f"):
        assert json.loads(alone[quiet])["claims"] == []


def spans(reading: Reading) -> list[Span]:
    """Every stretch of text that a reading points at."""
    found = [Span(m.start, m.end) for e in reading.entities for m in e.mentions]
    found += [Span(t.start, t.end) for t in reading.times]
    found += [s for a in reading.attributions for s in (a.source, a.cue, *a.content) if s is not None]
    found += [s for c in reading.claims for s in (c.subject_span, c.trigger, c.object_span) if s is not None]
    return found


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_read(odd: dict[str, Reading], name: str) -> None:
    found, text = odd[name], ODD[name]
    assert all(0 <= s.start < s.end <= len(text) for s in spans(found))
    assert all(text[m.start : m.end] == m.text for e in found.entities for m in e.mentions)
    assert all(text[t.start : t.end] == t.text for t in found.times)
    assert contract.dump(found).isprintable() or json.loads(contract.dump(found))["id"] == name


@pytest.mark.parametrize(
    "text",
    [
        "Egypt attacked Libya 🚀 on Monday.",
        "😀 Egypt attacked Libya on Monday.",
        "Egypt attacked Libya. مصر",
        "Egypt\u00a0attacked\u00a0Libya.",
        "Egypt attacked Libya\u200b.",
        "EGYPT ATTACKED LIBYA",
        "Egypt attacked Libya…\r\n\r\nRain fell.",
        "“Egypt attacked Libya”, Sudan said.",
    ],
)
def test_odd_letters_do_not_hide_a_claim(text: str) -> None:
    found = reader().read(Article("a", text))
    names = {e.id: e.name for e in found.entities}
    assert ("Egypt", "attacks", "Libya") in {
        (names[c.subject], c.predicate, names.get(c.object or "")) for c in found.claims
    }


def test_stages_are_what_they_are_called() -> None:
    names = [stage.__name__ for stage in STAGES]
    assert all("_" in name for name in names)
    assert [name for name in set(names) if names.count(name) > 1] == ["apply_decisions"]  # before and after linking


def test_a_reader_is_its_stages() -> None:
    seen: list[str] = []

    def look(draft: Draft) -> Draft:
        seen.append(draft.article.id)
        return draft

    (found,) = Reader([look]).read_many([Article("x", "Egypt attacked Libya.")])
    assert seen == ["x"] and found == Reading(Article("x", "Egypt attacked Libya."))


def drafted(text: str) -> Draft:
    """A draft with three entities, the second without a use, and claims out of order."""
    draft = Draft(Article("a", text), next(parse([text])))
    for name in ("Libya", "nobody", "Egypt"):
        start = text.find(name)
        mentions = [Mention(start, start + 5, "name", "State", 0)] * 2 if start >= 0 else []
        draft.entities.append(Entity(name, "State", mentions=mentions))
    at = [Span(text.index(w), text.index(w) + len(w)) for w in ("bombed", "left")]
    draft.claims = [
        ClaimDraft(2, "attacks", 0, None, at[1], None, 2.0, "test"),
        ClaimDraft(2, "attacks", 0, None, at[0], None, 0.4, "test"),
        ClaimDraft(2, "attacks", 0, None, at[0], None, 0.6, "test", denied_by=(0, 0)),
    ]
    return draft


def test_finishing_numbers_entities_by_their_first_mention() -> None:
    found = finish(drafted("Egypt bombed Libya and left."))
    assert [(e.id, e.name, len(e.mentions)) for e in found.entities] == [("e1", "Egypt", 1), ("e2", "Libya", 1)]


def test_finishing_puts_claims_in_order_and_keeps_the_surer_of_two_alike() -> None:
    found = finish(drafted("Egypt bombed Libya and left."))
    assert [(c.trigger.start, c.confidence, c.denied_by) for c in found.claims] == [(6, 0.6, ("e2",)), (23, 0.99, ())]


def test_ids_of_claims_are_the_texts() -> None:
    one, again, other = (finish(drafted(f"Egypt bombed Libya and left{end}")) for end in (".", ".", "!"))
    assert [c.id for c in one.claims] == [c.id for c in again.claims]
    assert not {c.id for c in one.claims} & {c.id for c in other.claims}


def test_the_order_of_claims_before_finishing_does_not_matter() -> None:
    whole = finish(drafted("Egypt bombed Libya and left."))
    for seed in range(5):
        draft = drafted("Egypt bombed Libya and left.")
        random.Random(seed).shuffle(draft.claims)
        assert finish(draft) == whole
