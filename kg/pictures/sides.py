"""The two sides of a conflict and who backs each: backers to the left and right, those between them below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.ledger import OWN
from kg.pictures.canvas import LINE, Canvas, Theme, wrapped
from kg.pictures.parts import (
    MARGIN,
    SMALL,
    Block,
    Key,
    block,
    count,
    head,
    legend,
    legend_high,
    listed,
    thickness,
)  # fmt: skip
from kg.signed import Relation, Tie, relations, ties

if TYPE_CHECKING:
    import networkx

NARROW = 640.0
"""The width of a page without backers, whose title and legend need room; each column of them makes it wider."""
BACKERS = 8
"""Backers of a side that are drawn; a note tells of the others."""
_BOX, _SIDE, _GAP = 190.0, 150.0, 14.0
_APART, _LINES = 270.0, 88.0
"""The distance of the middles of the two sides, and the room for lines between a side and its backers."""
_NAMES = (13.0, 2), (11.0, 3), (9.0, 4), (8.0, 5)
"""Sizes of a side's name, and how many lines of each its box has room for."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What an actor is said to be towards a side: the relations of each sign, those that hold either way included."""

    id: str
    name: str
    positive: tuple[Relation, ...]
    negative: tuple[Relation, ...]

    @property
    def weight(self) -> int:
        return _weight(self.positive)

    @property
    def parts(self) -> list[tuple[bool, int]]:
        """Whether it is disputed that it backs the side, and by how many origins: of what is and what is not."""
        split = ((disputed, [r for r in self.positive if r.contested == disputed]) for disputed in (False, True))
        return [(disputed, _weight(found)) for disputed, found in split if found]


def fiercest(network: "networkx.MultiDiGraph[str]") -> Tie:
    """The two actors that most origins have against each other. Raises UsageError where nobody is against anybody."""
    found = [tie for tie in ties(network) if tie.negative]
    if not found:
        raise UsageError("nobody is against anybody here", hint="name two sides, or ask for more of the graph")
    return min(found, key=lambda t: (-t.negative, -t.weight, t.a_name, t.b_name, t.a, t.b))


def sides(network: "networkx.MultiDiGraph[str]", one: str, other: str, theme: Theme) -> Canvas:
    """The picture of two sides, given by IRI, in a network of relations. Raises UsageError where one is not in it."""
    for side in (one, other):
        if side not in network:
            raise UsageError(f"{side} is not in this network", hint="kg network ties lists who is")
    return _Sides(network, one, other, theme).drawn()


