"""Towns that bear the name of their region: after another town and a comma the region is meant ("Nyack, New York")."""

import re
from collections.abc import Sequence

from kg.wikidata.items import Candidate

_GOES_ON = re.compile(r"(?:,? (?:and|or|&) |, )[A-Z]")
"""A list goes on: "in Boston, New York and Chicago"."""
_LISTED = re.compile(r"(?:, | and )[A-Z][^,.;\n]{1,30}, $")


def without_towns(text: str, start: int, end: int, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates of the name between two offsets, less towns where a region of the same state is meant.

    The caller has seen that another name and a comma stand before it, here and wherever the article has this name.
    """
    regions = {c.item.country for c in candidates if c.item.type == "Region"}
    if _GOES_ON.match(text, end) or _LISTED.search(text, max(0, start - 40), start):
        return candidates
    return [c for c in candidates if not (c.item.type == "City" and c.item.country in regions)]
