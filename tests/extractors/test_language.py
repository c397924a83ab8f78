"""The spaCy pipeline: dictionary forms, and sentences that keep to their paragraphs."""

import re

import pytest

from extractors import lexicon
from extractors.language import lemma, lemma_of, parse, pipeline


@pytest.mark.parametrize(
    ("word", "tag", "wanted"),
    [
        ("shelled", "VBD", "shell"),
        ("shot", "VBN", "shoot"),
        ("fought", "VBD", "fight"),
        ("withdrew", "VBD", "withdraw"),
        ("retook", "VBD", "retake"),
        ("overthrown", "VBN", "overthrow"),
        ("founded", "VBD", "found"),
        ("lying", "VBG", "lie"),
        ("waged", "VBD", "wage"),
        ("allies", "NNS", "ally"),
        ("forces", "NNS", "force"),
        ("is", "VBZ", "be"),
        ("n't", "VB", "not"),
        ("'s", "VBZ", "be"),
        ("'s", "POS", "'s"),
        ("mali", "NNP", "mali"),
        ("the", "DT", "the"),
        ("will", "MD", "will"),
        ("", "", ""),
    ],
)
def test_dictionary_forms(word: str, tag: str, wanted: str) -> None:
    assert lemma_of(word, tag) == wanted


def inflected(verb: str) -> list[tuple[str, str]]:
    """The regular forms of a verb, each with its tag."""
    if verb.endswith("e"):
        return [(verb + "d", "VBD"), (verb + "s", "VBZ"), (verb[:-1] + "ing", "VBG")]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [(verb[:-1] + "ied", "VBD"), (verb[:-1] + "ies", "VBZ"), (verb + "ing", "VBG")]
    stem = verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) else verb
    return [(stem + "ed", "VBD"), (stem + "ing", "VBG")]


_APART = "be see flee fly get lie run set sing win cut hit quit split put let shut rout lambast resupply"
"""Verbs without regular forms, or whose forms are those of another verb as well ("routed")."""


def test_every_verb_of_the_lexicon_is_known_by_its_forms() -> None:
    verbs = {word for kind, word in lexicon.predicates().heads if kind == "verb"} | lexicon.light_verbs()
    lost = [
        (w, lemma_of(w, tag))
        for v in sorted(verbs - {*_APART.split()})
        for w, tag in inflected(v)
        if lemma_of(w, tag) != v
    ]
    assert lost == []


def test_a_token_gives_its_lemma_in_small_letters() -> None:
    assert [lemma(t) for t in next(parse(["Egyptian troops Attacked Libya."]))][1:3] == ["troop", "attack"]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("The army left\n\nThe town was quiet", ["The army left", "The town was quiet"]),
        ("The army left the\ntown on Monday", ["The army left the\ntown on Monday"]),
        ("One line here\nAnother line there", ["One line here\nAnother line there"]),
    ],
)
def test_no_sentence_runs_over_a_paragraphs_end(text: str, starts: list[str]) -> None:
    sentences = [s.text.strip() for s in next(parse([text])).sents]
    if "\n\n" in text:
        assert sentences == starts
    else:
        assert "".join(sentences).replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_the_pipeline_is_loaded_once() -> None:
    assert pipeline() is pipeline()


def test_the_networks_multiply_by_numpy() -> None:
    layers = [layer for _, pipe in pipeline().pipeline if hasattr(pipe, "model") for layer in pipe.model.walk()]
    assert layers
    assert not any(layer.ops.use_blis for layer in layers)


def test_texts_are_parsed_in_order() -> None:
    texts = [f"Sentence number {n}." for n in range(40)]
    assert [doc.text for doc in parse(texts)] == texts
