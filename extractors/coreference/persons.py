"""Whether "he" or "she" may mean a person: by title, apposition or given name, and by what the text itself says."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from extractors.draft import Draft, Mention
from extractors.phrases import word_set
from extractors.tree import Tree
from kg.resources import folder, table

_MALE = word_set(
    "mr mr. sir lord king prince father brother son husband uncle boy man spokesman chairman businessman "
    "congressman emir sultan sheikh sheik duke count baron grandfather nephew policeman sheriff "
    "archbishop bishop pope imam gentleman dad grandson stepfather stepson boyfriend widower schoolboy "
    "ayatollah caliph tsar monk clergyman gunman salesman fisherman serviceman monsieur señor herr guy bridegroom"
)
_FEMALE = word_set(
    "mrs mrs. ms ms. miss lady queen princess mother sister daughter wife aunt girl woman spokeswoman chairwoman "
    "businesswoman congresswoman duchess countess baroness grandmother niece policewoman actress dame madam mum mom "
    "granddaughter stepmother stepdaughter girlfriend widow schoolgirl nun heroine empress housewife mademoiselle "
    "mlle mme madame señora frau waitress servicewoman bride"
)
_BEFORE = 4
_NAMING = ("NN", "NNP", "NNPS", "JJ", "NNS", "-LRB-", "HYPH", ".")
"""Tags of what may stand between a title and the name: "Prime Minister Mrs. Gandhi"."""
_GUESSED, _UNKNOWN = 0.8, 0.5
"""How well a pronoun fits a person whose one name is a given name of the gender; or of whom nothing is known."""


@cache
def given_names() -> dict[str, str]:
    """Given names with "m" or "f". Raises DataError with file and line for another gender or a name listed twice."""
    found: dict[str, str] = {}
    for row in table(folder("ontology") / "lexicon" / "given_names.tsv", ("name", "gender")):
        if row["gender"] not in ("m", "f"):
            raise row.error(f"the gender {row['gender']!r} is neither m nor f")
        if row["name"] in found:
            raise row.error(f"the name {row['name']!r} stands in the table twice")
        found[row["name"]] = row["gender"]
    return found


def gender_of(word: str) -> str | None:
    """The gender that a title or a noun in small letters tells; None for "president", "teacher"."""
    return "m" if word in _MALE else "f" if word in _FEMALE else None


class Genders:
    """What is known of the gender of the persons of a text, whose names are grouped already."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.tree = draft, draft.tree
        self._known: dict[int, str] = {}
        self._guessed: dict[int, str] = {}
        for index, entity in enumerate(draft.entities):
            if entity.type == "Person":
                self._survey(index, [m for m in entity.mentions if m.kind == "name"])

    def learn(self, index: int, gender: str) -> None:
        """A pronoun was read of the person: what nothing else has told, it tells from now on."""
        self._known.setdefault(index, gender)

    def allows(self, index: int, gender: str) -> float:
        """How well a pronoun of the gender fits the person: 0, or 1, or less where the gender is not known."""
        if index in self._known:
            return float(self._known[index] == gender)
        guessed = self._guessed.get(index)
        return _UNKNOWN if guessed is None else _GUESSED * (guessed == gender)

    def _survey(self, index: int, names: list[Mention]) -> None:
        """Each name has a voice, by the words beside it or its own first word; most of them decide."""
        voices: Counter[str] = Counter()
        for m in names:
            words = self.draft.text[m.start : m.end].split()
            full = given_names().get(words[0]) if len(words) > 1 else None
            voices.update({told for told in (next(self._told(m), None), full) if told})
        found = _majority(voices)
        if found:
            self._known[index] = found
            return
        guessed = given_names().get(self.draft.entities[index].name.partition(" ")[0])
        if guessed:
            self._guessed[index] = guessed

    def _told(self, m: Mention) -> Iterator[str]:
        """What titles before or in the name, appositions and predicates say."""
        first = self.draft.indices(m.start, m.end).start
        words = [self.tree.words[i] for i in _titles(self.tree, first)]
        described = [self.tree.lemmas[i] for i in descriptions(self.tree, m.head)]
        for word in (self.tree.words[first], *words, *described):
            gender = gender_of(word)
            if gender:
                yield gender


def _majority(voices: Counter[str]) -> str | None:
    if voices["m"] == voices["f"]:
        return None
    return "m" if voices["m"] > voices["f"] else "f"


def _titles(tree: Tree, first: int) -> Iterator[int]:
    """The words before a name that may be its title, the nearest first: up to "of" in "the son of Mary"."""
    for i in range(first - 1, max(first - 1 - _BEFORE, -1), -1):
        if tree.tags[i] not in _NAMING:
            return
        yield i


def descriptions(tree: Tree, head: int) -> list[int]:
    """The nouns in apposition to a name, or said of it: "Ana Ruiz, a teacher", "the teacher, Ana Ruiz", "… is a"."""
    found = tree.of(head, "appos")
    if tree.deps[head] == "appos":
        found.append(tree.heads[head])
    if tree.deps[head] == "nsubj" and tree.lemmas[tree.heads[head]] == "be" and not tree.of(tree.heads[head], "neg"):
        found.extend(tree.of(tree.heads[head], "attr"))
    return [i for i in found if tree.tags[i] == "NN"]
