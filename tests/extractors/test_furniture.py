"""Page furniture: lines that are the page's, and lines that only look like it."""

import pytest

from extractors.draft import Draft
from extractors.furniture import hush_furniture
from extractors.language import parse
from kg.model import Article, Span


def quiet(text: str) -> list[str]:
    draft = hush_furniture(Draft(Article("a", text), next(parse([text]))))
    return [text[q.start : q.end] for q in draft.quiet]


@pytest.mark.parametrize(
    "line",
    [
        "LEAVE A REPLY",
        "Leave a comment",
        "Please enter your comment!",
        "Please enter your name here",
        "Share",
        "Share this article:",
        "Share on Facebook",
        "Tweet",
        "Print",
        "E-mail",
        "Comments (12)",
        "No comments",
        "Advertisement",
        "ADVERTISEMENT",
        "Read more",
        "Read next: Ten places to see",
        "Related articles",
        "Related stories:",
        "More from World",
        "Sign up for our newsletter",
        "Subscribe to our channel",
        "Follow us on Twitter",
        "Click here to watch",
        "Cancel reply",
        "All rights reserved.",
        "© 2016 The Daily Planet",
        "Most read",
        "Recommended for you",
        "Back to top",
        "Skip to main content",
        "Menu",
        "Getty Images",
        "Image source, Reuters",
        "File photo",
        "Tags: war, peace",
        "Your email address will not be published. Required fields are marked *",
    ],
)
def test_furniture_is_quiet(line: str) -> None:
    assert quiet(f"The army left.\n\n{line}\n\nThe town slept.") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The comments were made on Monday.",
        "Search parties left at dawn.",
        "Print workers went on strike in Lima.",
        "Home Secretary James Cleverly spoke.",
        "Menus were burned in the square.",
        "Share prices fell in Tokyo.",
        "Photos of the bombed school shocked Kenya.",
        "Telegram channels close to the army reported an attack.",
        "Video shows Israel attacking the port.",
        "Reply to the ultimatum, Iran told Iraq.",
        "",
        "Read.",
        "Egypt attacked Libya.",
    ],
)
def test_prose_is_heard(line: str) -> None:
    assert quiet(line) == []


def test_furniture_is_found_by_lines() -> None:
    assert quiet("Share\nTweet\nThe army left.\nShare") == ["Share", "Tweet", "Share"]


def test_what_touches_furniture_is_quiet() -> None:
    draft = hush_furniture(Draft(Article("a", "ab\nShare\ncd"), next(parse(["ab\nShare\ncd"]))))
    assert draft.quiet == [Span(3, 8)]
    assert draft.is_quiet(7, 9) and not draft.is_quiet(0, 3) and not draft.is_quiet(8, 10)
