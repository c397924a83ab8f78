"""Who took part in which election."""

import re
from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.elections import read_elections
from kg.model import GivenMention

NAMES = re.compile(r"(?:\d{4} )?(?:[A-Z]\w+ )*(?:general election|referendum)")


def told(draft_of: Callable[..., Draft], text: str) -> list[tuple[str, str]]:
    elections = [GivenMention(m.start(), m.end()) for m in NAMES.finditer(text)]
    found = read_elections(draft_of(text, *elections))
    ends = [(found.entities[c.subject].name, c.object_span) for c in found.claims if c.predicate == "participatedIn"]
    return [(name, text[slice(*span)]) for name, span in ends if span is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Angela Merkel was elected chancellor in the 2005 German general election.",
            [("Angela Merkel", "2005 German general election")],
        ),
        (
            "Angela Merkel won the 2009 German general election and the 2013 German general election.",
            [("Angela Merkel", "2009 German general election"), ("Angela Merkel", "2013 German general election")],
        ),
        ("The Labour Party lost seats at the 2015 general election.", [("Labour Party", "2015 general election")]),
        (
            "Angela Merkel was re-elected in the 2009 German general election.",
            [("Angela Merkel", "2009 German general election")],
        ),
        ("Angela Merkel did not run in the 2021 German general election.", []),
        ("Angela Merkel might lose the 2017 German general election.", []),
        ("Angela Merkel met Emmanuel Macron after the 2017 German general election.", []),
        ("Angela Merkel praised the 2017 German general election.", []),
    ],
)
def test_who_stood_and_won_took_part(
    draft_of: Callable[..., Draft], text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(draft_of, text) == expected
