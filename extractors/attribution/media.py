"""Through whom it was said: the outlet or platform that somebody spoke to ("told Interfax", "wrote on Telegram").

An outlet that reports by itself is no medium but a speaker of its own ("Interfax reported"); a listener who is
no outlet is none either ("told the council").
"""

from collections.abc import Iterator, Mapping
from functools import cache

from extractors.attribution.cues import Uses
from extractors.draft import Draft, Mention
from extractors.language import lemma_of
from extractors.tree import Tree
from kg import resources

_KINDS = ("last", "first", "noun", "platform", "occasion")
_CHANNELS = ("on", "via", "through", "to", "by")
_WITH = ("with", "to", "for", "on", "in", "by", "of")


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The words of each kind in `ontology/lexicon/media.tsv`."""
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for row in resources.table(resources.folder("ontology") / "lexicon" / "media.tsv", ("word", "kind")):
        if row["kind"] not in found:
            raise row.error(f"the kind {row['kind']!r} is unknown", f"one of {', '.join(_KINDS)}")
        found[row["kind"]].add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}


@cache
def _outlets() -> frozenset[str]:
    """The names of the outlets in the gazetteer."""
    path = resources.folder("ontology") / "gazetteer" / "media.tsv"
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset(name for cells in lines for cell in cells[1:2] + cells[4:5] for name in cell.split("|") if name)


def find_medium(draft: Draft, i: int, uses: Uses) -> int | None:
    """The entity through which the verb says what it says; None where the text names none, or only who listens."""
    tree = draft.tree
    return next((e for head, loose in _places(tree, i, uses) if (e := _outlet(draft, head, loose)) is not None), None)


def _places(tree: Tree, i: int, uses: Uses) -> Iterator[tuple[int, bool]]:
    """Nouns that may name the medium, and whether any organisation there is one ("an interview with …")."""
    for k in tree.kids[i]:
        if tree.deps[k] in ("dobj", "dative") and k > i and "addressee" in uses:
            yield k, False
        elif tree.deps[k] in ("prep", "dative") and (thing := tree.kid(k, "pobj")) is not None:
            if tree.words[k] in _CHANNELS:
                yield thing, False
            if lemma_of(tree.words[thing], tree.tags[thing]) in _words()["occasion"]:
                yield from ((head, True) for j in tree.kids[thing] for head in _had_with(tree, j))


def _had_with(tree: Tree, k: int) -> list[int]:
    return tree.of(k, "pobj") if tree.deps[k] == "prep" and tree.words[k] in _WITH else []


def is_outlet(draft: Draft, head: int) -> bool:
    """Whether a noun phrase names an outlet, to which somebody speaks as he would to anybody."""
    return _outlet(draft, head, False) is not None


def _outlet(draft: Draft, head: int, loose: bool) -> int | None:
    """The organisation that a noun phrase names, if that is an outlet: by its name, its kind or the gazetteer."""
    tree, words = draft.tree, _words()
    noun = tree.words[head] in words["noun"]
    for k in (head, *tree.of(head, "compound", "appos")):
        for m in draft.mentions_at(k):
            if m.kind != "name" or m.type != "Organisation" or not m.entities or _is_cut(draft, m):
                continue
            name = draft.text[m.start : m.end].removeprefix("the ").removeprefix("The ")
            known = {name, draft.entities[m.entities[0]].name, f"The {name}"}
            if loose or noun or not known.isdisjoint(_outlets() | words["platform"]) or _is_called_one(name):
                return m.entities[0]
    return None


def _is_called_one(name: str) -> bool:
    """Whether a name ends or begins as those of outlets do: "Kyiv Post", "Radio Svoboda"; "Press Club" does not."""
    begins = tuple(f"{words} " for words in sorted(_words()["first"]))
    return not _words()["last"].isdisjoint(name.split()[-1:]) or name.startswith(begins)


def _is_cut(draft: Draft, m: Mention) -> bool:
    """Whether the name goes on behind what was read of it: "Independent" in "Independent Diplomat"."""
    tree, after = draft.tree, draft.indices(m.start, m.end)[-1] + 1
    if after >= len(tree.words) or not tree.tags[after].startswith("NNP"):
        return False
    name = draft.text[tree.starts[after] : tree.ends[after]]
    return tree.heads[after - 1] == after and name not in _words()["last"]
