"""The vocabulary as code sees it: look-ups, hierarchy, the classes of the contract, the generated table."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import _vocabulary, vocabulary
from kg.errors import DataError
from kg.vocabulary import (
    CLASSES,
    CONTRACT_CLASSES,
    MODES,
    PREDICATES,
    closure,
    contract_class,
    is_a,
    predicate,
    valence,
)

GENERATOR = Path(__file__).parents[2] / "tools" / "generate_vocabulary.py"
TOPS = {"positiveTowards": 1, "neutralTowards": 0, "negativeTowards": -1}
PREDICATE = st.sampled_from(sorted(PREDICATES))


@pytest.mark.skipif(not GENERATOR.exists(), reason="the generator is not part of the wheel")
def test_the_table_and_the_reference_are_what_the_ontology_says():
    spec = importlib.util.spec_from_file_location("generate_vocabulary", GENERATOR)
    assert spec is not None and spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    graph, reference = generator.load(), generator.REFERENCE.read_text(encoding="utf-8")
    table = Path(_vocabulary.__file__).read_text(encoding="utf-8")
    assert generator.render(graph) == table, "run python tools/generate_vocabulary.py"
    assert generator.document(graph, reference) == reference, "run python tools/generate_vocabulary.py"


def test_nothing_that_parses_rdf_is_imported():
    code = "import sys, kg.vocabulary; print(*{'rdflib', 'pyoxigraph', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_predicate_has_all_it_needs():
    p = predicate("suppliesWeaponsTo")
    assert p.iri == "https://w3id.org/parley/ontology#suppliesWeaponsTo"
    assert (p.label, p.broader, p.valence, p.symmetric) == ("supplies weapons to", ("supports",), 1, False)
    assert (p.plover, p.cameo, p.ucdp_support) == ("AID", "07", "ext_w")
    assert (p.domain, p.range) == ("Actor", "Actor")


@pytest.mark.parametrize(("wrong", "near"), [("suports", "supports"), ("attack", "attacks"), ("allied", "alliedWith")])
def test_a_wrong_name_is_refused_with_those_that_come_near(wrong, near):
    for look_up in (predicate, valence, closure):
        with pytest.raises(DataError, match=f"no predicate '{wrong}'.*{near}"):
            look_up(wrong)


def test_a_name_that_nothing_comes_near_is_refused_too():
    with pytest.raises(DataError, match="kg vocabulary lists them all"):
        predicate("qqqq")


def test_closure_gives_the_nearest_first():
    assert closure("fights") == ("fights", "rivalOf", "negativeTowards")
    assert closure("capitalOf") == ("capitalOf", "locatedIn", "neutralTowards")


@given(PREDICATE)
def test_every_predicate_ends_in_one_stance_and_keeps_its_valence(name):
    upwards = closure(name)
    assert upwards[0] == name and len(set(upwards)) == len(upwards)
    assert [(n, TOPS[n]) for n in upwards if n in TOPS] == [(upwards[-1], valence(name))]
    assert {valence(n) for n in upwards} == {valence(name)}


@given(PREDICATE)
def test_wikidata_properties_are_well_formed_and_said_once(name):
    p = predicate(name)
    assert len(set(p.wikidata)) == len(p.wikidata)
    assert set(p.wikidata_inverse) <= set(p.wikidata)
    assert all(pid[0] == "P" and pid[1:].isdigit() for pid in p.wikidata)


def test_no_wikidata_property_stands_for_two_predicates():
    every = [pid for p in PREDICATES.values() for pid in p.wikidata]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize(
    ("cls", "coarse"),
    [
        ("City", "Place"), ("Region", "Place"), ("Border", "Place"), ("Government", "Organisation"),
        ("FormerState", "State"), ("ArmedGroup", "ArmedGroup"), ("Party", "Party"), ("Conflict", "Conflict"),
        ("Office", "Office"), ("Vehicle", "Vehicle"),
    ],
)  # fmt: skip
def test_the_contract_names_coarse_classes(cls, coarse):
    assert contract_class(cls) == coarse


def test_every_contract_class_is_a_class():
    assert set(CLASSES) >= CONTRACT_CLASSES


def test_kinds_of_things():
    assert is_a("City", "Place") and is_a("City", "Location") and is_a("State", "Location") and is_a("Party", "Actor")
    assert is_a("State", "State") and is_a("Vehicle", "Vehicle")
    assert not is_a("State", "Place") and not is_a("Place", "City") and not is_a("Vehicle", "Entity")


def test_domains_and_ranges_are_classes():
    ends = {end for p in PREDICATES.values() for end in (p.domain, p.range)}
    assert None not in ends and ends <= set(CLASSES)


def test_modes_belong_to_classes_that_predicates_have():
    assert "heavy-weapons" in MODES["ASSAULT"] and "ceasefire" in MODES["RETREAT"]
    assert "assassinate" not in MODES["ASSAULT"], "a name that the list of modes no longer has"
    assert set(MODES) <= {p.plover for p in PREDICATES.values()}
    assert len(vocabulary.CONTEXTS) == 37


def test_a_json_line_is_the_contract_s():
    record = json.loads(vocabulary.as_json_line(predicate("alliedWith")))
    assert list(record) == [
        "name", "iri", "label", "broader", "symmetric", "valence", "plover", "cameo", "ucdp_support", "wikidata",
    ]  # fmt: skip
    assert record["broader"] == ["positiveTowards"] and record["symmetric"] is True and record["plover"] is None
