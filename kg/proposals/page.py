"""What is proposed as a page on which a person decides, and saves what they decided: `review.html` beside this."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from kg.evidence import Evidence
from kg.ledger import OWN
from kg.proposals import quickstatements as qs
from kg.proposals.records import STATES, Party, Proposal, Thing
from kg.proposals.review import Decision, note, row
from kg.wikidata.properties import properties

_PAGE = Path(__file__).with_name("review.html")
_BODY = "{{proposals}}"
_ITEM = "https://www.wikidata.org/wiki/"


def page(proposals: Sequence[Proposal], decisions: Mapping[str, Decision]) -> str:
    """The page, which needs no other file and no network; with the decisions that there are."""
    parts = []
    for state, meaning in STATES.items():
        found = [_card(p, decisions.get(p.id)) for p in proposals if p.verdict.state == state]
        if found:
            head = f"<h2>{state} <small>{meaning} · {len(found):,}</small></h2>"
            parts.append(f"<section>{head}{''.join(found)}</section>")
    nothing = "<p>Wikidata lacks nothing that this graph could tell it.</p>"
    return _PAGE.read_text(encoding="utf-8").replace(_BODY, "\n".join(parts) or nothing)


def _card(p: Proposal, decision: Decision | None) -> str:
    cells = row(p, decision)
    dates = " ".join(f"{word} {cells[word]}" for word in ("since", "until", "at") if cells[word])
    when = f'<span class="when">{escape(dates)}</span>' if dates else ""
    property = f'<span class="property">{_property(p, decision)}</span>'
    standing = f'<span class="standing">{p.fact.standing}</span>'
    head = " ".join((_thing(p.item), property, _thing(p.value), when, standing))
    quotes = "".join(map(_quote, p.fact.evidence[: qs.REFERENCES]))
    count = f"{p.fact.origins:,} independent origin{'s' if p.fact.origins != 1 else ''}"
    figures = f'<p class="figures">{count} · confidence {p.fact.confidence:.2f}</p>'
    below = "".join(_told(p)) + figures + _buttons(str(cells["id"]), str(cells["decision"]))
    about = f'class="{p.fact.standing}" data-id="{cells["id"]}"'
    return f"<article {about}>\n<h3>{head}</h3>\n{quotes}{below}\n</article>\n"


def _told(p: Proposal) -> Iterator[str]:
    yield _line("says so", "say so", p.fact.said_by)
    yield _line("denies or doubts it", "deny or doubt it", p.fact.denied_by)
    if p.verdict.has:
        yield f"<p><b>Wikidata</b> {escape('; '.join(p.verdict.has))}</p>"
    hindrance = qs.hindrance(p, p.choices[0])
    for text in dict.fromkeys((note(p), f"No batch can write it: {hindrance}" if hindrance else "")):
        if text and text != p.verdict.by_hand:
            yield f'<p class="note">{escape(text)}</p>'


def _thing(end: Thing) -> str:
    return f'<a href="{_ITEM}{end.qid}" rel="noreferrer" target="_blank" title="{end.qid}">{escape(end.label)}</a>'


def _property(p: Proposal, decision: Decision | None) -> str:
    if len(p.choices) == 1:
        return f"{escape(properties()[p.choices[0]].label)} <small>{p.choices[0]}</small>"
    chosen = decision.property if decision else None
    options = "".join(_option(code, code == chosen) for code in p.choices)
    return f'<select aria-label="property"><option value="">choose …</option>{options}</select>'


def _option(code: str, selected: bool) -> str:
    label = f"{escape(properties()[code].label)} ({code})"
    return f'<option value="{code}"{" selected" if selected else ""}>{label}</option>'


def _line(one: str, many: str, parties: Sequence[Party]) -> str:
    names = ", ".join(escape("an article itself" if party.name == OWN else party.name) for party in parties)
    return f"<p><b>{names}</b> {one if len(parties) == 1 else many}</p>" if names else ""


def _quote(e: Evidence) -> str:
    source = escape(", ".join(part for part in (e.publisher, e.title, e.date) if part) or e.source or "")
    url = qs.address(e.url)
    link = f'<a href="{escape(url)}" rel="noreferrer" target="_blank">{source or escape(url)}</a>' if url else source
    return f"<blockquote>{escape(e.sentence)}<cite>{link}</cite></blockquote>"


def _buttons(key: str, chosen: str) -> str:
    made = (
        f'<label><input type="radio" name="{key}" value="{value}"{" checked" if value == chosen else ""}>{word}</label>'
        for value, word in (("yes", "accept"), ("no", "reject"), ("", "open"))
    )
    return f"<fieldset><legend>decision</legend>{''.join(made)}</fieldset>"
