"""Saved web pages: the article and what the page states of it, and nothing guessed."""

import pytest

from kg.errors import InputError
from kg.page import page

STORY = (
    "The mayor of Arica said on Tuesday that the port would stay closed until the strike was over, and that talks "
    "with the dockers had failed twice. She called on the government in Santiago to send a mediator."
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Port closed | The Courier</title>
<meta property="article:published_time" content="2016-04-05T10:30:00Z">
<meta property="og:site_name" content="The Courier">
<link rel="canonical" href="https://courier.example/port"></head><body><nav><ul><li>Home<li>Sport</ul></nav>
<article><h1>Port closed</h1><p>{STORY}</p><p>{STORY.replace("Tuesday", "Friday")}</p></article>
<footer>© 2011 The Courier. Leave a reply</footer></body></html>"""


def test_an_article_is_cleaned_and_dated() -> None:
    fields, text = page(PAGE.encode(), "a.html")
    assert fields == {
        "title": "Port closed", "date": "2016-04-05", "publisher": "The Courier", "url": "https://courier.example/port",
    }  # fmt: skip
    assert STORY in text and "Leave a reply" not in text and "Sport" not in text


def test_a_page_without_a_date_is_not_given_one() -> None:
    undated = PAGE.replace('<meta property="article:published_time" content="2016-04-05T10:30:00Z">', "")
    assert page(undated.encode(), "a.html")[0]["date"] is None


def test_a_page_cut_short_is_still_read() -> None:
    _, text = page(PAGE[: PAGE.index("Friday") - 9].encode(), "a.html")
    assert STORY in text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "koi8-r"])
def test_encodings(encoding: str) -> None:
    word = "Владивосток" if encoding == "koi8-r" else "São Tomé"
    html = PAGE.replace("Arica", word).replace('charset="utf-8"', f'charset="{encoding}"')
    assert word in page(html.encode(encoding), "a.html")[1]


def test_an_unknown_declared_encoding_is_read_as_browsers_do() -> None:
    html = PAGE.replace("Arica", "São Tomé").replace('charset="utf-8"', 'charset="klingon"')
    assert "São Tomé" in page(html.encode("cp1252"), "a.html")[1]


@pytest.mark.parametrize("html", ["<html><body></body></html>", "no tags at all", "<<<<>>>>", "<p>" * 5000])
def test_what_holds_no_article(html: str) -> None:
    with pytest.raises(InputError, match=r"a\.html: no article found in the page"):
        page(html.encode(), "a.html")
