"""What the parser hangs wrongly around words of accusing and denying."""

import pytest

from extractors.attachments import mend_attachments
from extractors.draft import Draft
from extractors.language import parse
from extractors.tree import Tree
from kg.model import Article


def mended(text: str) -> Tree:
    return mend_attachments(Draft(Article("a", text), next(parse([text])))).tree


def above(tree: Tree, word: str) -> str:
    return tree.words[tree.heads[tree.words.index(word)]]


def test_allegations_that_somebody_has_rejected() -> None:
    tree = mended("Britain accuses Russia of bombing a hospital, allegations that Moscow has repeatedly rejected.")
    i = tree.words.index("rejected")
    assert (tree.deps[i], above(tree, "rejected")) == ("relcl", "allegations")
    assert tree.deps[tree.words.index("that")] == "dobj"


def test_a_claim_somebody_denied() -> None:
    tree = mended("Thailand's army said Cambodian troops fired first, a claim Phnom Penh denied.")
    assert above(tree, "denied") == "claim"
    assert above(tree, "fired") == "said"


def test_charges_it_has_denied() -> None:
    tree = mended("Kenya says Somalia is hiding and feeding the smugglers, charges it has denied.")
    i = tree.words.index("charges")
    assert (tree.tags[i], above(tree, "denied")) == ("NNS", "charges")


def test_who_accuses_hangs_on_the_accusation() -> None:
    tree = mended("Belarus has been accused of attacking Kovel by Ukraine.")
    assert above(tree, "by") == "accused"


@pytest.mark.parametrize(
    "text",
    [
        "Britain repeated allegations that Russia had bombed a hospital.",
        "Moscow rejected allegations that it had bombed a hospital.",
        "The court charges him with theft and denies bail.",
        "Belarus was accused of blocking the road by parking lorries on it.",
        "Thailand said Cambodia denied the claim.",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    tree, plain = mended(text), Tree(next(parse([text])))
    assert (tree.heads, tree.deps, tree.tags) == (plain.heads, plain.deps, plain.tags)


def test_a_word_that_begins_the_text_looks_at_none_before_it() -> None:
    tree = mended("With Peru they stood in solidarity")
    assert above(tree, "with") == "stood"
