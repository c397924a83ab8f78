"""By what titles the persons of a text are introduced, and what those titles bring with them."""

from extractors.discourse import Discourse
from extractors.draft import Mention
from extractors.roles import Match, Role, roles

_FORMER = ("former", "ex", "late", "-")


class Titles:
    """The persons of a text by title, as they are met."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.draft, self.tree = discourse.draft, discourse.tree
        self.implied: tuple[Role, int] | None = None
        """A ministry that its minister brought into the text, with its state, until another is named."""
        self._serves: dict[int, int] = {}
        self._persons: dict[str, list[int]] = {}
        self._by_last = {m.last: m for m in roles().find(self.tree.words)}

    def note(self, person: Mention, first: int) -> None:
        """Look for a title before the person's name, which begins at the token: "Defence Minister Sergei Shoigu"."""
        title = self._by_last.get(first)
        if title is None or title.role.cls not in ("office", "person"):
            return
        if title.first > 0 and self.tree.words[title.first - 1] in _FORMER:
            return
        self.remember(title.role, person.entities)
        self._serve(person, title)

    def remember(self, role: Role, persons: list[int]) -> None:
        """The persons bear the title."""
        for noun in dict.fromkeys((role.noun, role.noun.split()[-1])):
            self._persons.setdefault(noun, []).extend(persons)

    def bearers(self, role: Role) -> list[int]:
        """The persons who have been introduced by the title, the last of them last."""
        return self._persons.get(role.noun, [])

    def state_of(self, person: int) -> int | None:
        """The state that the person was said to serve, as an entity."""
        return self._serves.get(person)

    def _serve(self, person: Mention, title: Match) -> None:
        before = self.discourse.by_head.get(title.first - 1, ()) if title.first else ()
        state = next((e for o in before for e in o.entities if self.draft.entities[e].type == "State"), None)
        if state is None:
            return
        for e in person.entities:
            self._serves[e] = state
        body = roles().by_noun.get(title.role.noun.replace("minister", "ministry"))
        if body is not None and body.cls == "body":
            self.implied = (body, state)
