"""The figures in the model card, kept between two marks."""

import re
from pathlib import Path

from kg.errors import InputError
from training.measure import Figures

_PLACE = re.compile(r"(<!-- figures -->\n).*?(<!-- end -->)", re.DOTALL)


def write_figures(card: Path, figures: Figures) -> None:
    """Put the figures into the card. Raises InputError where the card has no place for them."""
    text = card.read_text(encoding="utf-8")
    if not _PLACE.search(text):
        raise InputError("the model card has no place for figures", where=card, hint="<!-- figures --> … <!-- end -->")
    card.write_text(_PLACE.sub(lambda m: m[1] + "\n".join(_table(figures)) + "\n" + m[2], text), encoding="utf-8")


def _table(figures: Figures) -> list[str]:
    rows = [f"| {name} | {p:.3f} | {r:.3f} | {f:.3f} |" for name, (p, r, f) in figures.items()]
    return ["", "| class | precision | recall | F1 |", "| --- | --- | --- | --- |", *rows, ""]