class _Sides:
    def __init__(self, network: "networkx.MultiDiGraph[str]", one: str, other: str, theme: Theme) -> None:
        self.theme, self.ends = theme, (one, other)
        self.names = tuple(str(network.nodes[side]["label"]) for side in self.ends)
        self.known = list(relations(network))
        self.label = label = {str(node): str(name) for node, name in network.nodes(data="label")}
        stances = [{a: _stance(self.known, label[a], a, side) for a in network if a not in self.ends}
                   for side in self.ends]  # fmt: skip
        backing = [{a for a, s in each.items() if s.weight > _weight(s.negative)} for each in stances]
        self.both = sorted(backing[0] & backing[1], key=lambda a: (label[a], a))
        self.backers = [
            sorted((each[a] for a in backing[n] if a not in self.both), key=lambda s: (-s.weight, s.name))
            for n, each in enumerate(stances)
        ]
        self.stances = stances
        self.against = [sorted(label[a] for a in each if each[a].negative and a not in backing[0] | backing[1])
                        for each in stances]  # fmt: skip
        told = self._mediators()
        self.mediating = [(actor, each) for actor, each in told if {r.target for r in each} == {*self.ends}]
        self.elsewhere = [
            sorted(label[a] for a, each in told if {r.target for r in each} == {end}) for end in self.ends
        ]
        backers = {s.id for each in self.backers for s in each} | {*self.both}
        self.mediators = [(actor, found) for actor, found in self.mediating if actor not in backers]
        left, right = ((_BOX + _LINES if each else 0) for each in self.backers)
        whole = left + right + _APART + _SIDE + 2 * MARGIN
        self.wide = max(whole, NARROW)
        self.left = MARGIN + (self.wide - whole) / 2
        """Where what is drawn begins."""
        self.centres = self.left + left + _SIDE / 2, self.left + left + _SIDE / 2 + _APART

    def _mediators(self) -> list[tuple[str, list[Relation]]]:
        """Who is said to mediate with one side or both."""
        found: dict[str, list[Relation]] = {}
        for r in self.known:
            if not r.sign and r.target in self.ends and r.source not in self.ends:
                found.setdefault(r.source, []).append(r)
        return sorted(found.items())

    def drawn(self) -> Canvas:
        columns = [[self._backer(s) for s in each[:BACKERS]] for each in self.backers]
        middle = [*map(self._friend_of_both, self.both), *(self._mediator(each) for _, each in self.mediators)]
        between = 96.0
        down = max((max(_stack(column) for column in columns) - 80) / 2, 24.0)
        below = between + _stack(middle) + 30 if middle else 84.0
        high = max(*(_stack(column) for column in columns), down + below, 120.0)
        notes = self._notes()
        keys = self._keys()
        words = f"{self.names[0]} and {self.names[1]}: who backs which side"
        title = wrapped(words, self.wide - 2 * MARGIN, 15, True)
        top = MARGIN + 15 * 1.35 * len(title) + 30
        page = Canvas(self.wide, top + high + 34 + 11 * len(notes) + legend_high(keys, self.wide), self.theme, words,
                      self._about())  # fmt: skip
        head(
            page, title, ["As news articles have it; the number on a line counts the independent origins that say so."]
        )
        self._draw_backers(page, columns, (top, down))
        self._draw_centre(page, top + down)
        self._draw_between(page, middle, top + down + between)
        y = top + high + 24
        page.text(MARGIN, y, notes, SMALL, colour=self.theme.dim)
        legend(page, y + 11 * len(notes) + 8, keys)
        return page

    def _backer(self, s: Stance) -> Block:
        return block(_BOX, self.theme, s.name, *self._told(s, any(s.id == actor for actor, _ in self.mediating)))

    def _told(self, s: Stance, mediates: bool = False) -> list[tuple[str, str]]:
        """What is said, where not by articles by whom, and who denies it; and what is said against it."""
        theme = self.theme
        plain = [r for r in s.positive if OWN in r.asserted_by and not r.contested]
        notes = [(_labels(plain), theme.for_)]
        for words, disputed in dict.fromkeys((r.label, r.contested) for r in s.positive if r not in plain):
            these = [r for r in s.positive if (r.label, r.contested) == (words, disputed) and r not in plain]
            notes.append((_account(words, these), theme.for_))
        notes += [(f"but {_labels(s.negative)}", theme.against)] if s.negative else []
        return [*notes, ("mediates between the two", theme.neither)] if mediates else notes

    def _friend_of_both(self, actor: str) -> Block:
        one, other = (each[actor] for each in self.stances)
        notes = [(f"{_labels(s.positive)} {name}", self.theme.for_)
                 for s, name in zip((one, other), self.names, strict=True)]  # fmt: skip
        notes += [(f"but {_labels(s.negative)} {name}", self.theme.against)
                  for s, name in zip((one, other), self.names, strict=True) if s.negative]  # fmt: skip
        return block(_BOX, self.theme, one.name, *notes)

    def _mediator(self, found: Sequence[Relation]) -> Block:
        return block(_BOX, self.theme, self.label[found[0].source], (_account("mediates", found), self.theme.neither))

    def _draw_backers(self, page: Canvas, columns: Sequence[Sequence[Block]], tops: tuple[float, float]) -> None:
        """The backers from the first of `tops` down, their lines to the sides, which begin so far below it."""
        top, down = tops
        for n, (column, each) in enumerate(zip(columns, self.backers, strict=True)):
            x = self.left if n == 0 else self.centres[1] + _SIDE / 2 + _LINES
            y = top
            for box, s in zip(column, each, strict=False):
                colour = self.theme.for_
                box.draw(page, x, y, edge=colour)
                at = top + down + 40 + _spread(each.index(s), len(column))
                for k, (disputed, weight) in enumerate(s.parts):
                    off = 13 * (k - (len(s.parts) - 1) / 2)
                    start = x + (_BOX if n == 0 else 0), y + box.high / 2 + off
                    goal = self.centres[n] + (n - 0.5) * _SIDE, at + off
                    page.line([start, goal], colour, thickness(weight), dashed=disputed, ends="-|>")
                    _number(page, start, goal, weight, colour)
                y += box.high + _GAP

    def _draw_centre(self, page: Canvas, top: float) -> None:
        """The sides, and what is between them."""
        for x, name, backers in zip(self.centres, self.names, self.backers, strict=True):
            page.box(x - _SIDE / 2, top + 10, _SIDE, 60, thick=1.8, edge=self.theme.ink)
            size, lines = _fitting(name)
            page.text(x, top + 40 - (len(lines) - 1) * size * LINE / 2, lines, size, bold=True, anchor="center")
            if not backers and not self.both:
                page.text(x, top - 2, "nobody is said to back it", SMALL, colour=self.theme.dim, anchor="center")
        ends = self.centres[0] + _SIDE / 2 + 3, self.centres[1] - _SIDE / 2 - 3
        for sign, y in ((-1, top + 30), (1, top + 52)):
            found = [r for r in self.known if r.sign == sign and {r.source, r.target} == set(self.ends)]
            if found:
                colour, weight = self.theme.of(sign), _weight(found)
                disputed = all(r.contested for r in found)
                there, back = self._towards(found)
                points = [(end, y) for end in (ends if there else reversed(ends))]
                heads = "<|-|>" if there and back else "-|>"
                page.line(points, colour, thickness(weight), dashed=disputed, ends=heads)
                _number(page, (ends[0], y), (ends[1], y), weight, colour)
                words = wrapped(_both_ways(_labels(there), _labels(back)), ends[1] - ends[0] - 4, SMALL, most=3)
                below = 16 if sign > 0 else -14 - SMALL * LINE * (len(words) - 1)
                page.text(sum(ends) / 2, y + below, words, SMALL, colour=colour, anchor="center")

    def _towards(self, found: Sequence[Relation]) -> tuple[list[Relation], list[Relation]]:
        """What the first side is said to be to the second, and the second to the first."""
        one, other = ([r for r in found if r.mutual or r.source == end] for end in self.ends)
        return one, other

    def _draw_between(self, page: Canvas, middle: Sequence[Block], y: float) -> None:
        """Those that back both sides, or mediate, below them."""
        top = y
        for n, box in enumerate(middle):
            x = sum(self.centres) / 2 - _BOX / 2
            friend = n < len(self.both)
            box.draw(page, x, y + 24, edge=self.theme.of(int(friend)))
            for side in (0, 1):
                found = self.stances[side][self.both[n]].positive if friend else [
                    r for r in self.mediators[n - len(self.both)][1] if r.target == self.ends[side]
                ]  # fmt: skip
                if found:
                    start = (x + (0 if side == 0 else _BOX), y + 24 + box.high / 2)
                    goal = (self.centres[side] + (-1 if side == 0 else 1) * (18 + 12 * n), top - 23)
                    colour = self.theme.of(found[0].sign)
                    page.line([start, goal], colour, thickness(_weight(found)), dashed=any(r.contested for r in found),
                              ends="-|>" if friend else "-", bend=-0.25 if side == 0 else 0.25)  # fmt: skip
            y += box.high + _GAP

    def _notes(self) -> list[str]:
        notes = []
        for name, backers, against, elsewhere in zip(
            self.names, self.backers, self.against, self.elsewhere, strict=True
        ):
            if len(backers) > BACKERS:
                notes.append(
                    f"Not drawn for want of room: {listed([s.name for s in backers[BACKERS:]], 6)}, for {name}."
                )
            if against:
                notes.append(f"Against {name}, and not said to back the other side: {listed(against, 8)}.")
            if elsewhere:
                notes.append(f"Said to mediate with {name}, but not with the other side: {listed(elsewhere, 8)}.")
        return [line for note in notes for line in wrapped(note, self.wide - 2 * MARGIN, SMALL, most=2)]

    def _keys(self) -> list[Key]:
        drawn = [r for each in self.backers for s in each for r in s.positive]
        drawn += [r for r in self.known if {r.source, r.target} == set(self.ends)]
        keys = [Key("for", 1), Key("against", -1)]
        keys += [Key("mediates")] if self.mediators else []
        keys += [Key("somebody denies it", 1, dashed=True)] if any(r.contested for r in drawn) else []
        return [*keys, Key("one origin", 0, thickness(1)), Key("four origins", 0, thickness(4))]

    def _about(self) -> str:
        """The picture in words."""
        parts = []
        for name, backers in zip(self.names, self.backers, strict=True):
            told = "; ".join(f"{s.name} ({_labels(s.positive)}, {count(s.weight, 'origin')}"
                             f"{', disputed' if s.parts[-1][0] else ''})" for s in backers)  # fmt: skip
            parts.append(f"{name} is backed by {told or 'nobody'}.")
        return " ".join(parts)


