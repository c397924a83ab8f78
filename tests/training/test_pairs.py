"""The corpora of pairs brought to one form, and scores turned into probabilities."""

from typing import Any

import numpy as np
import pytest

from extractors.pairs.verdicts import MIRROR as READERS_MIRROR
from extractors.pairs.verdicts import MUTUAL, reading
from extractors.pairs.verdicts import STANCES as READERS_STANCES
from kg import vocabulary
from training.pairs.corpora import directed_sentiment, fewrel, knowledgenet, re3d, redocred
from training.pairs.examples import Pairs, examples
from training.pairs.labels import FACTS, MIRROR, RELATIONS, STANCES, near, of_property


def spans(text: str, *names: str) -> list[dict[str, Any]]:
    return [{"start": text.index(n), "end": text.index(n) + len(n), "text": n} for n in names]


def holds(e: Pairs) -> set[tuple[str, str, str]]:
    words = [" ".join(e.words[a:b]) for a, b in e.mentions]
    return {(words[i], RELATIONS[k], words[j]) for i, j, true, _ in e.relations for k in true}


def test_what_is_learned_is_what_is_read() -> None:
    assert list(MIRROR) == READERS_MIRROR
    assert STANCES == READERS_STANCES
    assert all(vocabulary.predicate(fact).name == fact for fact in FACTS)
    assert set(MUTUAL) < set(RELATIONS)
    assert all(reading(name, "State", "State") is not None for name in MUTUAL)


@pytest.mark.parametrize(
    ("pid", "found"),
    [("P27", ("citizenOf", False)), ("P6", ("leads", True)), ("P150", ("locatedIn", True)), ("P569", None)],
)
def test_properties_are_predicates(pid: str, found: tuple[str, bool] | None) -> None:
    assert of_property(pid) == found


def test_a_broader_fact_is_left_open() -> None:
    assert "affiliatedWith" in near(["leads"])
    assert "leads" not in near(["leads"])


def test_both_pairs_of_a_text_are_one_passage() -> None:
    text = "Ana Duarte thanked Porto and scolded Braga."
    ana, porto, braga = spans(text, "Ana Duarte", "Porto", "Braga")
    records = [
        {"id": "1", "split": "train", "text": text, "p": ana, "q": porto, "label": 1},
        {"id": "2", "split": "train", "text": text, "p": braga, "q": ana, "label": 4},
        {"id": "3", "split": "valid", "text": text, "p": porto, "q": braga, "label": 0},
    ]
    train, valid = examples(directed_sentiment(records))
    assert train.stances == [(0, 1, 1), (2, 0, 4)]
    assert (valid.split, valid.stances) == ("valid", [(0, 1, 0)])


def test_texts_that_forbid_commercial_use_teach_no_relations() -> None:
    assert not list(re3d([{"id": "a", "licence": "CC BY-NC 3.0", "text": "", "entities": [], "relations": []}]))


def test_symmetric_labels_hold_both_ways_and_others_one() -> None:
    text = "Peru met Chile, which leads Bolivia."
    marks = spans(text, "Peru", "Chile", "Bolivia")
    ends = [[m["start"], m["end"]] for m in marks]
    relations = [
        {"type": "CommWith", "source": ends[0], "target": ends[1], "conf": 1},
        {"type": "InChargeOf", "source": ends[1], "target": ends[2], "conf": 1},
        {"type": "Likes", "source": ends[0], "target": ends[2], "conf": 0},
    ]
    entities = [{**m, "type": t, "conf": 1} for m, t in zip(marks, ("Location", "Organisation", "Weapon"), strict=True)]
    record = {"id": "a", "licence": "PD", "text": text, "entities": entities, "relations": relations}
    (e,) = examples(re3d([record]))
    assert e.types == ["Place", "Organisation", "Other"]
    assert holds(e) == {
        ("Peru", "re3d CommWith", "Chile"),
        ("Chile", "re3d CommWith", "Peru"),
        ("Chile", "re3d InChargeOf", "Bolivia"),
    }


