"""What the head of events learns from, and how."""

import re

import numpy as np

from extractors.eventhead import FEATURES, NONE
from extractors.untold import PREDICATES
from training.events.__main__ import fit
from training.events.phrases import fillings, phrases, sentences


def test_each_class_has_phrases_and_no_phrase_stands_twice() -> None:
    found = phrases()
    assert {label for label, _ in found} == {*PREDICATES, NONE}
    assert len({phrase for _, phrase in found}) == len(found)
    assert {place for _, phrase in found for place in re.findall(r"\{.*?\}", phrase)} <= set(fillings())


def test_the_sentences_are_the_same_every_time() -> None:
    found = list(sentences(2))
    assert found == list(sentences(2))
    assert len(found) == 2 * len(phrases())
    assert all("{" not in s.text and s.text[0] == s.text[0].upper() and s.text.endswith(".") for s in found)


def test_a_head_learns_what_can_be_learned() -> None:
    drawn = np.random.default_rng(7)
    x = drawn.normal(size=(60, FEATURES))
    labels = [("AID", "AGREE", "NONE")[n % 3] for n in range(60)]
    x[:, 0] += [10.0 * (n % 3) for n in range(60)]
    head = fit(x, labels, ["AGREE", "AID", "NONE"])
    assert [head.best(row)[0] for row in x] == labels
