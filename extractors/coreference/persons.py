"""Whether "he" or "she" may mean a person: by title, by given name, by the words the text itself uses."""

from functools import cache

from extractors.draft import Entity
from extractors.phrases import word_set
from extractors.tree import Tree
from kg.resources import folder, table

_MALE = word_set(
    "mr mr. sir lord king prince father brother son husband uncle boy man spokesman chairman businessman "
    "congressman emir sultan sheikh sheik duke count baron grandfather nephew policeman sheriff "
    "archbishop bishop pope imam gentleman"
)
_FEMALE = word_set(
    "mrs mrs. ms ms. miss lady queen princess mother sister daughter wife aunt girl woman spokeswoman chairwoman "
    "businesswoman congresswoman duchess countess baroness grandmother niece policewoman actress dame madam"
)
_BEFORE = 3


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


def gender_of_words(words: list[str]) -> str | None:
    """What the words in front of a name, or a noun, tell; None where they tell nothing."""
    return "m" if not _MALE.isdisjoint(words) else "f" if not _FEMALE.isdisjoint(words) else None


class Genders:
    """What is known of the gender of the persons of a text."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: dict[int, str] = {}

    def note(self, index: int, entity: Entity, first: int) -> None:
        """Look at the words before a mention of the person, and at the given name."""
        if index in self._known:
            return
        told = gender_of_words(self.tree.words[max(0, first - _BEFORE) : first])
        told = told or given_names().get(entity.name.split()[0] if entity.name else "")
        if told:
            self._known[index] = told

    def learn(self, index: int, gender: str) -> None:
        """A pronoun was read of the person: what nothing else has told, it tells from now on."""
        self._known.setdefault(index, gender)

    def allows(self, index: int, gender: str) -> float:
        """How well a pronoun of the gender fits the person: 0, or 1, or less where the gender is not known."""
        known = self._known.get(index)
        return 0.5 if known is None else float(known == gender)
