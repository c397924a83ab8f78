"""What Wikidata has of a fact."""

from typing import Any

import pytest

from kg.proposals import Thing
from kg.wikidata.statements import Statement
from tests.kg.proposals.conftest import ARMENIA, GYUMRI, MINISTER, UNION, fact, proposed

MEMBER = ("Q399", "P463", "Q4354234")


@pytest.mark.parametrize(
    ("ours", "theirs", "state"),
    [
        ({}, {}, "there"),
        ({"since": "2015"}, {}, "refined"),
        ({"since": "2015-01-02"}, {"since": "2015"}, "refined"),
        ({"since": "2015"}, {"since": "2015-01-02"}, "there"),
        ({"since": "2014"}, {"since": "2015"}, "contradicting"),
        ({"until": "2020"}, {"since": "2015"}, "refined"),
        ({"until": "2014"}, {"since": "2015"}, "contradicting"),
        ({"at": "2016"}, {}, "refined"),
        ({"at": "2016"}, {"since": "2015"}, "there"),
        ({"at": "2014"}, {"since": "2015"}, "contradicting"),
        ({"at": "2016"}, {"until": "2014", "ended": True}, "contradicting"),
        ({}, {"until": "2014", "ended": True}, "contradicting"),
        ({}, {"until": "2017", "ended": True}, "there"),
        ({}, {"ended": True}, "contradicting"),
        ({}, {"rank": "deprecated"}, "contradicting"),
        ({}, {"rank": "preferred"}, "there"),
    ],
)
def test_the_same_statement_and_its_dates(ours: dict[str, Any], theirs: dict[str, Any], state: str) -> None:
    assert proposed(fact(**ours), Statement(*MEMBER, **theirs)).verdict.state == state


def test_of_several_statements_the_one_that_fits_counts() -> None:
    first, second = Statement(*MEMBER, since="1995", until="1999", ended=True), Statement(*MEMBER, since="2015")
    assert proposed(fact(at="2016"), first, second).verdict.state == "there"


def test_a_date_beside_a_vaguer_one_is_mended_by_hand() -> None:
    verdict = proposed(fact(since="2015-01-02"), Statement(*MEMBER, since="2015")).verdict
    assert verdict.state == "refined" and "less precise date" in verdict.by_hand
    assert verdict.has == ("member of: Eurasian Union (Q4354234) (since 2015)",)


def test_what_the_source_lacks_is_new_only_where_it_would_have_it() -> None:
    assert proposed(fact()).verdict.state == "new"
    assert proposed(fact(), covered="P39").verdict.state == "unchecked"
    other = Statement("Q399", "P463", "Q1065")
    assert proposed(fact(), other, covered="").verdict.state == "new", "it tells of other memberships"


def test_unknown_and_no_value() -> None:
    unknown = proposed(fact(), Statement("Q399", "P463", None, "unknown")).verdict
    assert (unknown.state, unknown.has) == ("refined", ("member of: unknown value",))
    none = proposed(fact(), Statement("Q399", "P463", None, "none")).verdict
    assert (none.state, none.note) == ("contradicting", "Wikidata says that there is none")


def test_inverse_properties_say_the_same() -> None:
    capital = fact(GYUMRI, "capitalOf", ARMENIA)
    made = proposed(capital, Statement("Q2844", "P1376", "Q399"), covered="P36 P1376")
    assert (made.verdict.state, made.item, made.choices) == ("there", ARMENIA, ("P36",))
    otherwise = proposed(capital, Statement("Q399", "P36", "Q1953"), covered="P36 P1376").verdict
    assert otherwise.state == "contradicting" and otherwise.has[0].startswith("capital: Yerevan (Q1953)")


def test_a_single_value_of_another_time_is_no_contradiction() -> None:
    led = fact(MINISTER, "leads", ARMENIA, since="2018", words=("prime minister",))
    before = Statement("Q399", "P6", "Q1", since="2014", until="2018-04", ended=True)
    assert proposed(led, before, covered="P6 P35").verdict.state == "contradicting", "2018 overlaps with April"
    later = fact(MINISTER, "leads", ARMENIA, since="2019", words=("premier",))
    assert proposed(later, before, covered="P6 P35").verdict.state == "new"
    assert proposed(fact(MINISTER, "leads", ARMENIA), before, covered="P6 P35").verdict.state == "new", "maybe P35"
    both = (Statement("Q399", "P6", "Q1"), Statement("Q399", "P6", "Q2"))
    assert proposed(led, *both, covered="P6").verdict.state == "new", "Wikidata itself has two"


def test_what_lies_in_a_part_lies_in_the_whole() -> None:
    district, province = Statement("Q2844", "P131", "Q10"), Statement("Q10", "P131", "Q11")
    verdict = proposed(fact(GYUMRI, "locatedIn", ARMENIA), district, province, Statement("Q11", "P17", "Q399")).verdict
    assert verdict.state == "there" and verdict.note == "by way of Q10 → Q11 → Armenia (Q399)"
    round_and_round = (Statement("Q10", "P131", "Q11"), Statement("Q11", "P131", "Q10"))
    assert proposed(fact(GYUMRI, "locatedIn", ARMENIA), district, *round_and_round).verdict.state == "unchecked"


def test_who_is_a_member_of_a_part_is_one_of_the_whole() -> None:
    organ, whole = Statement("Q399", "P463", "Q20"), Statement("Q20", "P361", "Q4354234")
    assert proposed(fact(), organ, whole).verdict.note == "by way of Norway (Q20) → Eurasian Union (Q4354234)"
    past = Statement("Q20", "P361", "Q4354234", ended=True)
    assert proposed(fact(), organ, past).verdict.state == "new"


@pytest.mark.parametrize(
    ("predicate", "subject", "object", "choices"),
    [
        ("memberOf", "State", "Alliance", ("P463",)), ("memberOf", "Person", "Party", ("P102",)),
        ("leads", "Person", "State", ("P35", "P6")), ("leads", "Person", "Party", ("P488", "P169", "P1037")),
        ("participatedIn", "Person", "Conflict", ("P607",)), ("participatedIn", "State", "Conflict", ("P710",)),
        ("locatedIn", "City", "State", ("P17",)), ("locatedIn", "City", "Region", ("P131",)),
        ("locatedIn", "ArmedGroup", "State", None), ("recognises", "State", "State", None),
        ("holdsOffice", "Person", "Office", ("P39",)), ("borders", "State", "State", ("P47",)),
        ("ownedBy", "Organisation", "State", ("P127",)), ("foundedBy", "Party", "Person", ("P112",)),
    ],
)  # fmt: skip
def test_which_property_is_proposed(predicate: str, subject: str, object: str, choices: tuple[str, ...] | None) -> None:
    from kg.proposals import mapping

    found = mapping.choices(predicate, Thing("Q1", "a", subject), Thing("Q2", "b", object))
    assert (found and found[0]) == choices


def test_the_words_of_an_article_decide_between_properties() -> None:
    made = proposed(fact(MINISTER, "leads", ARMENIA, words=("prime minister",)))
    assert (made.prop, made.item, made.value) == ("P6", ARMENIA, MINISTER)
    assert proposed(fact(MINISTER, "leads", ARMENIA, words=("leader",))).prop is None


def test_borders_are_seen_from_either_side() -> None:
    union = Thing(UNION.qid, "a", "State")
    assert proposed(fact(ARMENIA, "borders", union), Statement(union.qid, "P47", "Q399")).verdict.state == "there"
