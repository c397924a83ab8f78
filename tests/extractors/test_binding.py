"""What a sentence's structure forbids a pronoun to mean, and what it suggests."""

import pytest

from extractors.coreference.binding import agents, announced, is_bound, is_joined, owner_heads
from extractors.language import parse
from extractors.tree import Tree
from tests.extractors.conftest import Meant


def tree_of(text: str) -> tuple[Tree, dict[str, int]]:
    """The tree of a text and its tokens by word, in small letters."""
    tree = Tree(next(parse([text])))
    return tree, {word: i for i, word in enumerate(tree.words)}


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Kenya attacked it.", "it", ["kenya"]),
        ("Serbia and Chad do not recognise it.", "it", ["serbia", "chad"]),
        ("Kenya accused Somalia of shelling it.", "it", ["somalia"]),
        ("Mali urged Niger to withdraw its troops.", "its", ["niger"]),
        ("Ghana sent men to guard its embassy.", "its", ["ghana"]),
    ],
)
def test_the_understood_subject(text: str, word: str, names: list[str]) -> None:
    tree, at = tree_of(text)
    assert [tree.words[i] for i in agents(tree, at[word])] == names


def test_an_object_is_free_in_its_clause() -> None:
    tree, at = tree_of("Serbia, Russia and China do not recognise it.")
    assert all(is_bound(tree, [at[name]], at["it"]) for name in ("serbia", "russia", "china"))


def test_what_completes_a_noun_may_be_the_subject_s() -> None:
    tree, at = tree_of("France denied the claims against it.")
    assert not is_bound(tree, [at["france"]], at["it"])


def test_a_list_is_taken_up_as_one() -> None:
    tree, at = tree_of("Chad and Mali met Niger.")
    assert is_joined(tree, [at["chad"]], at["niger"])
    assert is_joined(tree, [at["mali"]], at["niger"])
    assert not is_joined(tree, [at["niger"]], at["met"])


def test_whoever_is_thanked_owns_what_for() -> None:
    tree, at = tree_of("Ghana thanked Poland for its help.")
    assert owner_heads(tree, at["its"]) == [at["poland"]]


def test_only_a_phrase_in_front_announces() -> None:
    tree, at = tree_of("Since its independence, Eritrea has been poor.")
    assert announced(tree, at["its"]) == [at["eritrea"]]
    tree, at = tree_of("Eritrea has been poor since its independence.")
    assert announced(tree, at["its"]) == []


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Kosovo is small. Serbia, Russia and China do not recognise it.", "it", ["Kosovo"]),
        ("Ukraine met Poland. Ukraine thanked Poland for its help.", "its", ["Poland"]),
        ("Since its independence from Ethiopia, Eritrea has been ruled by one man.", "its", ["Eritrea"]),
        ("The United States and Japan imposed sanctions on Russia after it annexed Crimea.", "it", ["Russia"]),
        ("Chad fights Libya. Turkey, which backs Libya with drones, said it would go on.", "it", ["Turkey"]),
        ("Mali said Niger had bombed its embassy.", "its", ["Mali"]),
        ("NATO sent men to Kosovo to reinforce its force.", "its", ["NATO"]),
        (
            "Armenia is at war. The Armenian Defence Ministry said no shells had been fired from its territory.",
            "its",
            ["Armenia"],
        ),
        ("Germany accused Iran, and Iran denied it.", "it", []),
        ("Sudan said there was no proof of it.", "it", []),
        ("Eritrea signed a treaty. Sudan praised it.", "it", []),
        ("Russia brokered a truce, but each side accused the other of violating it.", "it", []),
    ],
)
def test_whom_the_pronoun_means(meant: Meant, text: str, word: str, names: list[str]) -> None:
    assert meant(text, word, _nth(text, word)) == names


def _nth(text: str, word: str) -> int:
    """Which occurrence of the letters is the word itself."""
    tree = Tree(next(parse([text])))
    start = tree.starts[len(tree.words) - 1 - tree.words[::-1].index(word)]
    return sum(text.startswith(word, i) for i in range(start))
