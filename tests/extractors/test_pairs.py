"""What learned heads tell of pairs: the arithmetic on tiny arrays, and when nothing may be told."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import FAST, LEARNED, STAGES, pairs, pipeline, reader
from extractors.draft import ClaimDraft
from extractors.pairs import head, read_pairs
from extractors.pairs.head import Block, PairHead, marks
from extractors.pairs.merging import combined, merge_claims
from extractors.pairs.model import Model, class_of, classes
from extractors.pairs.verdicts import MIRROR, STANCES, Verdict, Verdicts, reading, stance_odds, verdicts
from extractors.pairs.words import WordEncoder
from extractors.untold import read_untold
from kg.errors import DataError
from kg.model import Article, Reading, Span
from kg.reading import LEARNED_BY_DEFAULT

SIZE, LOOKS, HIDDEN, OUTPUTS = 4, 2, 3, 5
SPANS = st.tuples(st.integers(0, 5), st.integers(1, 3)).map(lambda s: (s[0], s[0] + s[1]))


def tiny(seed: int = 7) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(seed)
    shapes = {"ask": (LOOKS * SIZE, 2 * SIZE), "first": (HIDDEN, (4 + LOOKS) * SIZE + 4), "last": (OUTPUTS, HIDDEN)}
    return {
        f"{name}.{part}": draw.normal(size=shape if part == "weight" else shape[:1]).astype(np.float32)
        for name, shape in shapes.items()
        for part in ("weight", "bias")
    }


def plainly(arrays: dict[str, np.ndarray], vectors: np.ndarray, a: tuple[int, int], b: tuple[int, int]) -> np.ndarray:
    """The same arithmetic as it is written in the paper on the back of an envelope: one pair, nothing shared."""
    first, second = vectors[slice(*a)].mean(axis=0), vectors[slice(*b)].mean(axis=0)
    gap = vectors[min(a[1], b[1]) : max(a[0], b[0])]
    between = gap.mean(axis=0) if len(gap) else np.zeros(SIZE)
    asked = arrays["ask.weight"] @ np.concatenate([first, second]) + arrays["ask.bias"]
    seen = []
    for query in asked.reshape(LOOKS, SIZE):
        powers = np.exp(vectors @ query / math.sqrt(SIZE))
        seen.append(powers @ vectors / powers.sum())
    whole = np.concatenate([first, second, first * second, between, *seen, marks(a, b)])
    hidden = arrays["first.weight"] @ whole + arrays["first.bias"]
    hidden = np.array([0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in hidden])
    return np.asarray(arrays["last.weight"] @ hidden + arrays["last.bias"])


@given(SPANS, SPANS, st.integers(0, 99))
def test_the_head_is_its_formula(a: tuple[int, int], b: tuple[int, int], seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(8, SIZE)).astype(np.float32)
    block = Block(vectors, [a, b], [(0, 1), (1, 0)])
    scores, (weights,) = PairHead(tiny(), SIZE).scores([block])
    assert np.allclose(scores, [plainly(tiny(), vectors, a, b), plainly(tiny(), vectors, b, a)], atol=1e-3)
    assert np.allclose(weights.sum(axis=1), 1, atol=1e-5)


def test_sentences_do_not_meet() -> None:
    one, other = (np.random.default_rng(n).normal(size=(5 + n, SIZE)).astype(np.float32) for n in (1, 2))
    blocks = [Block(v, [(0, 1), (2, 4), (4, 5)], [(0, 1), (1, 0), (2, 0)]) for v in (one, other)]
    together, _ = PairHead(tiny(), SIZE).scores(blocks)
    alone = np.vstack([PairHead(tiny(), SIZE).scores([b])[0] for b in blocks])
    assert np.allclose(together, alone, atol=1e-4)
    assert blocks[0].plain().shape == (3, 4 * SIZE + 4)


def test_the_classes_of_a_pair() -> None:
    assert [class_of(c) for c in ("Person", "City", "State", "ArmedGroup", "Event", "Vehicle")] == [
        "Person", "Place", "Place", "Organisation", "Other", "Other",
    ]  # fmt: skip
    (row,) = classes([("Person", "Place")])
    assert np.flatnonzero(row).tolist() == [0, 6, 8 + 2]


def test_what_the_places_of_two_mentions_tell() -> None:
    assert marks((0, 1), (4, 6)) == [1.0, 0.0, 0.0, pytest.approx(math.log(4) / 3)]
    assert marks((4, 6), (0, 1))[0] == 0.0
    assert marks((0, 2), (2, 3))[1:] == [0.0, 1.0, 0.0]
    assert marks((0, 3), (1, 2))[1] == 1.0


def test_a_pair_is_read_both_ways() -> None:
    logs = np.log(np.array([[0.1, 0.6, 0.1, 0.1, 0.1], [0.1, 0.1, 0.6, 0.1, 0.1]]))
    odds = stance_odds(logs, [1, 0])
    assert odds[0, 0] == pytest.approx(math.log(0.6 / 0.4))
    assert odds[1, 0] == pytest.approx(math.log(0.1 / 0.9))
    assert [STANCES[k] for k in MIRROR] == ["none", "positive back", "positive", "negative back", "negative"]


def test_verdicts_side_by_side_are_those_of_each() -> None:
    table = {"leads": Verdict(1.2, -0.3, -0.5, 0.5), "memberOf": Verdict(0.4, 0.1, 0.2, 0.3)}
    scores = np.array([[0.3, -1.0, 2.0], [4.0, 0.1, -9.0]])
    both = Verdicts.of(table, ("leads", "nothing", "memberOf"))
    told = both.probabilities(scores, 0.7)
    for k, verdict in ((0, table["leads"]), (2, table["memberOf"])):
        assert told[:, k].tolist() == verdict.probabilities(scores[:, k], 0.7).tolist()
    assert both.thresholds.tolist() == [0.5, math.inf, 0.3]


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_a_higher_score_is_never_less_likely(a: float, b: float) -> None:
    low, high = Verdict(1.2, -0.3, -0.5, 0.5).probabilities(np.array(sorted((a, b))), 0.7)
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("label", "subject", "object_", "predicate"),
    [
        ("leads", "Person", "State", "leads"),
        ("citizenOf", "Person", "State", "citizenOf"),
        ("citizenOf", "State", "Person", None),
        ("locatedIn", "City", "State", "locatedIn"),
        ("locatedIn", "City", "Person", None),
        ("locatedIn", "Person", "City", None),
        ("re3d CoLocated", "Person", "City", "locatedIn"),
        ("locatedIn", "State", "City", None),
        ("locatedIn", "State", "State", None),
        ("locatedIn", "State", "Region", "locatedIn"),
        ("re3d BelongsTo", "Person", "Organisation", "affiliatedWith"),
        ("re3d BelongsTo", "State", "Alliance", "memberOf"),
        ("re3d BelongsTo", "ArmedGroup", "State", "partOf"),
        ("re3d BelongsTo", "City", "State", None),
        ("re3d FightingAgainst", "ArmedGroup", "State", "fights"),
        ("re3d FightingAgainst", "ArmedGroup", "City", None),
        ("nonsense", "State", "State", None),
    ],
)
def test_a_label_is_the_predicate_that_fits_its_ends(
    label: str, subject: str, object_: str, predicate: str | None
) -> None:
    assert reading(label, subject, object_) == predicate


def claim(predicate: str, confidence: float, extractor: str = "events", ends: tuple[int, int] = (0, 1)) -> ClaimDraft:
    return ClaimDraft(ends[0], predicate, ends[1], Span(0, 1), Span(2, 3), Span(4, 5), confidence, extractor)


def test_two_that_say_the_same_are_one_surer_claim() -> None:
    read, told = claim("endorses", 0.5), claim("positiveTowards", 0.6, "pairs")
    (kept,) = merge_claims([read], [told], Span(0, 9))
    assert kept.extractor == "events"
    assert kept.confidence == pytest.approx(0.8) == pytest.approx(combined(0.5, 0.6))


def test_what_only_the_head_tells_is_added() -> None:
    read, told = claim("endorses", 0.5), claim("positiveTowards", 0.6, "pairs", (1, 0))
    assert merge_claims([read], [told], Span(0, 9)) == [read, told]
    assert len(merge_claims([claim("accuses", 0.5)], [claim("positiveTowards", 0.6, "pairs")], Span(0, 9))) == 2


def test_a_rule_of_another_sentence_says_nothing_here() -> None:
    read = replace(claim("endorses", 0.5), trigger=Span(20, 23))
    assert len(merge_claims([read], [claim("positiveTowards", 0.6, "pairs")], Span(0, 9))) == 2


def test_a_rule_settles_which_of_two_lies_in_the_other() -> None:
    read, told = claim("locatedIn", 0.7), claim("locatedIn", 0.65, "facts", (1, 0))
    assert merge_claims([read], [told], Span(0, 9)) == [read]
    both = [claim("accuses", 0.7), claim("negativeTowards", 0.65, "pairs", (1, 0))]
    assert merge_claims(both[:1], both[1:], Span(0, 9)) == both


def test_that_they_fight_says_that_they_are_against_each_other() -> None:
    told = [claim("fights", 0.6, "pairs"), claim("negativeTowards", 0.7, "pairs", (1, 0))]
    assert merge_claims([], told, Span(0, 9)) == told[:1]


def test_a_missing_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match=r"verdicts\.tsv"):
        Model(tmp_path)
    with pytest.raises(DataError, match=r"encoder\.onnx"):
        WordEncoder(tmp_path).vectors(["Peru", "left"], [[0, 1]])
    monkeypatch.setattr(pairs, "shipped", lambda: Model(tmp_path))
    with pytest.raises(DataError, match="install"):
        reader(LEARNED).read(Article("a", "Russia praised Turkey."))


@pytest.mark.parametrize("row", ["leads\t1\tx\t0\t0.5", "leads\t1\t2", "leads\t1\t2\t3\t4\t5"])
def test_a_bad_table_is_told(tmp_path: Path, row: str) -> None:
    (tmp_path / "verdicts.tsv").write_text(f"label\tslope\tcrowd\toffset\tthreshold\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"verdicts\.tsv"):
        verdicts(tmp_path)


class _Forbidden:
    """A model that nobody may ask."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"the model was asked for {name}")


