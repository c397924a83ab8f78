"""The ledger of one thing claimed: who says so, who denies it, who only relays it, and in which origins that stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import evidence, iris, lookup
from kg.errors import UsageError
from kg.evidence import Evidence
from kg.ledger import OWN, UNNAMED
from kg.pictures.canvas import LINE, Canvas, Theme, wrapped
from kg.pictures.parts import (
    MARGIN,
    NAME,
    SMALL,
    Block,
    Key,
    Words,
    block,
    count,
    head,
    legend,
    legend_high,
    listed,
    thickness,
)  # fmt: skip
from kg.store import Graph
from kg.terms import IRI, Value, written

WIDE = 960.0
SHOWN = 10
"""Origins whose sentences are shown; a note tells how many there are besides."""
_BOX, _GAP = 230.0, 12.0
_FIND = """
SELECT DISTINCT ?proposition ?contested ?rank WHERE {{
  GRAPH graph:ledger {{
    {about} ?proposition par:contested ?contested ; par:rank ?rank ; par:aboutObject ?any {predicate}
  }}
}} ORDER BY ?rank LIMIT 1"""
_WHAT = """
SELECT DISTINCT ?subject ?predicate ?object ?contested ?credence ?first ?last WHERE {{
  GRAPH graph:ledger {{
    {it} par:aboutSubject ?subject ; par:aboutPredicate ?predicate ; par:contested ?contested ; par:credence ?credence .
    OPTIONAL {{ {it} par:aboutObject ?object }}
    OPTIONAL {{ {it} par:first ?first }}
    OPTIONAL {{ {it} par:last ?last }}
  }}
}}"""
_WHO = """
SELECT DISTINCT ?voice ?stance ?claim ?least ?most WHERE {{
  GRAPH graph:ledger {{ {it} par:position ?position }}
  GRAPH graph:positions {{
    ?position par:voice ?voice ; par:stance ?stance ; par:takenIn ?claim .
    OPTIONAL {{ ?position par:least ?least ; par:most ?most }}
  }}
}} ORDER BY ?voice ?stance ?claim"""
_RELAYED = "SELECT DISTINCT ?teller {{ GRAPH graph:ledger {{ {it} par:relayedBy ?teller }} }} ORDER BY ?teller"
_SAY = {"asserts": 1, "denies": -1, "doubts": -1, "asks": 0}
_WORDS = {"asserts": "", "denies": "", "doubts": "doubts it", "asks": "asks whether it is so"}


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who takes a stance, in which origins, by their numbers, and with which number ("2–3")."""

    name: str
    stance: str
    origins: tuple[int, ...]
    number: str


def find(graph: Graph, *about: str, predicate: str | None = None) -> str:
    """The IRI of the proposition to be drawn: of those about all these entities, by name, and of this predicate the one
    that ranks first, which is disputed if any is. An IRI of a proposition stands for itself.

    Raises UsageError where there is none, and for names that mean none or several.
    """
    if len(about) == 1 and about[0].startswith(("proposition:", iris.PREFIXES["proposition"])):
        return iris.PREFIXES["proposition"] + iris.local_name(about[0].replace("proposition:", "", 1))
    ends = "".join(_end(graph, name) for name in about)
    kind = f"; par:aboutPredicate {written(lookup.predicate(predicate))}" if predicate else ""
    found = list(graph.select(_FIND.format(about=ends, predicate=kind)))
    if not found:
        told = " and ".join(about) or "anything"
        raise UsageError(f"nothing is claimed about {told} there", hint="kg ask says-denies lists what is")
    return str(found[0][0])


def _end(graph: Graph, name: str) -> str:
    """A pattern of SPARQL: it is about this entity."""
    return f"?proposition par:aboutSubject|par:aboutObject {written(lookup.entity(graph, name).iri)} . "


def accounts(graph: Graph, proposition: str, theme: Theme) -> Canvas:
    """The picture of a proposition, by IRI. Raises UsageError for an unknown one."""
    it = written(IRI(proposition))
    rows = list(graph.select(_WHAT.format(it=it)).dicts())
    if not rows:
        raise UsageError(f"the graph holds no proposition {proposition}", hint="kg network draw ledger ACTOR finds one")
    return _Accounts(graph, it, rows[0], theme).drawn()