def _stance(known: Iterable[Relation], name: str, actor: str, side: str) -> Stance:
    towards = [r for r in known if (r.source, r.target) == (actor, side) or (
        r.mutual and (r.target, r.source) == (actor, side))]  # fmt: skip
    return Stance(actor, name, tuple(r for r in towards if r.sign > 0), tuple(r for r in towards if r.sign < 0))


def _weight(found: Iterable[Relation]) -> int:
    return len({origin for r in found for origin in r.origins})


def _labels(found: Iterable[Relation]) -> str:
    ranked = sorted(found, key=lambda r: (-r.weight, r.label))
    return ", ".join(dict.fromkeys(r.label for r in ranked))


def _both_ways(there: str, back: str) -> str:
    """What is said of two sides, with arrows where it is not the same either way."""
    if there and back and there != back:
        return f"{there} →; {back} ←"
    return there or back


def _account(words: str, found: Sequence[Relation]) -> str:
    """What somebody says, who, and who denies it."""
    voices = sorted({voice for r in found for voice in r.asserted_by} - {OWN})
    denied = sorted({voice for r in found for voice in r.denied_by})
    told = f"{words}, {'says' if len(voices) == 1 else 'say'} {listed(voices)}" if voices else words
    return f"{told}; denied by {listed(denied)}" if denied else told


def _fitting(name: str) -> tuple[float, list[str]]:
    """The name of a side in lines that its box has room for, and their size."""
    size = next((size for size, most in _NAMES if len(wrapped(name, _SIDE - 16, size, True)) <= most), _NAMES[-1][0])
    return size, wrapped(name, _SIDE - 16, size, True, dict(_NAMES)[size])


def _stack(column: Sequence[Block]) -> float:
    return sum(box.high + _GAP for box in column) - (_GAP if column else 0)


def _spread(n: int, of: int) -> float:
    """Where the n-th of so many lines meets a side, from its middle."""
    return 0.0 if of < 2 else (n / (of - 1) - 0.5) * min(44.0, 12.0 * of)


def _number(page: Canvas, start: tuple[float, float], goal: tuple[float, float], weight: int, colour: str) -> None:
    x, y = (start[0] + goal[0]) / 2, (start[1] + goal[1]) / 2
    page.text(x, y, str(weight), SMALL, bold=True, colour=colour, anchor="center", ground=True)
