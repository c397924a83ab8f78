"""Graphs derived from claims."""

from kg import background, iris, views
from kg.store import Graph
from kg.wikidata.facts import Tie


def edges(graph: Graph, view: str) -> set[tuple[str, str, str]]:
    rows = graph.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{iris.VIEWS}{view}> {{ ?s ?p ?o }} }}")
    return {tuple(iris.local_name(term) for term in row) for row in rows}


def test_asserted_holds_what_nobody_denies(graph) -> None:
    assert edges(graph, "asserted") == {
        ("Q43", "supports", "Q227"), ("Q159", "alliedWith", "Q399"), ("Q399", "accuses", "Q227"),
        ("Q227", "accuses", "Q399"), ("Q244165", "secededFrom", "Q227"), ("Q2268915", "mediates", "Q244165"),
        ("Q159", "memberOf", "Q2268915"), ("Q7747", "leads", "Q159"),
        ("defence-ministry-of-armenia", "partOf", "Q399"),
    }  # fmt: skip


def test_one_denial_is_enough(graph, story) -> None:
    s = story("Turkey backs Azerbaijan, or so it was reported; Turkey denied it.", id="denial")
    turkey, azerbaijan = s.entity("Turkey"), s.entity("Azerbaijan")
    said = s.says(turkey, "Turkey", "denied", "Turkey backs Azerbaijan", "denies")
    graph.add(s.claim(turkey, "supports", azerbaijan, "backs", attributions=(said,)).reading())
    views.refresh(graph)
    assert ("Q43", "supports", "Q227") not in edges(graph, "asserted")


def test_what_may_be_is_not_asserted(story) -> None:
    s = story("Turkey may back Azerbaijan. Russia does not.")
    turkey, azerbaijan, russia = (s.entity(name) for name in ("Turkey", "Azerbaijan", "Russia"))
    s.claim(turkey, "supports", azerbaijan, "back", modality="possible")
    s.claim(russia, "supports", azerbaijan, "not", polarity="negated")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    assert edges(graph, "asserted") == set()


def test_a_ministry_and_a_leader_act_for_their_state(graph) -> None:
    assert edges(graph, "on-behalf-of") == {
        ("defence-ministry-of-armenia", "actedOnBehalfOf", "Q399"),
        ("Q7747", "actedOnBehalfOf", "Q159"),
    }


def test_what_is_claimed_of_organs_is_between_their_states(graph) -> None:
    told = graph.select("""SELECT ?subject ?from ?object ?to {
        ?it par:aboutPredicate par:attacks ; par:aboutSubject ?subject ; par:aboutObject ?object ;
          par:subjectParty ?from ; par:objectParty ?to }""")
    acting = {organ: state for organ, _, state in edges(graph, "on-behalf-of")}
    ends = [[str(value).rpartition("/")[2] for value in row] for row in told]
    assert ends and all((acting.get(s, s), acting.get(o, o)) == (a, b) for s, a, o, b in ends)
    assert not graph.select("SELECT ?it { ?it par:subjectParty ?who ; par:aboutPredicate par:partOf }").rows


def test_a_spokesman_acts_for_the_state_of_his_ministry_but_a_region_for_itself(story) -> None:
    s = story("Petrosyan speaks for the Armenian Defence Ministry, part of Armenia. Karabakh is part of Azerbaijan.")
    man, ministry = s.entity("Petrosyan", "Person"), s.entity("Armenian Defence Ministry", "Government")
    armenia, azerbaijan, karabakh = (s.entity(name) for name in ("Armenia", "Azerbaijan", "Karabakh"))
    s.claim(man, "speaksFor", ministry, "speaks").claim(ministry, "partOf", armenia, "part")
    s.claim(karabakh, "partOf", azerbaijan, "is part")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    assert edges(graph, "on-behalf-of") == {
        ("petrosyan", "actedOnBehalfOf", "Q399"),
        ("armenian-defence-ministry", "actedOnBehalfOf", "Q399"),
    }


def test_a_party_tells_what_its_ministry_tells(graph) -> None:
    told = {("Q227", "attacks", "Q399")}
    assert (
        edges(graph, "as-told-by/Q399") == edges(graph, "as-told-by/Organisation/defence-ministry-of-armenia") == told
    )
    assert edges(graph, "as-told-by/Organisation/karabakh-militias") == {("karabakh-militias", "attacks", "Q227")}


