"""What adjectives tell of origin."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.origins import read_origins

Make = Callable[..., Draft]


def triples(make: Make, text: str) -> set[tuple[str, str, str]]:
    draft = read_origins(make(text))
    names = [e.name for e in draft.entities]
    return {(names[c.subject], c.predicate, names[c.object]) for c in draft.claims if c.object is not None}


def test_a_former_republic(draft_of: Make) -> None:
    found = triples(draft_of, "Moldova, a former Soviet republic, voted.")
    assert {(a, p) for a, p, _ in found} == {("Moldova", "independentFrom")}


def test_former_republics(draft_of: Make) -> None:
    found = triples(draft_of, "Latvia and Estonia agreed. The two former Soviet republics share a border.")
    assert {(a, p) for a, p, _ in found} == {("Latvia", "independentFrom"), ("Estonia", "independentFrom")}


def test_a_people_of_a_region(draft_of: Make) -> None:
    found = triples(draft_of, "Gagauzia, a mainly Turkish region, voted.")
    assert {(a, p) for a, p, _ in found} <= {("Gagauzia", "hasEthnicity")}


@pytest.mark.parametrize(
    "text",
    [
        "A former Soviet minister spoke in Moldova.",
        "Moldova, a small republic, voted.",
        "The former president of the republic spoke.",
        "A mainly sunny region awaits the tourists.",
        "The Turkish city of Izmir is large.",
        "Members of the choir sang.",
        "",
    ],
)
def test_silence(draft_of: Make, text: str) -> None:
    assert triples(draft_of, text) == set()


def test_fellow_members_belong_to_the_body(draft_of: Make) -> None:
    assert {t[:2] for t in triples(draft_of, "Niger met other members of ECOWAS.")} == {("Niger", "memberOf")}
