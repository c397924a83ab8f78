"""Pictures: the same bytes each time, and no label on another or off the page."""

from io import BytesIO
from itertools import combinations
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="the pictures need matplotlib (parley-kg[pictures])")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import FancyArrowPatch

from kg.errors import UsageError
from kg.pictures import DARK, LIGHT, Canvas, accounts, fiercest, find, sides, timeline
from kg.pictures.canvas import width, wrapped
from kg.signed import network
from kg.store import Graph
from tests.kg.signed.graphs import positions

LONG = "Democratic Front for the Liberation of the Northern and Southern Highlands"


def overlapping(page: Canvas) -> list[tuple[str, str]]:
    """Pairs of labels that touch, and labels that leave the page."""
    renderer = FigureCanvasAgg(page._figure).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in page._axes.texts if text.get_text()]
    inside = page._figure.bbox
    off = [(words, "the page") for words, b in boxes if b.x0 < 0 or b.y0 < 0 or b.x1 > inside.x1 or b.y1 > inside.y1]
    touching = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if min(_shared(one, other)) > 0]
    return off + touching


def _shared(one: Any, other: Any) -> tuple[float, float]:
    """How far two boxes overlap each way, beyond a pixel that letters may spare."""
    wide, high = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide - 1, high - 2


def crowded() -> Any:
    """Two sides with long names, a dozen backers of one of them, friends of both, mediators, all at several times."""
    told = [(LONG, "fights", "Beta", 3), ("Beta", "accuses", LONG, 1), ("Beta", "agreesWith", LONG, 2)]
    told += [(f"Backer number {n} of a long name", "supports", LONG, n + 1) for n in range(12)]
    told += [(f"Backer number {n} of a long name", "suppliesWeaponsTo", LONG, 1) for n in range(12)]
    told += [("Gamma", "aids", "Beta", 1), ("Gamma", "funds", LONG, 2), ("Delta", "mediates", "Beta", 1)]
    made = positions(*told, ("Delta", "mediates", LONG, 1), ("Epsilon", "attacks", "Beta", 1), denied=[3, 9, 20])
    for n, (*_, data) in enumerate(made.edges(data=True)):
        data["first"], data["last"] = f"20{10 + n % 9}-0{1 + n % 8}-01", f"20{10 + n % 9 + n % 2}-0{1 + n % 8}-01"
    return made


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_label_touches_another(theme):
    made = crowded()
    assert overlapping(sides(made, LONG, "Beta", theme)) == []
    assert overlapping(timeline(made, "Who is for or against whom", theme)) == []


def words_of(page: Canvas) -> str:
    return " ".join(text.get_text() for text in page._axes.texts)


def test_names_are_whole_and_a_side_without_backers_takes_no_room():
    alone = sides(positions((LONG, "fights", "Beta", 3)), LONG, "Beta", LIGHT)
    both = sides(crowded(), LONG, "Beta", LIGHT)
    assert words_of(alone).count(LONG) == 2 and words_of(both).count(LONG) >= 2 and alone.wide < both.wide
    assert words_of(alone).count("nobody is said to back it") == 2 and overlapping(alone) == []


def test_who_mediates_with_one_side_alone_is_not_between_them():
    told = words_of(sides(positions(("a", "fights", "b", 3), ("m", "mediates", "a", 1)), "a", "b", LIGHT))
    assert "Said to mediate with a, but not with the other side: m." in told and told.count("mediates") == 0


@pytest.mark.parametrize(
    ("told", "heads", "words"),
    [
        ([("a", "accuses", "b", 1)], (1, True), "accuses"),
        ([("b", "accuses", "a", 1)], (1, False), "accuses"),
        ([("a", "accuses", "b", 1), ("b", "attacks", "a", 1)], (2, True), "accuses →; attacks ←"),
        ([("a", "accuses", "b", 1), ("b", "accuses", "a", 1)], (2, True), "accuses"),
    ],
)
def test_an_arrow_points_to_whom_it_is_said_of(told: Any, heads: tuple[int, bool], words: str) -> None:
    page = sides(positions(*told), "a", "b", LIGHT)
    lines: list[Any] = [patch for patch in page._axes.patches if isinstance(patch, FancyArrowPatch)]
    begin, end, style = next((*line._posA_posB, line.get_arrowstyle()) for line in lines)
    assert (type(style).arrow.count("|"), begin[0] < end[0]) == heads
    assert words in [text.get_text() for text in page._axes.texts]


