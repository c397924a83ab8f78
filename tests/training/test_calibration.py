"""Claims judged against gold, the fit, and the plot."""

import importlib.util
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.calibration import BELIEFS, NAMES, weights
from kg import vocabulary
from kg.model import Span
from training import judging
from training.calibration import Judged, confidences, fit, is_fitted, report, write
from training.judging import Said, covers, place
from training.reliability import Bin, bins, calibration_error, plot


def unseen(corpus: str, prefix: str = "", split: str = "") -> str:
    """An id of a document that nothing was learned from."""
    return next(f"{n}" for n in range(999) if judging.is_unseen(corpus, f"{prefix}{n}", split))


def said(text: str, predicate: str, subject: str, object_: str | None) -> Said:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    a, b = span(subject), span(object_) if object_ else None
    return Said(predicate, a, b, (a,), (b,) if b else ())


def ends(text: str, **named: str) -> dict[str, Any]:
    return {x: {"start": text.index(w), "end": text.index(w) + len(w)} for x, w in named.items()}


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_stretch_is_about_what_it_shares_most_with() -> None:
    golds = [Span(0, 5), Span(4, 20)]
    assert place(Span(0, 5), (), golds) == 0
    assert place(Span(6, 20), (), golds) == 1
    assert place(Span(40, 44), (Span(0, 4), Span(30, 31)), golds) == 0
    assert place(None, (), golds) is None
    assert not covers(Span(0, 100), Span(2, 4))


STANCE = "Senator Ruth Calder blamed Omar Dell for it."


@pytest.mark.parametrize(
    ("label", "predicate", "turned", "right"),
    [(3, "accuses", False, True), (3, "accuses", True, False), (4, "accuses", True, True), (0, "accuses", False, False),
     (1, "endorses", False, True), (3, "endorses", False, False), (3, "consults", False, None)],
)  # fmt: skip
def test_stances(label: int, predicate: str, turned: bool, right: bool | None) -> None:
    record = {"id": unseen("directed_sentiment", split="train"), "split": "train", "text": STANCE, "label": label}
    (case,) = judging.stances([record | ends(STANCE, p="Ruth Calder", q="Omar Dell")])
    names = ("Omar Dell", "Ruth Calder") if turned else ("Ruth Calder", "Omar Dell")
    valence = vocabulary.valence(predicate)
    assert case.judge(said(STANCE, predicate, *names)) is (right if valence else None)


REPORT = "Rebels fought the army near Aleppo. Ana Roth leads the army."


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "right"),
    [
        ("fights", "Rebels", "the army", True),
        ("attacks", "the army", "Rebels", True),
        ("consults", "Rebels", "the army", False),
        ("leads", "Ana Roth", "the army", True),
        ("citizenOf", "Ana Roth", "the army", None),
        ("leads", "near", "fought", None),
    ],
)
def test_reports(predicate: str, subject: str, object_: str, right: bool | None) -> None:
    spans = {w: (REPORT.index(w), REPORT.index(w) + len(w)) for w in ("Rebels", "the army", "Aleppo", "Ana Roth")}
    record = {
        "id": unseen("re3d"), "text": REPORT, "licence": "OGL",
        "entities": [{"start": a, "end": b, "type": "Organisation", "conf": 1} for a, b in spans.values()],
        "relations": [
            {"type": "FightingAgainst", "source": spans["Rebels"], "target": spans["the army"], "conf": 1},
            {"type": "InChargeOf", "source": spans["Ana Roth"], "target": spans["the army"], "conf": 0.7},
        ],
    }  # fmt: skip
    (case,) = judging.reports([record])
    assert case.judge(said(REPORT, predicate, subject, object_)) is right
    assert not list(judging.reports([record | {"licence": "CC BY-NC"}]))


PAGE = "Lena Voss is the chief executive of Orbit Labs, based in Porto."


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "right"),
    [
        ("leads", "Lena Voss", "Orbit Labs", True),
        ("leads", "Orbit Labs", "Lena Voss", False),
        ("basedIn", "Orbit Labs", "Porto", None),
        ("attacks", "Orbit Labs", "Porto", None),
    ],
)
def test_pages(predicate: str, subject: str, object_: str, right: bool | None) -> None:
    fact = {"prop": "CEO"} | ends(PAGE, subject="Orbit Labs", object="Lena Voss")
    record = {"id": "x", "doc": unseen("KnowledgeNet", "kn-"), "text": PAGE, "facts": [fact], "exhaustive_for": ["CEO"]}
    (case,) = judging.pages([record])
    assert case.judge(said(PAGE, predicate, subject, object_)) is right


@pytest.mark.parametrize(("predicate", "right"), [("citizenOf", True), ("leads", False), ("accuses", None)])
def test_encyclopaedia(predicate: str, right: bool | None) -> None:
    text = "Ana Roth was born in Peru."
    mention = [{"start": 0, "end": 8}], [{"start": 21, "end": 25}]
    record = {
        "id": unseen("Re-DocRED"), "text": text,
        "entities": [{"type": "PER", "mentions": mention[0]}, {"type": "LOC", "mentions": mention[1]}],
        "relations": [{"pid": "P27", "head": 0, "tail": 1}, {"pid": "P35", "head": 0, "tail": 0}],
    }  # fmt: skip
    (case,) = judging.encyclopaedia([record])
    assert case.judge(said(text, predicate, "Ana Roth", "Peru")) is right


