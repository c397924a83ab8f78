"""The ledger: which claims are one proposition, who takes which position on it, and how far to believe it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import catalogue, ledger, views
from kg.ledger import OWN, UNNAMED, Layer, Told, propositions
from kg.store import Graph

A, B, C = "entity:A", "entity:B", "entity:C"


def told(n: int = 1, **more: object) -> Told:
    """A claim that A attacks B, of an article of its own."""
    fields = {"claim": f"c{n}", "subject": A, "predicate": "attacks", "object": B, "affirmed": True, "confidence": 0.8,
              "article": f"a{n}", "origin": f"a{n}"}  # fmt: skip
    return Told(**fields | more)


def groups(*claims: Told) -> list[tuple[str, ...]]:
    return sorted(p.claims for p in propositions(claims))


def stands(*claims: Told) -> dict[str, str]:
    """Voice to position, of claims that make one proposition."""
    (found,) = propositions(claims)
    return {p.voice: p.stand for p in found.positions}


# ── one proposition or two ───────────────────────────────────────────────────────────────────────────────────────


def test_the_same_at_the_same_time_is_one_proposition() -> None:
    assert groups(told(1, time="2016-04-02"), told(2, time="2016-04-02")) == [("c1", "c2")]
    assert groups(told(1, time="2016-04-02"), told(2, time="2016-04")) == [("c1", "c2")]
    assert groups(told(1), told(2)) == [("c1", "c2")]


@pytest.mark.parametrize("other", [{"object": C}, {"subject": C}, {"predicate": "threatens"}, {"object": None}])
def test_of_others_it_is_another(other: dict[str, object]) -> None:
    assert groups(told(1), told(2, **other)) == [("c1",), ("c2",)]


def test_when_it_was_first_known() -> None:
    early, late = told(1, published="2016-04-05"), told(2, published="2016-04-03", time="2016-04-01", denied_by=(A,))
    (found,) = propositions([early, late])
    assert found.known == "2016-04-03" and {p.stand: p.known for p in found.positions} == {
        "asserts": "2016-04-03", "denies": "2016-04-03",
    }  # fmt: skip
    (undated,) = propositions([told(1)])
    assert undated.known is None


_DAYS = st.sampled_from((None, "2016", "2016-04", "2016-04-02", "2016-04-05", "2017-01-01"))


@given(st.lists(st.tuples(st.sampled_from((A, B, C)), st.sampled_from("XY"), _DAYS, _DAYS), max_size=8))
def test_the_doer_is_disputed_where_accounts_of_the_same_days_differ(accounts: list[tuple[str, str, str, str]]) -> None:
    (pattern,) = propositions([told(1)])
    found = [
        replace(pattern, iri=str(n), subject=subject, object=to, first=first, last=last)
        for n, (subject, to, first, last) in enumerate(accounts)
    ]
    assert ledger.doer_disputed(found) == {
        p.iri for p in found for q in found
        if p.object == q.object and p.subject != q.subject
        and (p.first or "") <= (q.last or "9") and (q.first or "") <= (p.last or "9")
    }  # fmt: skip


def test_of_what_is_for_or_against_nobody_no_doer_is_disputed() -> None:
    accounts = [told(1, predicate="locatedIn"), told(2, predicate="locatedIn", subject=C)]
    assert not ledger.doer_disputed(propositions(accounts)) and not ledger.doer_disputed(
        propositions([told(1, object=None)])
    )


def test_another_day_is_another_event() -> None:
    assert groups(told(1, time="2016-04-02"), told(2, time="2016-04-03")) == [("c1",), ("c2",)]


def test_a_month_does_not_join_the_days_in_it() -> None:
    days = told(1, time="2016-04-02"), told(2, time="2016-04-09")
    assert groups(*days, told(3, time="2016-04")) == [("c1",), ("c2", "c3")]


def test_an_event_without_a_day_lies_shortly_before_its_article() -> None:
    dated = told(1, time="2016-04-02")
    assert groups(dated, told(2, published="2016-04-05")) == [("c1", "c2")]
    assert groups(dated, told(2, published="2016-04-01")) == [("c1",), ("c2",)]
    assert groups(dated, told(2, published="2019-04-05")) == [("c1",), ("c2",)]


@pytest.mark.parametrize("predicate", ["alliedWith", "suppliesWeaponsTo", "fights"])
def test_what_lasts_needs_no_day(predicate: str) -> None:
    lasting = {"predicate": predicate}
    claims = told(1, published="2016-04-02", **lasting), told(2, published="2020-04-02", **lasting)
    assert groups(*claims) == [("c1", "c2")]


def test_either_end_of_what_is_mutual_may_come_first() -> None:
    assert groups(told(1, predicate="alliedWith"), told(2, predicate="alliedWith", subject=B, object=A)) == [
        ("c1", "c2")
    ]
    assert groups(told(1), told(2, subject=B, object=A)) == [("c1",), ("c2",)]


def test_any_day_of_the_calendar_will_do() -> None:
    assert groups(told(1, published="0001-01-02"), told(2, time="9999-12-31")) == [("c1",), ("c2",)]


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [("1988/1994", "1988", "1994"), ("1991/..", "1991", None), ("../1994", None, "1994"), ("1994", "1994", "1994")],
)
def test_what_lasted_has_a_beginning_and_an_end(time: str, first: str | None, last: str | None) -> None:
    (found,) = propositions([told(1, time=time, published="2016-04-02")])
    assert (found.first, found.last) == (first, last)


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [told(n, time=time) for n, time in enumerate(("2016-04", "2016-04-02", None, "2016", "2016-04-03"))]
    assert list(propositions(claims)) == list(propositions(reversed(claims)))


# ── who takes which position ─────────────────────────────────────────────────────────────────────────────────────


def test_positions() -> None:
    assert stands(told(1)) == {OWN: "asserts"}
    assert stands(told(1, said=(Layer(A, "asserts"),))) == {A: "asserts"}
    assert stands(told(1, said=(Layer(None, "asserts"),))) == {UNNAMED: "asserts"}
    assert stands(told(1, said=(Layer(A, "denies"),))) == {A: "denies"}
    assert stands(told(1, said=(Layer(A, "doubts"),))) == {A: "doubts"}
    assert stands(told(1, affirmed=False)) == {OWN: "denies"}
    assert stands(told(1, affirmed=False, said=(Layer(A, "denies"),))) == {A: "asserts"}
    assert stands(told(1, said=(Layer(B, "asserts"),), denied_by=(A,))) == {A: "denies", B: "asserts"}
    assert stands(told(1, said=(Layer(A, "denies"),), denied_by=(A,))) == {A: "denies"}


def test_who_only_tells_that_others_said_so_takes_none() -> None:
    (found,) = propositions([told(1, said=(Layer(B, "asserts"), Layer(C, "asserts"), Layer(None, "asserts")))])
    assert [p.voice for p in found.positions] == [B]
    assert found.relayed_by == (UNNAMED, C) and found.depth == 3
    (found,) = propositions([told(1, said=(Layer(B, "asserts", medium=C),))])
    assert found.relayed_by == (C,) and found.depth == 1


def test_who_says_or_denies_it_as_well_does_not_only_relay() -> None:
    dismissed = told(1, said=(Layer(None, "asserts"), Layer(B, "denies")), denied_by=(B,))
    (found,) = propositions([dismissed])
    assert found.relayed_by == ()
    both = told(1, said=(Layer(A, "asserts"), Layer(B, "asserts"))), told(2, said=(Layer(B, "asserts"),))
    (found,) = propositions(both)
    assert found.relayed_by == ()


def test_numbers_are_ranges_by_who_gives_them() -> None:
    claims = told(1, said=(Layer(A, "asserts"),), quantity=127), told(2, said=(Layer(A, "asserts"),), quantity=130)
    (found,) = propositions([*claims, told(3, said=(Layer(B, "asserts"),), quantity=5), told(4)])
    assert [(p.voice, p.least, p.most) for p in found.positions] == [(OWN, None, None), (A, 127, 130), (B, 5, 5)]


def test_dates_articles_and_origins_are_counted() -> None:
    claims = told(1, time="2016-04-02/2016-04-05"), told(2, published="2016-04-03", origin="a1")
    (found,) = propositions(claims)
    assert (found.first, found.last, found.articles, found.origins) == ("2016-04-02", "2016-04-05", 2, 1)


# ── how far to believe it ────────────────────────────────────────────────────────────────────────────────────────

said = st.sampled_from(
    ((), (Layer(A, "asserts"),), (Layer(B, "asserts"),), (Layer(B, "denies"),), (Layer(None, "asserts"),))
)
one = st.builds(
    lambda n, c, said, affirmed: told(n, confidence=c, said=said, affirmed=affirmed),
    st.integers(0, 5), st.floats(0, 1), said, st.booleans(),
)  # fmt: skip
some = st.lists(one, max_size=6)


@given(some, one)
def test_a_claim_more_moves_it_the_way_that_it_speaks(claims: list[Told], more: Told) -> None:
    before, after = ledger.confidence(claims), ledger.confidence([*claims, more])
    ((_, stand),) = ledger._voices(more)
    assert after >= before if stand == "asserts" else after <= before


@given(some, st.floats(0, 1))
def test_a_surer_claim_moves_it_further(claims: list[Told], surer: float) -> None:
    for n, t in enumerate(claims):
        higher = [*claims[:n], replace(t, confidence=max(surer, t.confidence)), *claims[n + 1 :]]
        ((_, stand),) = ledger._voices(t)
        before, after = ledger.confidence(claims), ledger.confidence(higher)
        assert after >= before if stand == "asserts" else after <= before


@given(some)
def test_it_is_a_share_and_depends_on_no_order(claims: list[Told]) -> None:
    assert 0 <= ledger.confidence(claims) <= 1
    assert ledger.confidence(claims) == ledger.confidence(claims[::-1])


def test_a_copy_adds_nothing_and_another_origin_does() -> None:
    alone = ledger.confidence([told(1)])
    assert ledger.confidence([told(1), told(2, origin="a1")]) == alone
    assert ledger.confidence([told(1), told(2)]) > alone


def test_a_party_is_one_witness_however_often_it_is_quoted() -> None:
    quoted = [told(n, said=(Layer(A, "asserts"),)) for n in range(40)]
    assert ledger.confidence(quoted) <= ledger.PARTIAL < ledger.confidence([told(1), told(2)])


def test_a_denial_takes_away_and_never_all() -> None:
    denied = [told(1), told(2, said=(Layer(A, "denies"),), confidence=1.0)]
    assert 0 < ledger.confidence(denied) < ledger.confidence([told(1)])
    assert ledger.confidence([told(1, said=(Layer(A, "denies"),))]) == 0


# ── asked ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_ledger_holds_what_is_claimed_in_several_articles(graph, story) -> None:
    s = story("Azerbaijan says it did not shell Armenia on 2 April.", id="other", date="2016-04-04")
    azerbaijan, armenia = s.entity("Azerbaijan"), s.entity("Armenia")
    denied = s.says(azerbaijan, "Azerbaijan", "says", "it did not shell Armenia on 2 April")
    s.claim(azerbaijan, "attacks", armenia, "shell", polarity="negated", attributions=(denied,), time="2016-04-02")
    graph.add(s.reading())
    row = next(catalogue.run(graph, "says-denies", about="Armenia", predicate="attacks").dicts())
    assert (row["asserted_by"], row["denied_by"]) == (("Defence Ministry of Armenia",), ("Azerbaijan",))
    assert (row["articles"], row["origins"], row["numbers"]) == (2, 2, ("Defence Ministry of Armenia: 2",))


def test_positions_can_be_asked_by_voice(graph) -> None:
    rows = list(catalogue.run(graph, "positions", voice="Azerbaijan").dicts())
    assert [(r["subject"], r["stance"], r["object"]) for r in rows] == [("Azerbaijan", "denies", "Armenia")]


def test_one_version_against_another(graph) -> None:
    (row,) = catalogue.run(graph, "as-told-by", teller="Armenia", against="Azerbaijan").dicts()
    assert (row["polarity"], row["denied_by"], row["against_says"]) == ("affirmed", ("Azerbaijan",), ("denies",))
    (row,) = catalogue.run(graph, "as-told-by", teller="Azerbaijan", against="Turkey").dicts()
    assert (row["polarity"], row["against_says"]) == ("negated", ("nothing read",))


def test_accusations_that_nobody_answers(story) -> None:
    s = story("Armenia accused Turkey of arming Azerbaijan. Russia accused Turkey of shelling Syria, which it denied.")
    names = ("Armenia", "Turkey", "Azerbaijan", "Russia")
    armenia, turkey, azerbaijan, russia = (s.entity(n) for n in names)
    syria = s.entity("Syria", "State")
    arming = s.says(armenia, "Armenia", "accused", "Turkey of arming Azerbaijan")
    s.claim(armenia, "accuses", turkey, "accused")
    s.claim(turkey, "suppliesWeaponsTo", azerbaijan, "arming", attributions=(arming,))
    second = s.article.text.index("accused Turkey of shelling")
    shelling = s.says(russia, "Russia", "accused", "Turkey of shelling Syria")
    at = (second, second + len("accused"))
    s.attributions[shelling] = replace(s.attributions[shelling], cue=ledger_span(*at))
    s.claim(russia, "accuses", turkey, "accused Turkey of shelling")
    s.claims[-1] = replace(s.claims[-1], trigger=ledger_span(*at))
    s.claim(turkey, "attacks", syria, "shelling", attributions=(shelling,), denied_by=(turkey,))
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    rows = [(r["accuser"], r["accused"], r["charges"]) for r in catalogue.run(graph, "unanswered").dicts()]
    assert rows == [("Armenia", "Turkey", ("supplies weapons to Azerbaijan",))]


def ledger_span(start: int, end: int):
    from kg.model import Span

    return Span(start, end)


def test_a_limit_is_told_and_can_be_lifted(run, graph_folder) -> None:
    done = run("ask", "says-denies", "-g", graph_folder, "--limit", 2)
    assert done.status == 0 and done.lines == ["2 shown, as --limit says; there may be more (--limit 0 gives all)"]
    assert run("ask", "says-denies", "-g", graph_folder, "--limit", 0).err == ""
    assert run("ask", "says-denies", "-g", graph_folder, "--limit", -1).lines == [
        "kg: limit must be from 0 to 1,000,000,000 (0 gives all rows)"
    ]