def test_the_ledger_of_a_disputed_thing(graph: Graph):
    page = accounts(graph, find(graph, "Azerbaijan", "Armenia"), LIGHT)
    assert overlapping(page) == []
    words = {text.get_text() for text in page._axes.texts}
    assert {"Azerbaijan attacks Armenia", "Defence Ministry of Armenia", "says so", "denies it"} <= words
    assert "Defence Ministry of Armenia asserts it (1 origin)" in page.about
    assert "“The Armenian Defence Ministry said Azerbaijan shelled" in words_of(page)
    assert "denied by Azerbaijan" in words_of(page)


def test_the_same_picture_is_the_same_bytes_and_keeps_its_words(graph: Graph):
    def drawn(form: str) -> bytes:
        out, made = BytesIO(), network(graph)
        tie = fiercest(made)
        sides(made, tie.a, tie.b, LIGHT).write(out, form)
        return out.getvalue()

    assert drawn("svg") == drawn("svg")
    assert b"is backed by" in drawn("svg") and b"<dc:date>" not in drawn("svg")
    assert drawn("png").startswith(b"\x89PNG")


def test_names_that_no_font_has_and_mathematics_are_drawn_as_they_are():
    made = positions(("$x^2$ & <b>", "attacks", "\u5317\u4eac \U0001f600", 1), when="2020")
    out = BytesIO()
    sides(made, "$x^2$ & <b>", "\u5317\u4eac \U0001f600", LIGHT).write(out, "svg")
    timeline(made, "T", LIGHT).write(out, "svg")
    assert out.getvalue()


def test_a_time_far_before_all_others_does_not_squeeze_them():
    made = positions(
        ("a", "attacks", "b", 1), ("c", "attacks", "d", 1), ("e", "attacks", "f", 1), ("g", "aids", "b", 1)
    )
    for (*_, data), day in zip(made.edges(data=True), ("1920", "2020-01", "2020-02", "2020-03"), strict=True):
        data["first"] = data["last"] = day
    words = [text.get_text() for text in timeline(made, "T", LIGHT)._axes.texts]
    assert "‹ 1920 attacks" in words and "2020-02" in " ".join(words)


def test_what_cannot_be_drawn_is_said(graph: Graph):
    with pytest.raises(UsageError, match="nothing here has a time"):
        timeline(positions(("a", "attacks", "b", 1)), "T", LIGHT)
    with pytest.raises(UsageError, match="nobody is against anybody"):
        fiercest(positions(("a", "aids", "b", 1)))
    with pytest.raises(UsageError, match="not in this network"):
        sides(positions(("a", "aids", "b", 1)), "a", "z", LIGHT)
    with pytest.raises(UsageError, match="nothing is claimed about Turkey and Armenia"):
        find(graph, "Turkey", "Armenia")
    with pytest.raises(UsageError, match="no proposition"):
        accounts(graph, find(graph, "proposition:0"), LIGHT)
    with pytest.raises(UsageError, match="no 'pdf'"):
        Canvas(10, 10, LIGHT, "t", "a").write(BytesIO(), "pdf")


def test_words_are_wrapped_to_their_room():
    assert wrapped("a b", 500, 10) == ["a b"]
    lines = wrapped(LONG, 120, 10, True, 2)
    assert len(lines) == 2 and lines[1].endswith("…") and all(width(line, 10, True) <= 120 for line in lines)
    assert all(width(piece, 10) <= 130 for piece in wrapped("x" * 80, 120, 10, most=99))
    assert wrapped("", 10, 10) == [""]
