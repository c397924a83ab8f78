"""Mention to Wikidata item: which of its candidates a name means here, and how sure that is; none when unsure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.draft import Draft, Mention
from extractors.linking.ages import in_its_time
from extractors.linking.candidates import candidates_of, is_generic
from extractors.linking.context import Context, Named, context_of, named
from extractors.linking.enclosing import without_towns
from extractors.linking.features import Features, Place, features
from extractors.linking.metonymy import Use, use_of
from extractors.linking.model import shares
from extractors.linking.organs import home_of, organs_of, spoken_of
from kg.model import MentionKind
from kg.wikidata.items import Candidate, Item
from kg.wikidata.knowledge import knowledge

_AT_HOME = 3
"""How many times as often as a state an article names another one whose organs it then means by their bare names."""
THRESHOLD = 0.5
"""Below this score a mention stays unlinked: of links kept at 0.5 more than half are right."""


def link_names(draft: Draft) -> Draft:
    """Order each mention's candidates, the best first, and decide its item; candidates are emptied when unsure."""
    if len(draft.doc):
        linker = Linker(draft)
        for n in linker.names:
            linker.decide(n)
    return draft


class Linker:
    """The names of a draft, the longer first, each decided in the light of those before it and of the whole article."""

    def __init__(self, draft: Draft, table: Mapping[str, float] | None = None) -> None:
        """`table` are the weights to decide by: those that are shipped, if none are given."""
        self.draft, self.known, self.table = draft, knowledge(), table
        found = [self._named(m) for m in draft.mentions if not m.qid]
        self.context: Context = context_of(draft, found, self.known)
        home = home_of(self.context.states)
        found = [n if n.candidates else replace(n, candidates=organs_of(n.text, home, self.known)) for n in found]
        self.names = sorted(found, key=lambda n: (-n.text.count(" "), n.mention.start, -n.mention.end))
        self._spoken = spoken_of(self.names)
        self._items: dict[str, Item | None] = {}
        """What each text was decided to mean, last."""
        self._small = frozenset(word for word in draft.tree.texts if word.islower())

    def _named(self, mention: Mention) -> Named:
        text = self.draft.text[mention.start : mention.end]
        return named(mention, text, candidates_of(mention, text, self.known))

    def decide(self, n: Named) -> None:
        """Choose the mention's item, or none."""
        candidates, options = self.weigh(n)
        scores = shares(options, self.table)
        ranked = sorted(range(len(candidates)), key=lambda i: (-scores[i], candidates[i].item.key))
        if not ranked or scores[ranked[0]] < THRESHOLD:
            self._items.setdefault(n.text, None)
            n.mention.candidates = ()
            return
        best = candidates[ranked[0]]
        self._items[n.text] = best.item
        self._settle(n.mention, best, scores[ranked[0]])
        n.mention.candidates = tuple(candidates[i] for i in ranked)

    def _settle(self, mention: Mention, best: Candidate, score: float) -> None:
        mention.qid = best.item.qid
        mention.score = round(score, 4) if mention.qid else 0.0
        if not mention.given:
            mention.type = best.item.type
            mention.kind = _kind(best)

    def weigh(self, n: Named) -> tuple[Sequence[Candidate], list[Features]]:
        """The candidates that the name's use leaves, those of its long form among them, with their features."""
        if n.mention.kind in ("pronoun", "nominal"):
            return (), []
        use = self._use(n)
        told = self.context.forms.told.get(n.text)
        long = [t for t in self._long_forms(n, use) if not self._is_open(t)] if told is None else [told]
        in_full = {item.key: item for text in long if (item := self._meant_by(text))}
        candidates = [c for c in self._by_use(n, use) if not self._is_of_others(n, c)] if told is None else []
        place = self._place(n, use)
        if place.within and not any(m.text == n.text and not self.context.commas.of(m.mention)[1] for m in self.names):
            candidates = list(without_towns(self.draft.text, n.mention.start, n.mention.end, candidates))
        had = {c.item.key for c in candidates}
        candidates += [Candidate(item, "short") for key, item in in_full.items() if key not in had]
        if not candidates:
            return (), []
        keys = in_full.keys() if in_full or not long else {""}
        left = replace(n, candidates=tuple(candidates))
        return candidates, [features(c, left, place, self.context, keys) for c in candidates]

    def _use(self, n: Named) -> Use:
        if n.mention.start in self.context.datelines:
            return "ground"
        head = n.mention.head
        use = use_of(self.draft.doc[head]) if n.candidates else "open"
        # "led Alabama", "Liverpool's striker": of a club one speaks so as well
        is_club = use == "ground" and self.draft.tree.deps[head] != "pobj" and self.context.games.at(head)
        return "open" if is_club else use

    def _place(self, n: Named, use: Use) -> Place:
        m = n.mention
        common = n.text.lower() in self._small
        around, within = self.context.commas.of(m)
        told = None if m.candidates else m.type
        return Place(use, self.context.ages.at(m.head), common, told, around, within, self.context.games.at(m.head))

    def _long_forms(self, n: Named, use: Use) -> Sequence[str]:
        """The article's longer names of which this one may be short.

        A place that the gazetteer knows is no short form of a body: "Tehran" is not the University of Tehran.
        """
        if any(c.kind in ("demonym", "people") for c in n.candidates[:1]):
            return ()
        person = n.mention.type == "Person" or use != "ground"
        return self.context.forms.of(n.text, person=person, body=not any(map(self._is_known_ground, n.candidates)))

    def _is_of_others(self, n: Named, candidate: Candidate) -> bool:
        """Whether the state before an organ's name is not its own: "Venezuela's Congress" is not that of America."""
        country = candidate.item.country
        if country is None or n.mention.given or candidate.item.type not in ("Government", "Party"):
            return False
        if candidate.item.type == "Party" or self._is_elsewhere(n, country):
            return self._is_elsewhere(n, country)
        tree = self.draft.tree
        owners = [m for k in tree.of(n.mention.head, "poss", "amod", "compound") for m in self.draft.mentions_at(k)[:1]]
        before = (
            c
            for m in owners
            if m.end <= n.mention.start
            for c in self.known.lookup(self.draft.text[m.start : m.end])[:1]
        )
        return any(c.item.type == "State" and c.item.qid != country for c in before)

    def _is_elsewhere(self, n: Named, country: str) -> bool:
        """Whether the article is on another state: "Congress" in one on Argentina is not that of America."""
        states = self.context.states
        most, own = max(states.values(), default=0), states[country]
        if not is_generic(n.text):
            return False
        if most >= _AT_HOME * max(own, 1):  # one thing of the state is the organ itself
            return True
        if own <= 1 and self._spoken[country] == 0 and max(self._spoken.values(), default=0) >= _AT_HOME:
            return True  # of the organ's own state the article does not speak at all
        home = home_of(states)
        return home not in (None, country) and self._are_alone_with(n, home, country)

    def _are_alone_with(self, n: Named, home: str | None, country: str) -> bool:
        """Whether the sentence of an organ names the state that the article is about, and not the organ's own."""
        tree, text = self.draft.tree, self.draft.text
        first, last = tree.sentence(n.mention.head)
        inside = (m for m in self.draft.mentions if first <= m.head < last and m is not n.mention)
        found = [self.known.lookup(text[m.start : m.end])[:1] for m in inside if m.kind != "pronoun"]
        states = {c.item.qid if c.item.type == "State" else c.item.country for top in found for c in top}
        return home in states and country not in states

    def _is_known_ground(self, candidate: Candidate) -> bool:
        return candidate.item.type in ("State", "City", "Region") and self.known.is_core(candidate.item)

    def _is_open(self, long: str) -> bool:
        """Whether it was left undecided what a longer name means, though it has bearers: then it tells nothing."""
        return self._items.get(long) is None and bool(self.known.lookup(long))

    def _meant_by(self, long: str) -> Item | None:
        """What a longer name was decided to mean; one that only brackets explain means the likeliest of its bearers."""
        if long not in self._items:
            known = self.known.lookup(long)
            self._items[long] = known[0].item if known else None
        return self._items[long]

    def _by_use(self, n: Named, use: Use) -> Sequence[Candidate]:
        """The candidates that the name's use in the sentence leaves: a capital is its state only where it acts."""
        metonyms = [c for c in n.candidates if c.kind == "metonym"]
        if not metonyms:
            return n.candidates
        others = [c for c in n.candidates if c.kind != "metonym"]
        if use == "party" or (use == "open" and not others):
            return self._of_their_time(metonyms, n.mention)
        if not others and not n.mention.given:
            n.mention.type = "City"
        return others

    def _of_their_time(self, metonyms: list[Candidate], mention: Mention) -> list[Candidate]:
        """The states that ruled from there in the year of which the sentence speaks, else those of today."""
        year = self.context.ages.at(mention.head)
        if year is None:
            return [c for c in metonyms if c.item.until is None] or metonyms
        then = [c for c in metonyms if in_its_time(c, year) and c.item.until is not None and c.item.until > year]
        return then or [c for c in metonyms if c.item.until is None] or metonyms


def _kind(best: Candidate) -> MentionKind:
    if best.kind in ("demonym", "people"):
        return "demonym"
    return "metonym" if best.kind == "metonym" else "name"
