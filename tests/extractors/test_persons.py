"""Who is a man and who a woman, as far as the text or the given name tells."""

from pathlib import Path

import pytest

from extractors.coreference import persons
from extractors.coreference.persons import Genders, gender_of
from kg.errors import DataError
from tests.extractors.conftest import resolved


def fits(text: str, name: str) -> tuple[float, float]:
    """How well "he" and "she" fit the person of the name."""
    draft = resolved(text)
    index = next(i for i, e in enumerate(draft.entities) if e.name == name)
    genders = Genders(draft)
    return genders.allows(index, "m"), genders.allows(index, "f")


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Mrs Okafor spoke in Cairo.", "Okafor", "f"),
        ("Prime Minister Mr Okafor spoke in Cairo.", "Okafor", "m"),
        ("Angela Merkel spoke in Cairo.", "Angela Merkel", "f"),
        ("Adaeze Okafor, a woman from Chad, spoke in Cairo.", "Adaeze Okafor", "f"),
        ("Adaeze Okafor is a nun. Adaeze Okafor sings.", "Adaeze Okafor", "f"),
        ("Adaeze Okafor spoke. Later Mrs Okafor sang.", "Adaeze Okafor", "f"),
    ],
)
def test_what_is_told(text: str, name: str, gender: str) -> None:
    assert fits(text, name) == ((1.0, 0.0) if gender == "m" else (0.0, 1.0))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Adaeze Okafor spoke in Cairo.", "Adaeze Okafor"),
        ("A friend of the queen, Adaeze Okafor spoke in Cairo.", "Adaeze Okafor"),
        ("President Adaeze Okafor spoke in Cairo.", "Adaeze Okafor"),
    ],
)
def test_nothing_is_told(text: str, name: str) -> None:
    assert fits(text, name) == (0.5, 0.5)


@pytest.mark.parametrize(("word", "gender"), [("sir", "m"), ("widow", "f"), ("president", None)])
def test_words(word: str, gender: str | None) -> None:
    assert gender_of(word) == gender


def test_given_names_are_one_or_the_other() -> None:
    table = persons.given_names()
    assert table["Angela"] == "f" and set(table.values()) == {"m", "f"}
    assert not {"Jean", "Andrea", "Sasha"} & set(table)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [("Ada\tx", "the gender 'x' is neither m nor f"), ("Ada\tf\nAda\tf", "stands in the table twice")],
)
def test_a_bad_given_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, complaint: str
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "given_names.tsv").write_text(f"name\tgender\n{lines}\n")
    monkeypatch.setattr(persons, "folder", lambda _: tmp_path)
    with pytest.raises(DataError, match=rf"given_names\.tsv:{2 + lines.count(chr(10))}: .*{complaint}"):
        persons.given_names.__wrapped__()
