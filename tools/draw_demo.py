"""Draw the demo's graph: who backs, fights and accuses whom, as docs/demo-graph.svg.

    python tools/draw_demo.py [GRAPH] [-o FILE]

An arrow stands for all that the articles claim of one party towards another: whole where one says so itself, broken
where only somebody whom it quotes does, dotted where that is denied. Parties that no article names ("the rebels") are
left out. The places follow from the graph alone: distances like the steps between the parties, stretched to the page,
after which labels that touch are pushed apart.
"""

import argparse
import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import networkx

import kg

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "demo-graph.svg"
WIDTH, HEIGHT, MARGIN, LEGEND = 1100, 760, 70, 60
LETTER, LABEL, GAP = 7.4, 26, 22
"""Pixels of a letter's mean width, a label's height, and what must be free around it."""
FONT = 'font-family="Helvetica, Arial, sans-serif" font-size="13"'
ROUNDS = 300
UNJOINED = 3.5
"""Steps between parties that nothing joins."""
KINDS = {
    "backs": ("#1b7837", 0.10, "who-backs-whom", "backer", "backed"),
    "fights": ("#b2182b", 0.20, "who-fights-whom", "attacker", "target"),
    "accuses": ("#b35806", 0.28, "accusations", "accuser", "accused"),
}
"""The colour of an arrow, how far it bends, and the saved question with the columns of its two ends."""
SHORT = {
    "United States of America": "United States",
    "United Arab Emirates": "UAE",
    "Syrian Democratic Forces": "Syrian Dem. Forces",
    "Jama'at Nasr al-Islam wal Muslimin": "JNIM",
}
DASHES = {"stated": "", "told": ' stroke-dasharray="9 4"', "told, denied": ' stroke-dasharray="2 4"'}
Place = tuple[float, float]


@dataclass(frozen=True, slots=True, order=True)
class Arrow:
    """What is claimed of one party towards another."""

    start: str
    end: str
    kind: str
    voice: str


def arrows(graph: kg.Graph) -> list[Arrow]:
    """The arrows of the picture: one for each pair and kind, in the surest voice."""
    found: dict[tuple[str, str, str], str] = {}
    for kind, (_, _, question, start, end) in KINDS.items():
        for row in graph.ask(question).dicts():
            pair = str(row[start]), str(row[end])
            if all(name[0].isupper() for name in pair):
                found[*pair, kind] = min(_voice(row), found.get((*pair, kind), "told, denied"), key=list(DASHES).index)
    return sorted(Arrow(a, b, kind, voice) for (a, b, kind), voice in found.items())


def _voice(row: Mapping[str, object]) -> str:
    if row["denied_by"]:
        return "told, denied"
    return "stated" if "(article)" in row.get("said_by", ("(article)",)) else "told"  # type: ignore[operator]


def places(arrows: Iterable[Arrow]) -> dict[str, Place]:
    """Where each party stands, in pixels."""
    graph = networkx.Graph()
    graph.add_edges_from((arrow.start, arrow.end) for arrow in arrows)
    found = _spread(sorted(graph), dict(networkx.all_pairs_shortest_path_length(graph)))
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*found.values(), strict=True))
    across, down = (WIDTH - 2 * MARGIN) / (right - left), (HEIGHT - 2 * LABEL - LEGEND) / (bottom - top)
    return _apart({name: (MARGIN + (x - left) * across, LABEL + (y - top) * down) for name, (x, y) in found.items()})


def _spread(names: list[str], steps: dict[str, dict[str, int]]) -> dict[str, Place]:
    """Places whose distances are near the steps between the names in the graph: stress majorization (Gansner, Koren and
    North, 2004), from a circle. Names that no path joins are `UNJOINED` steps apart.
    """
    turn = 2 * math.pi / len(names)
    found = {name: (math.cos(n * turn), math.sin(n * turn)) for n, name in enumerate(names)}
    for _ in range(ROUNDS):
        for one in names:
            weights, xs, ys = 0.0, 0.0, 0.0
            for other in names:
                if other != one:
                    wanted = steps[one].get(other, UNJOINED)
                    dx, dy = found[one][0] - found[other][0], found[one][1] - found[other][1]
                    pull, far = wanted**-2, math.hypot(dx, dy) or 1e-9
                    weights += pull
                    xs += pull * (found[other][0] + wanted * dx / far)
                    ys += pull * (found[other][1] + wanted * dy / far)
            found[one] = (xs / weights, ys / weights)
    return found