EVENT = "Kenya accused Uganda of theft."


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "right"),
    [
        ("accuses", "Kenya", "Uganda", True),
        ("accuses", "Uganda", "Kenya", False),
        ("consults", "Kenya", "Uganda", False),
        ("accuses", "Kenya", None, False),
        ("borders", "Kenya", "Uganda", None),
    ],
)
def test_events(predicate: str, subject: str, object_: str | None, right: bool | None) -> None:
    record = {"id": unseen("PLOVER"), "set": "plover_gsr", "text": EVENT, "event": "DISAPPROVE",
              "source": [{"text": "Kenya"}], "target": [{"text": "Uganda"}]}  # fmt: skip
    (case,) = judging.events([record])
    assert case.one and case.judge(said(EVENT, predicate, subject, object_)) is right
    assert not list(judging.events([record | {"set": "conflibert_cameo"}]))


def test_every_predicate_that_a_table_names_is_there() -> None:
    names = {name.lstrip("^") for table in (judging.REPORTS, judging.PAGES) for all_ in table.values() for name in all_}
    assert names <= set(vocabulary.PREDICATES)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="the reader of pairs is trained elsewhere")
@pytest.mark.parametrize("corpus", ["directed_sentiment", "re3d", "KnowledgeNet", "Re-DocRED", "PLOVER"])
def test_what_is_held_out_is_what_the_reader_of_pairs_has_not_seen(corpus: str) -> None:
    from training.pairs.examples import Pairs
    from training.pairs.lessons import is_held_out

    split = "train" if corpus == "directed_sentiment" else ""
    for n in range(200):
        e = Pairs(str(n), corpus, split, [], [])
        assert judging.is_unseen(corpus, str(n), split) == is_held_out(e)


# ── fitting ──────────────────────────────────────────────────────────────────────────────────────────────────────


def many(number: int, chance: float, **features: float) -> list[Judged]:
    """Claims of which so many are right, evenly spread."""
    return [
        Judged(str(n), "c", "supports", {"bias": 1.0, **features}, 0.9, n * chance % 1 < chance) for n in range(number)
    ]


def test_few_claims_change_nothing() -> None:
    found = fit(many(1, 1.0, rule=2.0))
    assert found["learned"] == BELIEFS["learned"] and abs(found["rule"] - BELIEFS["rule"]) < 0.15
    assert set(found) == set(NAMES)


def test_many_claims_are_believed() -> None:
    claims = many(2000, 0.3, rule=1.4, **{"has rule": 1.0})
    right = sum(c.right for c in claims) / len(claims)
    assert confidences(claims, fit(claims))[0] == pytest.approx(right, abs=0.02)


def test_the_fit_is_the_same_each_time_and_its_table_is_read(tmp_path: Any) -> None:
    found = fit(many(300, 0.6, rule=0.5))
    assert found == fit(many(300, 0.6, rule=0.5))
    write(tmp_path / "t.tsv", found)
    assert dict(weights(tmp_path / "t.tsv")) == found


def test_halves_are_cut_by_document() -> None:
    halves = [is_fitted(f"kn-{n}") for n in range(400)]
    assert 150 < sum(halves) < 250
    assert is_fitted("a") == (crc32(b"a") // 101 % 2 == 0)


def test_the_report_names_corpora_and_predicates() -> None:
    lines = list(report(many(20, 0.5, rule=1.0), fit([])))
    assert lines[1].startswith("c ") and lines[2].startswith("all ") and lines[-1].endswith("supports 20")


# ── how well it holds ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_error_is_the_mean_distance() -> None:
    assert calibration_error([Bin(1, 0.8, 1.0), Bin(3, 0.5, 0.4)]) == pytest.approx((0.2 + 0.3) / 4)
    assert calibration_error([]) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_bins_hold_every_claim_once(found: list[tuple[float, bool]]) -> None:
    sure, right = np.array([s for s, _ in found]), np.array([float(r) for _, r in found])
    cut = bins(sure, right)
    assert sum(b.claims for b in cut) == len(found)
    assert sum(b.claims * b.right for b in cut) == pytest.approx(sum(right))
    assert all(a.sure <= b.sure + 1e-9 for a, b in pairwise(cut))
    assert 0 <= calibration_error(cut) <= 1


def test_the_plot_is_an_image_with_a_dot_a_bin() -> None:
    drawn = plot([Bin(5, 0.2, 0.1), Bin(5, 0.9, 0.95)], "Sure & right".replace("&", "and"))
    root = ElementTree.fromstring(drawn)
    assert root.tag.endswith("svg")
    assert len([e for e in root.iter() if e.tag.endswith("circle")]) == 2
