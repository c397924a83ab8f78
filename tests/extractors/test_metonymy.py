"""Capitals as parties and as ground, where it is the structure that tells."""

import pytest

from extractors.language import parse
from extractors.linking.metonymy import use_of


@pytest.mark.parametrize(
    ("text", "name", "use"),
    [
        ("Germany mediated between Kyiv and Moscow.", "Moscow", "party"),
        ("Tension between Belgrade and Pristina rose.", "Belgrade", "party"),
        ("The rebels fought against Tehran.", "Tehran", "party"),
        ("Belarus sided with Moscow.", "Moscow", "party"),
        ("France blamed Tehran.", "Tehran", "party"),
        ("Flights between Kyiv and Moscow were cut.", "Kyiv", "ground"),
        ("The road between Baku and Ganja is shut.", "Baku", "ground"),
        ("Fighting near Kyiv went on.", "Kyiv", "ground"),
        ("He flew to Baku.", "Baku", "ground"),
        ("He drove from Baku to Ganja.", "Baku", "ground"),
    ],
)
def test_what_the_sentence_makes_of_a_capital(text: str, name: str, use: str) -> None:
    doc = next(parse([text]))
    assert use_of(next(t for t in doc if t.text == name)) == use