def test_a_fact_is_learned_where_its_evidence_stands() -> None:
    text = "Ana rules Peru. Ana likes Peru."
    names = [[{"start": s, "end": s + len(n), "sent": k} for s, k in at] for n, at in
             (("Ana", ((0, 0), (16, 1))), ("Peru", ((10, 0), (26, 1))))]  # fmt: skip
    entities = [{"type": "PER", "mentions": names[0]}, {"type": "LOC", "mentions": names[1]}]
    fact = {"head": 1, "tail": 0, "pid": "P35", "evidence": [0]}
    record = {"id": "a", "text": text, "sentences": [[0, 15], [16, 31]], "entities": entities, "relations": [fact]}
    first, second = examples(redocred([record | {"conflict_or_state": 50}]))
    assert not first.stances
    once = [{**entity, "mentions": entity["mentions"][:1]} for entity in entities]
    (peaceful,) = examples(redocred([record | {"conflict_or_state": 1, "entities": once}]))
    assert peaceful.stances == [(0, 1, 0)]
    assert holds(first) == {("Ana", "leads", "Peru")}
    assert not holds(second)
    leads = RELATIONS.index("leads")
    assert [leads in false for _, _, _, false in second.relations] == [False, True]


def test_only_what_is_marked_throughout_is_asked() -> None:
    text = "Ana Duarte heads Iberdrola in Bilbao."
    facts = [{"prop": "CEO", "subject": spans(text, "Iberdrola")[0], "object": spans(text, "Ana Duarte")[0]}]
    record = {"id": "kn-1-0-9", "doc": "1", "text": text, "facts": facts, "exhaustive_for": ["CEO", "SPOUSE"]}
    (e,) = examples(knowledgenet([record]))
    assert holds(e) == {("Ana Duarte", "leads", "Iberdrola")}
    assert {k for _, _, _, false in e.relations for k in false} == {RELATIONS.index("leads")}


def test_of_one_fact_a_sentence_only_its_pair_is_known() -> None:
    text = "Peru joined the Andean Community."
    ends = {
        side: {"spans": [[m["start"], m["end"]]]}
        for side, m in zip(("head", "tail"), spans(text, "Peru", "Andean Community"), strict=True)
    }
    (e,) = examples(fewrel([{"id": "a", "pid": "P463", "text": text, **ends}]))
    assert holds(e) == {("Peru", "memberOf", "Andean Community")}
    assert len(e.relations) == 2


@pytest.mark.parametrize("rate", [0.2, 0.5])
def test_a_verdict_says_how_often_a_score_is_right(rate: float) -> None:
    pytest.importorskip("torch")
    from training.pairs.verdicts import fit

    draw = np.random.default_rng(7)
    chances = draw.uniform(0.02, 0.98, 4000)
    scores = 2 * np.log(chances / (1 - chances)) + 1
    verdict = fit((scores, np.zeros(4000), (draw.uniform(size=4000) < chances).astype(float)))
    assert verdict is not None
    near_rate = np.abs(verdict.probabilities(scores, 0.0) - rate) < 0.05
    assert abs(chances[near_rate].mean() - rate) < 0.05


def test_of_what_is_seldom_seen_nothing_is_told() -> None:
    pytest.importorskip("torch")
    from training.pairs.verdicts import fit

    assert fit((np.zeros(50), np.zeros(50), np.array([1.0] * 3 + [0.0] * 47))) is None


def test_both_sides_have_the_same_features() -> None:
    pytest.importorskip("torch")
    from extractors.pairs import model
    from training.pairs import reports

    assert reports.CLASSES == model.CLASSES
    for a in reports.CLASSES:
        for b in reports.CLASSES:
            assert np.array_equal(model.classes([(a, b)])[0], reports.classes([a, b], 0, 1))


def test_a_line_tells_what_parts_its_examples() -> None:
    pytest.importorskip("torch")
    from training.pairs.reports import fit

    draw = np.random.default_rng(7)
    x = draw.normal(size=(400, 3))
    weights, bias = fit(x, (x[:, :1] > 0.5).astype(float), ridge=1.0)
    assert np.argmax(np.abs(weights[0])) == 0
    assert bias[0] < 0 < weights[0, 0]
