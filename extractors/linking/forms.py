"""The article's own long forms of its short names: "Anton Belik" for "Belik", "air pump" for "AP"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.coreference.aliases import is_acronym, is_same_person, is_short_form, plain
from extractors.draft import Draft, Mention
from extractors.names.words import name_words

_SHORT_FORM = re.compile(r"\(([A-Z]{2,8})\)")
_BODIES = frozenset(("Organisation", "Government", "Alliance", "ArmedGroup", "Party"))


class LongForms:
    """Short names to the longer ones of which they are forms, as texts without article and possessive.

    `told` are the short forms that the text makes itself, in brackets, whether or not their long forms are names.
    """

    def __init__(self, draft: Draft, mentions: Sequence[Mention]) -> None:
        self.told = dict(_told(draft.text))
        self._long: dict[str, tuple[str, list[str]]] = {}
        for m in mentions:
            text = plain(draft.text[m.start : m.end])
            if " " in text and m.kind == "name":
                self._long.setdefault(text, (m.type, text.split()))
        self._found: dict[tuple[str, bool, bool], tuple[str, ...]] = {}

    def of(self, text: str, person: bool, body: bool) -> tuple[str, ...]:
        """The longer names of the article for a name; `person`, `body`: whether it may be a person's, or a body's."""
        key = (text, person, body)
        if key not in self._found:
            self._found[key] = tuple(self._search(text.split(), person, body))
        return self._found[key]

    def _search(self, words: list[str], person: bool, body: bool) -> Iterable[str]:
        for long, (kind, full) in self._long.items():
            if len(full) > len(words) and (
                (is_same_person(words, full) and person) if kind == "Person" else _is_body(words, full, kind, body)
            ):
                yield long


def _is_body(words: list[str], full: list[str], kind: str, body: bool) -> bool:
    """Whether the words are an acronym of the longer name, or its end or beginning: "the Navy", "Home Office"."""
    if is_acronym(words, full):
        return True
    if not body or kind not in _BODIES:
        return False
    kind_alone = words == full[-1:] and words[0] in name_words().heads
    return kind_alone or is_short_form(words, full)


def _told(text: str) -> Iterator[tuple[str, str]]:
    """Short forms and their long ones, where the text says both: "air pump (AP)"."""
    for match in _SHORT_FORM.finditer(text):
        short = match.group(1)
        words = text[max(0, match.start() - 100) : match.start()].split()[-len(short) :]
        if "".join(w[0] for w in words).upper() == short:
            yield short, " ".join(words)
