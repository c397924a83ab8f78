"""Documents cut into labelled sentences, and silver labels made steadier."""

from pathlib import Path

import pytest
from spacy.language import Language

from training.corpora import UNKNOWN, Document
from training.examples import LABELS, OPEN, Example, examples, load, save, teacher
from training.folds import folds
from training.silver import steady, stretches


@pytest.fixture(scope="module")
def nlp() -> Language:
    return teacher()


def told(nlp: Language, document: Document) -> list[str]:
    return [
        f"{word}/{'?' if label == OPEN else LABELS[label]}"
        for example in examples([document], nlp)
        for word, label in zip(example.words, example.labels, strict=True)
        if label
    ]


def test_names_become_labels_of_tokens(nlp: Language) -> None:
    document = Document("a", "GUM", "news", "Ana Duarte left Porto.", [(0, 10, "Person"), (16, 21, "Place")])
    assert told(nlp, document) == ["Ana/B-Person", "Duarte/I-Person", "Porto/B-Place"]


def test_an_article_at_the_edge_of_a_token_is_left_out(nlp: Language) -> None:
    document = Document("a", "GUM", "news", "We saw the Danube.", [(7, 17, "Place")])
    assert told(nlp, document) == ["Danube/B-Place"]


def test_what_is_left_open_teaches_nothing(nlp: Language) -> None:
    document = Document("a", "GUM", "news", "They flew an Azores flag.", [(13, 19, UNKNOWN)])
    assert told(nlp, document) == ["Azores/?"]


def test_where_only_some_names_are_marked_other_capitals_are_open(nlp: Language) -> None:
    document = Document("a", "KnowledgeNet", "web", "In Porto he met Ana Duarte.", [(16, 26, "Person")], "some")
    assert told(nlp, document) == ["In/?", "Porto/?", "Ana/B-Person", "Duarte/I-Person"]


def test_peoples_come_from_spacy_where_the_annotation_lacks_them(nlp: Language) -> None:
    document = Document("a", "GUM", "news", "The French minister met Ana Duarte.", [(24, 34, "Person")])
    assert told(nlp, document) == ["French/B-People", "Ana/B-Person", "Duarte/I-Person"]


def test_a_bare_text_takes_what_spacy_recognises(nlp: Language) -> None:
    (example,) = examples([Document("a", "FewRel", "wiki", "She was born in Paris.", marked="none")], nlp)
    assert example.silver
    assert [LABELS[label] for label in example.labels] == ["O", "O", "O", "O", "B-Place", "O"]


def example(words: str, labels: list[int], doc: str = "a", corpus: str = "FewRel") -> Example:
    return Example(doc, corpus, "news", words.split(), labels, silver=corpus == "FewRel")


def test_the_same_examples_make_the_same_file(tmp_path: Path) -> None:
    found = [example("Ana left Porto", [1, 0, 5])]
    save(tmp_path / "a.gz", found)
    save(tmp_path / "b.gz", found)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert load(tmp_path / "a.gz") == found


def test_stretches_are_whole_names() -> None:
    assert stretches([1, 2, 1, 0, OPEN, 5]) == [(0, 2), (2, 3), (5, 6)]


def test_the_majority_settles_silver_labels() -> None:
    usual = [example("Ana left", [1, 0]) for _ in range(5)]
    odd = example("Ana left", [3, 0])
    assert steady([*usual, odd])[-1].labels == [1, 0]


def test_a_usual_name_that_was_passed_over_is_open() -> None:
    usual = [example("Ana left", [1, 0]) for _ in range(5)]
    assert steady([*usual, example("with Ana", [0, 0])])[-1].labels == [0, OPEN]


def test_what_people_marked_is_never_settled() -> None:
    usual = [example("Ana left", [1, 0]) for _ in range(5)]
    gold = example("Ana left", [3, 0], corpus="GUM")
    assert steady([*usual, gold])[-1] == gold


def test_each_document_is_held_out_once_and_genres_are_spread() -> None:
    found = [example("Rain fell", [0, 0], doc=name, corpus="GUM") for name in ("d", "b", "a", "c", "a")]
    assert folds(found) == {"a": 0, "b": 1, "c": 0, "d": 1}