def _apart(found: dict[str, Place]) -> dict[str, Place]:
    """Push labels that touch away from one another, a little at a time, within the page."""
    names = sorted(found)
    for _ in range(ROUNDS):
        for n, one in enumerate(names):
            for other in names[n + 1 :]:
                (x1, y1), (x2, y2) = found[one], found[other]
                over_x = (_wide(one) + _wide(other)) / 2 + GAP - abs(x1 - x2)
                over_y = LABEL + GAP - abs(y1 - y2)
                if over_x > 0 and over_y > 0:
                    dx, dy = (over_x / 2, 0.0) if over_x < over_y else (0.0, over_y / 2)
                    sign_x, sign_y = (1 if x1 >= x2 else -1), (1 if y1 >= y2 else -1)
                    found[one] = _within(one, x1 + sign_x * dx, y1 + sign_y * dy)
                    found[other] = _within(other, x2 - sign_x * dx, y2 - sign_y * dy)
    return found


def _within(name: str, x: float, y: float) -> Place:
    half = _wide(name) / 2 + 4
    return min(max(x, half), WIDTH - half), min(max(y, LABEL), HEIGHT - LEGEND - LABEL)


def _shown(name: str) -> str:
    return SHORT.get(name, name)


def _wide(name: str) -> float:
    return len(_shown(name)) * LETTER + 18


def drawing(arrows: list[Arrow]) -> str:
    """The picture as SVG."""
    at = places(arrows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        "<title>Who backs, fights and accuses whom in the example articles</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *(_line(arrow, at) for arrow in arrows),
        *(_label(name, at[name]) for name in sorted(at)),
        *_legend(),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _line(arrow: Arrow, at: dict[str, Place]) -> str:
    """An arc from label to label, bent to one side so that there and back do not lie on one another."""
    (x1, y1), (x2, y2) = at[arrow.start], at[arrow.end]
    colour, bend, *_ = KINDS[arrow.kind]
    middle = ((x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend)
    start, end = _edge(arrow.start, at[arrow.start], middle), _edge(arrow.end, at[arrow.end], middle)
    return _arc(start, middle, end, colour, DASHES[arrow.voice])


def _arc(start: Place, middle: Place, end: Place, colour: str, dashes: str) -> str:
    path = f"M{start[0]:.1f},{start[1]:.1f} Q{middle[0]:.1f},{middle[1]:.1f} {end[0]:.1f},{end[1]:.1f}"
    turn = math.degrees(math.atan2(end[1] - middle[1], end[0] - middle[0]))
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.7"{dashes}/>'
        f'<path d="M0,0 L-11,-4.5 L-11,4.5 z" fill="{colour}" '
        f'transform="translate({end[0]:.1f},{end[1]:.1f}) rotate({turn:.1f})"/>'
    )


def _edge(name: str, centre: Place, towards: Place) -> Place:
    """Where the line from a label's centre towards a point leaves its box."""
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    reach = min((_wide(name) / 2 + 2) / (abs(dx) or 1e-9), (LABEL / 2 + 2) / (abs(dy) or 1e-9))
    return centre[0] + dx * reach, centre[1] + dy * reach


def _label(name: str, at: Place) -> str:
    x, y, wide = *at, _wide(name)
    box = f'x="{x - wide / 2:.1f}" y="{y - LABEL / 2:.1f}" width="{wide:.1f}" height="{LABEL}" rx="6"'
    words = f'x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="middle"'
    return f'<rect {box} fill="#f7f7f7" stroke="#555"/><text {words}>{escape(_shown(name))}</text>'


def _legend() -> Iterator[str]:
    x, y = 30.0, HEIGHT - 26.0
    for kind, voice, words in (
        ("backs", "stated", "backs"),
        ("fights", "stated", "fights or attacks"),
        ("accuses", "stated", "accuses"),
        ("backs", "told", "only somebody quoted says so"),
        ("backs", "told, denied", "and somebody denies it"),
    ):
        yield _arc((x, y), (x + 25, y), (x + 50, y), KINDS[kind][0], DASHES[voice])
        yield f'<text x="{x + 58}" y="{y + 4.5}">{words}</text>'
        x += 88 + len(words) * LETTER


def main() -> None:
    """Draw a graph that is there, or the demo's, built for this."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", nargs="?", type=Path, help="a folder that kg build made (default: the demo)")
    parser.add_argument("-o", "--output", type=Path, default=PICTURE)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.graph or Path(folder) / "demo"
        if given.graph is None:
            kg.build(ROOT / "examples", path)
        with kg.open(path) as graph:
            given.output.write_text(drawing(arrows(graph)), encoding="utf-8")


if __name__ == "__main__":
    main()
