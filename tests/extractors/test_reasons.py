"""Why each claim was read: a rule of the lexicon, a part of the reader, the learned reader."""

from dataclasses import replace

import pytest

from extractors import FAST, LEARNED, lexicon, reader
from extractors.draft import ClaimDraft
from extractors.finish import finish
from extractors.pairs.merging import merge_claims
from kg.model import Article, Claim, Reason, Span

RULE = Reason("rule", "back (verb)", 0.8, "predicates.tsv")


def claims(text: str) -> tuple[Claim, ...]:
    return reader(FAST).read(Article("a", text, date="2024-05-02")).claims


@pytest.mark.parametrize(
    ("text", "predicate", "name", "table"),
    [
        ("Egypt backs Sudan.", "supports", "back (verb)", lexicon.TABLE),
        ("Egypt gave weapons to Sudan.", "suppliesWeaponsTo", "(verb)", lexicon.TABLE),
        ("Egypt said that Libya must withdraw from Chad.", "callsOn", "demands", ""),
        ("Egypt's Foreign Minister Omar Nasser spoke.", "holdsOffice", "offices", ""),
        ("Fighting went on in Mosul, Iraq.", "locatedIn", "locations", ""),
        ("The Egyptian Foreign Ministry spoke.", "partOf", "organs", ""),
        ("Georgia, a former Soviet republic, voted.", "independentFrom", "origins", ""),
    ],
)
def test_a_claim_names_what_read_it(text: str, predicate: str, name: str, table: str) -> None:
    (found,) = [c for c in claims(text) if c.predicate == predicate]
    (reason,) = found.reasons
    assert (reason.kind, reason.table) == ("rule", table)
    assert reason.name == name or (name == "(verb)" and reason.name.endswith(" (verb)"))
    assert 0 < reason.confidence < 1


def test_the_trigger_is_as_the_lexicon_has_it() -> None:
    written = {(r.written, r.kind) for rules in lexicon.predicates().rules.values() for r in rules}
    for c in claims("Egypt lent support to Sudan and broke off ties with Libya. Chad condemned the attack by Mali."):
        for r in c.reasons:
            word, _, kind = r.name.rpartition(" ")
            assert r.table != lexicon.TABLE or (word.removeprefix("not "), kind.strip("()")) in written


def test_support_withheld_is_a_reason_turned_round() -> None:
    found = {c.predicate: c.reasons[0].name for c in claims("Egypt does not back Sudan.")}
    assert found["rejects"] == f"not {found['supports']}"


def told(predicate: str, confidence: float, *reasons: Reason, extractor: str = "events") -> ClaimDraft:
    return ClaimDraft(0, predicate, 1, Span(0, 1), Span(2, 3), Span(4, 5), confidence, extractor, reasons=reasons)


def test_what_rule_and_reader_both_say_has_both_reasons() -> None:
    (kept,) = merge_claims([told("supports", 0.8, RULE)], [told("positiveTowards", 0.71)], Span(0, 9))
    assert kept.reasons == (RULE, Reason("learned", "positive", 0.71))


def test_what_only_the_reader_tells_has_its_reason() -> None:
    (kept,) = merge_claims([], [told("leads", 0.6, extractor="facts")], Span(0, 9))
    assert kept.reasons == (Reason("learned", "leads", 0.6),)


def test_without_reasons_the_extractor_is_the_reason() -> None:
    assert told("leads", 0.6, extractor="mine").reasons == (Reason("rule", "mine", 0.6),)


@pytest.mark.parametrize(("confidence", "kept"), [(2.0, 0.99), (-1.0, 0.01), (0.123456, 0.12)])
def test_reasons_are_rounded_sorted_and_said_once(draft_of, confidence: float, kept: float) -> None:
    draft = draft_of("Egypt backs Sudan.")
    twice = (RULE, Reason("rule", "a", confidence), Reason("rule", "a", confidence))
    draft.claims = [replace(told("supports", 0.8), reasons=twice)]
    (found,) = finish(draft).claims
    assert found.reasons == (Reason("rule", "a", kept), RULE)


@pytest.mark.slow
def test_learned_claims_say_so() -> None:
    text = "Ana Duarte, who founded Lumen Labs in Porto, is a Portuguese citizen."
    found = reader(LEARNED).read(Article("a", text)).claims
    assert {r.kind for c in found if c.extractor == "facts" for r in c.reasons} == {"learned"}
    assert all(c.reasons for c in found)