@pytest.fixture
def _nobody_asks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pairs, "shipped", _Forbidden)
    yield


@pytest.mark.usefixtures("_nobody_asks")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "It rained all day.",
        "Russia is large.",
        "Russia and only Russia praised Russia.",
        "Moscow spoke. Ankara listened.",
        "The minister praised the general, and she praised him.",
    ],
)
def test_where_no_two_stand_together_the_model_is_not_asked(text: str) -> None:
    assert not learned(reader(LEARNED).read(Article("a", text)))


def learned(found: Reading) -> list[str]:
    return [c.id for c in found.claims if c.extractor in (pairs.PAIRS, pairs.FACTS)]


def test_it_can_be_left_out_and_nothing_else_with_it() -> None:
    assert [s for s in LEARNED if s not in FAST] == [read_pairs, read_untold]
    assert [s for s in LEARNED if s not in (read_pairs, read_untold)] == list(FAST)
    assert (pipeline(True), pipeline(False), pipeline()) == (LEARNED, FAST, STAGES)
    assert (LEARNED if LEARNED_BY_DEFAULT else FAST) == STAGES
    text = "Senator Ruth Calder lashed out at President Omar Dell, whose plan the United States backs."
    assert not learned(reader(FAST).read(Article("a", text)))


def test_what_no_rule_knows_is_told() -> None:
    text = "Ana Duarte, who founded Lumen Labs in Porto, is a Portuguese citizen."
    found = reader(LEARNED).read(Article("a", text))
    names = {e.id: e.name for e in found.entities}
    told = [(names[c.subject], c.predicate, names[c.object or ""]) for c in found.claims if c.extractor == pairs.FACTS]
    assert ("Lumen Labs", "basedIn", "Porto") in told
    assert not {(b, predicate, a) for a, predicate, b in told} & set(told)