def test_who_only_relays_tells_nothing(graph) -> None:
    assert edges(graph, "as-told-by/Q159") == set()  # Russia reports what militias claim


def test_views_are_replaced_whole(graph, readings) -> None:
    first = set(views.refresh(graph))
    assert set(views.refresh(graph)) == first
    graph.remove(iris.article(readings[1].article))
    assert first - set(views.refresh(graph)) == {f"{iris.VIEWS}as-told-by/Organisation/karabakh-militias"}


def test_what_a_minister_tells_of_his_own_state_accuses_nobody(story) -> None:
    s = story("Smith, Russia's minister, said Russia shelled Turkey. Jones said Russia shelled Syria.")
    smith, jones = s.entity("Smith", "Person"), s.entity("Jones", "Person")
    russia, turkey, syria = s.entity("Russia"), s.entity("Turkey"), s.entity("Syria", "State")
    s.claim(smith, "speaksFor", russia, "minister")
    s.claim(
        russia, "attacks", turkey, "shelled", attributions=(s.says(smith, "Smith", "said", "Russia shelled Turkey"),)
    )
    other = s.says(jones, "Jones", "said Russia shelled Syria", "Russia shelled Syria")
    s.claim(russia, "attacks", syria, "shelled Syria", attributions=(other,))
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    accusers = graph.select("SELECT ?who { ?claim par:accuser ?who }")
    assert [iris.local_name(who) for (who,) in accusers] == ["jones"]


def test_who_accuses_whom_of_what_and_what_is_answered(story) -> None:
    s = story("Armenia accused Turkey of arming Azerbaijan. Russia said Syria shelled Turkey. Turkey denied arming it.")
    armenia, turkey, azerbaijan, russia = (s.entity(name) for name in ("Armenia", "Turkey", "Azerbaijan", "Russia"))
    syria = s.entity("Syria", "State")
    arming = s.says(armenia, "Armenia", "accused", "Turkey of arming Azerbaijan")
    shelling = s.says(russia, "Russia", "said", "Syria shelled Turkey")
    s.claim(armenia, "accuses", turkey, "accused").claim(syria, "attacks", turkey, "shelled", attributions=(shelling,))
    s.claim(turkey, "suppliesWeaponsTo", azerbaijan, "arming", attributions=(arming,), denied_by=(turkey,))
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    accused = graph.select("SELECT ?deed ?a ?b { ?claim rdf:predicate ?deed ; par:accuser ?a ; par:accused ?b }")
    assert {tuple(iris.local_name(term) for term in row) for row in accused} == {
        ("accuses", "Q399", "Q43"), ("attacks", "Q159", "syria"),
    }  # fmt: skip
    charged = graph.select("SELECT ?by ?of { ?a par:charge ?b . ?a rdf:predicate ?by . ?b rdf:predicate ?of }")
    assert [[iris.local_name(term) for term in row] for row in charged] == [["accuses", "suppliesWeaponsTo"]]
    answered = graph.select("SELECT ?who { ?it par:answered true ; par:aboutSubject ?who }")
    assert [iris.local_name(who) for (who,) in answered] == ["Q399"]


def test_where_parties_stand_and_which_way_they_lean(story) -> None:
    """What a ministry does counts for its state; allies stand so either way; who may do something takes no stand."""
    s = story(
        "Russia backs Armenia. The Defence Ministry, part of Russia, shelled Armenia. Azerbaijan is an ally of Turkey."
    )
    russia, armenia, azerbaijan, turkey = (s.entity(name) for name in ("Russia", "Armenia", "Azerbaijan", "Turkey"))
    ministry = s.entity("Defence Ministry", "Government")
    s.claim(ministry, "partOf", russia, "part").claim(russia, "supports", armenia, "backs")
    s.claim(ministry, "attacks", armenia, "shelled").claim(azerbaijan, "alliedWith", turkey, "ally")
    s.claim(turkey, "attacks", armenia, "shelled", modality="possible")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    ways = ("backs", "isAgainst", "isAllyOf", "belongsTo")
    assert {edge for edge in edges(graph, "stands") if edge[1] in ways} == {
        ("Q159", "backs", "Q399"), ("Q159", "isAgainst", "Q399"),
        ("Q227", "isAllyOf", "Q43"), ("Q43", "isAllyOf", "Q227"),
    }  # fmt: skip
    nodes = graph.select("SELECT ?kind ?it { VALUES ?kind { par:Leaning par:Stand } ?it a ?kind }")
    homes = {iris.expand("par:Leaning"): iris.LEANINGS, iris.expand("par:Stand"): iris.STANDS}
    assert len(nodes) and all(str(it).startswith(homes[str(kind)]) for kind, it in nodes)
    leaning = graph.select("""SELECT ?who ?whom (COUNT(DISTINCT ?favour) AS ?for) (COUNT(DISTINCT ?wrong) AS ?against) {
        ?leaning par:leaner ?who ; par:towards ?whom
        { ?leaning par:favourIn ?favour } UNION { ?leaning par:hostilityIn ?wrong }
    } GROUP BY ?who ?whom ORDER BY ?who""")
    assert [(iris.local_name(a), iris.local_name(b), n, m) for a, b, n, m in leaning] == [
        ("Q159", "Q399", 1, 1), ("Q227", "Q43", 1, 0), ("Q43", "Q227", 1, 0),
    ]  # fmt: skip


