"""The article's own long forms of its short names: "Nick Saban" for "Saban", "artificial pancreas" for "AP"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.coreference.aliases import is_acronym, is_same_person, is_short_form, plain
from extractors.draft import Draft, Mention

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
        self._found: dict[tuple[str, bool], tuple[str, ...]] = {}

    def of(self, text: str, person: bool) -> tuple[str, ...]:
        """The longer names of the article for a name; `person`: whether it may be a person's."""
        if (text, person) not in self._found:
            self._found[text, person] = tuple(self._search(text, person))
        return self._found[text, person]

    def _search(self, text: str, person: bool) -> Iterable[str]:
        words = text.split()
        for long, (kind, full) in self._long.items():
            if len(full) > len(words) and _is_form(words, full, kind, person):
                yield long


def _is_form(words: list[str], full: list[str], kind: str, person: bool) -> bool:
    if kind == "Person":
        return person and is_same_person(words, full)
    return is_acronym(words, full) or (kind in _BODIES and is_short_form(words, full))


def _told(text: str) -> Iterator[tuple[str, str]]:
    """Short forms and their long ones, where the text says both: "artificial pancreas (AP)"."""
    for match in _SHORT_FORM.finditer(text):
        short = match.group(1)
        words = text[max(0, match.start() - 100) : match.start()].split()[-len(short) :]
        if "".join(w[0] for w in words).upper() == short:
            yield short, " ".join(words)