class _Accounts:
    def __init__(self, graph: Graph, it: str, what: dict[str, Value], theme: Theme) -> None:
        self.theme, self.what = theme, what
        who = list(graph.select(_WHO.format(it=it)))
        self.asserted = {str(claim) for _, stance, claim, _, _ in who if iris.local_name(str(stance)) == "asserts"}
        told = [str(teller) for (teller,) in graph.select(_RELAYED.format(it=it))]
        self.evidence = evidence.of_claims(graph, (str(claim) for _, _, claim, _, _ in who))
        ends = [str(what[name]) for name in ("subject", "predicate", "object") if what[name] is not None]
        self.labels = lookup.labels(graph, [*ends, *told, *(str(row[0]) for row in who)])
        self.statement = " ".join(self.labels[end] for end in ends)
        self.origins = self._numbered()
        self.relays = sorted(self.labels[teller] for teller in told)
        self.voices = list(self._voices(who))

    def _numbered(self) -> dict[str, int]:
        """The origins, numbered from 1 by date."""
        first = sorted({(e.date or "9", e.origin) for e in self.evidence.values()})
        return {origin: n for n, origin in enumerate(dict.fromkeys(origin for _, origin in first), 1)}

    def _voices(self, who: Iterable[Sequence[Value]]) -> Iterable[_Voice]:
        claims = defaultdict[tuple[str, str], list[Sequence[Value]]](list)
        for row in who:
            claims[self.labels[str(row[0])], iris.local_name(str(row[1]))].append(row)
        for (name, stance), rows in sorted(claims.items(), key=lambda item: (-len(item[1]), item[0])):
            known = [self.evidence[str(row[2])] for row in rows if str(row[2]) in self.evidence]
            numbers = sorted({self.origins[e.origin] for e in known})
            counts = sorted({int(str(n)) for row in rows for n in row[3:] if n is not None})
            number = f"{counts[0]:,}" + (f"–{counts[-1]:,}" if counts[-1] > counts[0] else "") if counts else ""
            yield _Voice(name, stance, tuple(numbers), number)

    def drawn(self) -> Canvas:
        left = [v for v in self.voices if v.stance == "asserts"]
        right = [v for v in self.voices if v.stance != "asserts"]
        columns = [[self._box(v) for v in side] for side in (left, right)]
        centre = self._centre()
        high = max(*(sum(b.high + _GAP for b in column) for column in columns), centre.high + 20)
        listing = self._listing()
        keys = self._keys()
        title = wrapped(self.statement, WIDE - 2 * MARGIN, 15, True, 3)
        top = MARGIN + 20.25 * len(title) + 48
        below = sum(sum(w.high for w in entry) + 9 for _, entry in listing)
        page = Canvas(
            WIDE, top + high + 44 + below + legend_high(keys, WIDE), self.theme, self.statement, self._about()
        )
        head(page, title, [self._state()])
        self._draw(page, [*zip(columns, (left, right), strict=True)], centre, top, high)
        self._draw_listing(page, listing, top + high + 26)
        legend(page, page.high - legend_high(keys, WIDE), keys)
        return page

    def _box(self, v: _Voice) -> Block:
        where = f"in {'origins' if len(v.origins) > 1 else 'origin'} {listed([str(n) for n in v.origins], 8)}"
        number = f"with the number {v.number}" if v.number else ""
        name = {OWN: "Articles themselves", UNNAMED: "Somebody unnamed"}.get(v.name, v.name)
        return block(_BOX, self.theme, name, (_WORDS.get(v.stance, v.stance), self.theme.against),
                     (number, self.theme.ink), (where, self.theme.dim))  # fmt: skip

    def _centre(self) -> Block:
        when = " to ".join(dict.fromkeys(str(self.what[n]) for n in ("first", "last") if self.what[n] is not None))
        notes = [(when, self.theme.ink), (f"credence {float(str(self.what['credence'])):.2f}", self.theme.dim)]
        notes += [(f"relayed by {listed(self.relays, 4)}", self.theme.dim)] if self.relays else []
        return block(_BOX, self.theme, self.statement, *notes)

    def _state(self) -> str:
        disputed = "disputed" if self.what["contested"] else "denied by nobody"
        return (
            f"Who says so (left), who denies it (right): {disputed}, {count(len(self.origins), 'independent origin')}."
        )

    def _draw(
        self, page: Canvas, sides: Sequence[tuple[Sequence[Block], Sequence[_Voice]]], centre: Block, top: float,
        high: float,
    ) -> None:  # fmt: skip
        """The statement, and on either side of it its voices."""
        x, middle = WIDE / 2 - _BOX / 2, top + high / 2 - _GAP / 2
        centre.draw(page, x, middle - centre.high / 2, edge=self.theme.ink, thick=1.8)
        for n, (column, side) in enumerate(sides):
            at = MARGIN if n == 0 else WIDE - MARGIN - _BOX
            y = top + (high - sum(b.high + _GAP for b in column)) / 2
            colour = self.theme.of(1 if n == 0 else -1)
            words = "says so" if n == 0 else "denies it"
            words = words if column else f"nobody {words}"
            page.text(at + _BOX / 2, top - 16, words, SMALL + 1, bold=True, colour=colour, anchor="center")
            for box, voice in zip(column, side, strict=True):
                box.draw(page, at, y, edge=self.theme.of(_SAY.get(voice.stance, 0)))
                start = (at + (_BOX if n == 0 else 0), y + box.high / 2)
                goal = (x if n == 0 else x + _BOX, middle)
                page.line([start, goal], self.theme.of(_SAY.get(voice.stance, 0)), thickness(len(voice.origins)),
                          dashed=n == 1, ends="-|>")  # fmt: skip
                y += box.high + _GAP

    def _listing(self) -> list[tuple[str, list[Words]]]:
        """The origins, with what each says and what it tells against that, who is quoted there, and the copies."""
        by_origin = defaultdict[str, list[Evidence]](list)
        for e in sorted(self.evidence.values(), key=lambda e: (e.article != e.origin, e.date or "9", e.start, e.claim)):
            by_origin[e.origin].append(e)
        found = [(str(n), self._entry(by_origin[origin])) for origin, n in list(self.origins.items())[:SHOWN]]
        more = len(self.origins) - SHOWN
        note = Words([f"{count(more, 'more origin')} not shown"], SMALL, False, self.theme.dim)
        return [*found, ("", [note])] if more > 0 else found

    def _entry(self, found: Sequence[Evidence]) -> list[Words]:
        """An origin: where it was published; a sentence in which somebody says so, and one in which nobody does."""
        first, copies = found[0], {e.article for e in found if e.article != e.origin}
        place = ", ".join(filter(None, (first.title or first.source or first.article, first.publisher, first.date)))
        also = f" (and {count(len(copies), 'copy').replace('copys', 'copies')})" if copies else ""
        room = WIDE - 2 * MARGIN - 40
        entry = [Words(wrapped(place + also, room, SMALL + 0.5, True, 2), SMALL + 0.5, True, self.theme.ink)]
        for said in (True, False):
            these = [e for e in found if (e.claim in self.asserted) == said]
            if these:
                quote = wrapped(f"“{these[0].sentence}”", room, SMALL, most=3)
                entry.append(Words(quote, SMALL, False, self.theme.dim))
            if told := _told(these):
                entry.append(Words(wrapped(told, room, SMALL, most=2), SMALL, False, self.theme.ink))
        return entry

    def _draw_listing(self, page: Canvas, listing: Sequence[tuple[str, list[Words]]], y: float) -> None:
        page.line([(MARGIN, y - 14), (WIDE - MARGIN, y - 14)], self.theme.edge, 0.8)
        for number, entry in listing:
            page.text(MARGIN + 8, y + NAME * LINE / 2, number, NAME, bold=True, colour=self.theme.dim, anchor="center")
            for w in entry:
                page.text(MARGIN + 30, y + w.size * LINE / 2, w.lines, w.size, bold=w.bold, colour=w.colour)
                y += w.high
            y += 9

    def _keys(self) -> list[Key]:
        keys = [Key("says so", 1), Key("denies it", -1, dashed=True)]
        return [*keys, Key("one origin", 0, thickness(1)), Key("four origins", 0, thickness(4))]

    def _about(self) -> str:
        """The picture in words."""
        parts = (f"{v.name} {v.stance} it ({count(len(v.origins), 'origin')})" for v in self.voices)
        return f"{self.statement}: {'; '.join(parts)}."


def _told(found: Iterable[Evidence]) -> str:
    """Who is quoted there, with the word of saying, and who denies it."""
    parts: list[str] = []
    for e in found:
        layers = [f"{s.name or 'somebody unnamed'}{f' (“{s.cue}”)' if s.cue else ''}" for s in e.speakers]
        parts += [f"says {', as told by '.join(layers)}"] if layers else []
        parts += [f"denied by {', '.join(e.denied_by)}"] if e.denied_by else []
    return "; ".join(dict.fromkeys(parts))