def test_who_leans_both_ways_has_swings_and_what_is_for_or_against_somebody_has_a_rank(story) -> None:
    s = story("Russia backs Armenia, then shelled it. Turkey backs Armenia. Karabakh is part of Armenia.")
    russia, armenia, turkey, karabakh = (s.entity(name) for name in ("Russia", "Armenia", "Turkey", "Karabakh"))
    s.claim(russia, "supports", armenia, "backs").claim(russia, "attacks", armenia, "shelled")
    s.claim(turkey, "supports", armenia, "backs").claim(karabakh, "partOf", armenia, "part")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    swings = graph.select("SELECT ?who ?day { ?it par:swingDay ?day ; par:swingOrigin ?any ; rdf:subject ?who }")
    assert [(iris.local_name(who), day) for who, day in swings] == [("Q159", "2016-04-03")] * 2
    ranks = graph.select("SELECT DISTINCT ?it ?of { ?it par:claimRank ?n ; par:proposition ?p . ?p par:rank ?of }")
    same = graph.select("SELECT DISTINCT ?it ?n { ?it par:claimRank ?n }")
    assert len(same) == 3 and sorted(map(str, same)) == sorted(map(str, ranks))


def test_what_wikidata_does_not_bear_out(story) -> None:
    """What it says otherwise, or of the past; what ended later than what is claimed still bears it out."""
    s = story("Russia, Turkey, Armenia and Azerbaijan belong to the OSCE Minsk Group.", date="2005-06-01")
    group = s.entity("OSCE Minsk Group")
    for name in ("Russia", "Turkey", "Armenia", "Azerbaijan"):
        s.claim(s.entity(name), "memberOf", group, "belong")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    assert not graph.has(f"{iris.VIEWS}wikidata")

    def told(*ties: Tie) -> dict[str, str]:
        graph.replace(iris.WIKIDATA, background.quads(ties))
        views.compare(graph)
        rows = graph.select("SELECT ?who ?says { ?it par:wikidataSays ?says ; par:aboutSubject ?who }")
        return {iris.local_name(who): says for who, says in rows}

    russia, turkey, armenia, azerbaijan = (
        Tie(item, "2026-01-01", item, "P463", value, None, "normal", None, until, until is not None)
        for item, value, until in (
            ("Q159", "Q2268915", None), ("Q43", "Q7184", None), ("Q399", "Q2268915", "1999"),
            ("Q227", "Q2268915", "2009-08-18"),
        )
    )  # fmt: skip
    assert told(russia, turkey, armenia, azerbaijan) == {"Q43": "otherwise", "Q399": "over"}
    before = graph.dump("nq")
    views.refresh(graph)
    assert graph.dump("nq") == before
    assert told(russia) == {} and not graph.has(f"{iris.VIEWS}wikidata")


def test_only_people_are_casualties(story) -> None:
    s = story("Turkey killed 12 soldiers of Armenia. Turkey shot down 3 drones of Armenia. Russia lost 5 men.")
    turkey, armenia, russia = (s.entity(name) for name in ("Turkey", "Armenia", "Russia"))
    s.claim(turkey, "attacks", armenia, "killed", quantity=12)
    s.claim(turkey, "attacks", armenia, "shot down", quantity=3)
    s.claim(russia, "suffersLosses", None, "lost", quantity=5)
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    assert sorted(n for (n,) in graph.select("SELECT ?n { ?claim par:casualties ?n }")) == [5, 12]
