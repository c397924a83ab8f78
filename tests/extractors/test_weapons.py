"""With what an attack is made."""

from extractors import reader
from extractors.weapons import weapons
from kg import vocabulary
from kg.model import Article


def modes(text: str) -> list[str | None]:
    return [c.mode for c in reader().read(Article("a", text)).claims if c.predicate == "attacks"]


def test_the_table_knows_modes_that_plover_has() -> None:
    assert set(weapons().values()) <= set(vocabulary.MODES["ASSAULT"])


def test_a_weapon_of_the_clause_gives_the_mode() -> None:
    assert modes("Ukraine attacked Kursk with drones.") == ["drone"]


def test_a_weapon_elsewhere_does_not() -> None:
    assert modes("Ukraine attacked Kursk. Russia sells drones.") == [None]