def test_the_same_article_gives_the_same_claims_whatever_stands_beside_it() -> None:
    text = "The mayor of Lyon, Clara Weiss, praised France. Iran and Iraq signed a pact with Turkey in Baku."
    one = Article("a", text)
    beside = Article("b", "Peru, Chile and Bolivia quarrelled with Spain over Cuba. " * 8)
    alone = reader(LEARNED).read(one)
    assert next(iter(reader(LEARNED).read_many([one, beside]))).claims == alone.claims


def test_every_learned_claim_has_its_trigger_in_the_sentence_of_its_ends() -> None:
    text = "Egypt said it would back Libya. Hungary's leader Ana Kovacs attacked Brussels over its treatment of Poland."
    found = reader(LEARNED).read(Article("a", text))
    for c in found.claims:
        if c.extractor in (pairs.PAIRS, pairs.FACTS) and c.object_span is not None and c.subject_span is not None:
            dot = text.index(". ")
            assert len({c.trigger.start > dot, c.subject_span.start > dot, c.object_span.start > dot}) == 1


def test_gelu_is_near_the_exact_one() -> None:
    x = np.linspace(-6, 6, 101, dtype=np.float32)
    exact = [0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.tolist()]
    assert np.allclose(head._gelu(x), exact, atol=1e-5)
