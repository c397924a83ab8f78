"""Names: what is one, where it begins and ends, of which class it is; and what is none."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.draft import Draft, Mention
from extractors.encoder import encode_sentences
from extractors.heads import recognise_names
from extractors.language import parse
from extractors.names import find_names
from kg.model import Article, GivenMention, Span


def names(text: str, *mentions: GivenMention, quiet: tuple[Span, ...] = ()) -> Draft:
    doc = next(iter(parse([text])))
    return find_names(
        recognise_names(encode_sentences(Draft(Article("a", text, mentions=mentions), doc, quiet=list(quiet))))
    )


def found(text: str, *mentions: GivenMention) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.type, m.kind) for m in names(text, *mentions).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia said it would not yield.", ("Armenia", "State", "name")),
        ("The United States’ envoy left.", ("United States", "State", "name")),
        ("Azeri troops crossed the river.", ("Azeri", "State", "demonym")),
        ("Talks with pro-Russian groups failed.", ("Russian", "State", "demonym")),
        ("The government of Chad's neighbour resigned.", ("Chad", "State", "name")),
        ("On Monday President Ilham Aliyev spoke in parliament.", ("Ilham Aliyev", "Person", "name")),
        ("The Azeri Foreign Ministry denied it.", ("Azeri Foreign Ministry", "Government", "name")),
        ("The Sudanese Liberation Front took the village.", ("Sudanese Liberation Front", "ArmedGroup", "name")),
        ("She studied at the University of Helsinki for years.", ("University of Helsinki", "Organisation", "name")),
        ("The Turkish Labour Party won.", ("Turkish Labour Party", "Party", "name")),
        ("They reached Lake Victoria at dawn.", ("Lake Victoria", "Place", "name")),
    ],
)
def test_a_name_its_class_and_kind(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(text)


def test_nested_state_is_a_name_of_its_own_and_the_organ_knows_it() -> None:
    text = "The Azeri Foreign Ministry denied it."
    organ, state = names(text).mentions
    assert (text[organ.start : organ.end], organ.nation) == ("Azeri Foreign Ministry", "Q227")
    assert (text[state.start : state.end], state.kind) == ("Azeri", "demonym")
    assert (text.index("Ministry"), text.index("Azeri")) == tuple(
        next(iter(parse([text])))[m.head].idx for m in (organ, state)
    )


def test_an_airline_is_not_its_state() -> None:
    assert [t for t, _, _ in found("She flew with British Airways yesterday.")] == ["British Airways"]


@pytest.mark.parametrize(
    "text",
    [
        "we had turkey for dinner, and the chad was hanging",
        "She told us that it may rain; he was polish and so was the china.",
        "On Monday in May they met again, and on 12 June too.",
        "The brave stay, the others leave.",
        "The 2012 Summer Olympics were a success.",
        "Write to press@Iran or see example.com/Iraq for more.",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("person", ["Chad Smith", "Paris Hilton", "Michael Jordan", "Jordan Peterson"])
def test_a_person_named_like_a_place(person: str) -> None:
    text = f"Yesterday {person} played the drums for his friends."
    (mention,) = names(text).mentions
    assert (text[mention.start : mention.end], mention.candidates) == (person, ())


def test_a_last_name_alone_stays_the_person() -> None:
    text = "Yesterday Michael Jordan opened a school. Later Jordan thanked his friends."
    assert found(text) == [("Michael Jordan", "Person", "name"), ("Jordan", "Person", "name")]


def test_page_furniture_has_no_names() -> None:
    text = "Armenia agreed.\nShare on Turkey News\nGeorgia refused."
    start = text.index("Share")
    draft = names(text, quiet=(Span(start, text.index("\nGeorgia")),))
    assert [text[m.start : m.end] for m in draft.mentions] == ["Armenia", "Georgia"]


def test_a_headline_in_capitals() -> None:
    text = "RUSSIA AND UNITED STATES AGREE ON TRUCE\n\nThe two powers met. Nobody told us."
    assert [t for t, _, _ in found(text)] == ["RUSSIA", "UNITED STATES"]


def test_a_headline_in_title_case_is_not_one_name() -> None:
    text = "Russia Attacks Ukrainian Army Base Near Georgia Border After Turkey Talks Collapse"
    assert {"Russia", "Turkey"} <= {t for t, _, _ in found(text)}


def test_pronouns_in_capitals_are_no_states() -> None:
    assert found("JOIN US AND SEE WHO IS NEXT") == []


def test_an_article_before_a_name_is_part_of_it_only_with_a_capital_in_mid_sentence() -> None:
    text = "He told The Associated Press in The Hague. The Associated Press told the United Nations."
    expected = ["The Associated Press", "The Hague", "Associated Press", "United Nations"]
    assert [t for t, _, _ in found(text)] == expected


def test_what_the_gazetteer_knows_is_no_person() -> None:
    text = "They crossed Nagorno Karabakh. Later they left Karabakh for good."
    assert [(t, kind) for t, kind, _ in found(text)] == [("Nagorno Karabakh", "Region"), ("Karabakh", "Region")]


def test_an_organ_after_a_possessive_is_that_states() -> None:
    text = "Brazil's Foreign Ministry denied it."
    assert [(text[m.start : m.end], m.nation) for m in names(text).mentions] == [
        ("Brazil", None),
        ("Foreign Ministry", "Q155"),
    ]


def test_a_list_is_not_one_name() -> None:
    assert [t for t, _, _ in found("Armenia, Azerbaijan and Georgia signed.")] == ["Armenia", "Azerbaijan", "Georgia"]


def test_possessive_splits_owner_and_owned() -> None:
    assert [t for t, _, _ in found("Iraq's Sadr City was quiet.")] == ["Iraq", "Sadr City"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Osama bin Laden there.", "Osama bin Laden"),
        ("The al-Nusra Front left.", "al-Nusra Front"),
        ("The 4th Armoured Division left.", "4th Armoured Division"),
    ],
)
def test_a_part_of_a_name_is_no_second_one(text: str, expected: str) -> None:
    assert [t for t, _, _ in found(text)] == [expected]


def test_a_state_in_what_is_no_name_stays_one() -> None:
    assert found("They praised the US Constitution at length.") == [("US", "State", "name")]


@pytest.mark.parametrize(
    "text", ["Hurricane Florence hit the coast.", "USS Nevada sank.", "#Gaza and @Ukraine were tags."]
)
def test_storms_ships_and_tags_are_no_places(text: str) -> None:
    assert found(text) == []


def test_two_ministries_are_two() -> None:
    text = "The Ministry of Health and Brazil's Defence Ministry agreed."
    assert [t for t, _, _ in found(text)] == ["Ministry of Health", "Brazil", "Defence Ministry"]


def test_empty_texts() -> None:
    assert found("") == []
    assert found(" \n ") == []


def test_given_mentions_stay_as_they_are() -> None:
    text = "The United States and Iran met; he left the United States."
    article = (
        GivenMention(4, 16, "Place"),
        GivenMention(22, 26, None, "Q794"),
        GivenMention(32, 34),
        GivenMention(40, len(text) - 1, "Organisation"),
    )
    draft = names(text, *article)
    given_ = [m for m in draft.mentions if m.given]
    assert [(m.start, m.end) for m in given_] == [(g.start, g.end) for g in article]
    assert [m.type for m in given_][::3] == ["Place", "Organisation"]
    assert (given_[1].qid, given_[1].score, given_[1].type) == ("Q794", 1.0, "State")
    assert given_[2].kind == "pronoun"
    own = [text[m.start : m.end] for m in draft.mentions if not m.given]
    assert own == ["United States", "United States"]  # around the cut-off one, and inside the last


def test_a_given_phrase_is_what_the_name_in_it_is() -> None:
    text = "Yesterday Turkish President Petra Vandermolen, the Azeri Foreign Ministry and their guards met."
    spans = ("Turkish President Petra Vandermolen", "the Azeri Foreign Ministry", "their guards", "their")
    given_ = [GivenMention(text.index(s), text.index(s) + len(s)) for s in spans]
    mentions = {text[m.start : m.end]: m for m in names(text, *given_).mentions if m.given}
    assert [(mentions[s].type, mentions[s].kind) for s in spans[:2]] == [("Person", "name"), ("Government", "name")]
    assert [mentions[s].kind for s in spans[2:]] == ["nominal", "pronoun"]
    assert mentions[spans[1]].nation == "Q227"


@pytest.mark.parametrize("qid", ["Q794", "Q999999999"])
def test_a_given_item_is_kept_whether_known_or_not(qid: str) -> None:
    (mention,) = names("Tehran spoke.", GivenMention(0, 6, None, qid)).mentions
    assert mention.qid == qid
    assert [c.item.qid for c in mention.candidates] == [qid]


TEXT = "Turkey's Erdogan met the Azeri Foreign Ministry in Baku. RUSSIA AND IRAN SAID NO\n\nHe told us, though."
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda s: GivenMention(s[0], min(s[0] + s[1], len(TEXT)))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SPANS, max_size=5))
def test_any_given_spans_come_out_untouched(spans: list[GivenMention]) -> None:
    mentions = names(TEXT, *spans).mentions
    assert sorted((m.start, m.end) for m in mentions if m.given) == sorted((g.start, g.end) for g in spans)
    assert all(_compatible(m, g) for m in mentions if not m.given for g in spans)
    assert [(m.start, -m.end) for m in mentions] == sorted((m.start, -m.end) for m in mentions)


def _compatible(own: Mention, given_: GivenMention) -> bool:
    """Beside the given one, strictly inside it, or strictly around it."""
    if own.end <= given_.start or given_.end <= own.start:
        return True
    inside = given_.start <= own.start and own.end <= given_.end
    around = own.start <= given_.start and given_.end <= own.end
    return inside != around


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Iran", "the", "Azeri", "Army", "May", ",", "of", "Smith", "'s", "UN", "\n", "us"]),
        max_size=14,
    )
)
def test_own_names_nest_but_never_cross(words: list[str]) -> None:
    mentions = names(" ".join(words)).mentions
    assert all(a.end <= b.start or (b.end <= a.end and a.span != b.span) for a, b in pairwise(mentions))
    assert len({m.span for m in mentions}) == len(mentions)


def test_the_same_text_gives_the_same_names() -> None:
    first, second = (names(TEXT).mentions for _ in range(2))
    assert [(m.span, m.type, m.kind, m.candidates) for m in first] == [
        (m.span, m.type, m.kind, m.candidates) for m in second
    ]
