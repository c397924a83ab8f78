"""What the service says of itself."""

import pytest

from kg import vocabulary
from kg.errors import UsageError
from kg.reconcile import manifest


def test_the_manifest_says_where_everything_is() -> None:
    told = manifest.manifest("http://x.example/reconcile")
    assert told["versions"] == ["0.2"] and told["batchSize"] == manifest.BATCH
    assert told["preview"]["url"] == told["view"]["url"] == "http://x.example/reconcile/preview?id={{id}}"
    for kind in ("entity", "type", "property"):
        service = told["suggest"][kind]
        assert service["service_url"] + service["service_path"] == f"http://x.example/reconcile/suggest/{kind}"
        assert service["flyout_service_path"].endswith("?id=${id}")
    assert {"name", "label", "type"} <= set(told["extend"]["property_settings"][0])
    assert all(t["id"] in vocabulary.CLASSES for t in told["defaultTypes"])


def test_suggestions_of_types_and_properties() -> None:
    assert manifest.suggested("type", "par", 0)["result"][0]["id"] == "Party"
    found = [p["id"] for p in manifest.suggested("property", "memb", 0)["result"]]
    assert found == ["memberOf", "~memberOf"]
    every = manifest.suggested("property", "", 0)["result"]
    assert manifest.suggested("property", "", 5)["result"][:15] == every[5:] and "description" in every[0]
    assert manifest.suggested("type", "xyzzy", 0) == {"result": []}


def test_properties_are_proposed_by_type() -> None:
    city = [p["id"] for p in manifest.proposed("City", None)["properties"]]
    assert "capitalOf" in city and "~basedIn" in city and "holdsOffice" not in city
    assert len(manifest.proposed("Person", 3)["properties"]) == manifest.proposed("Person", 3)["limit"] == 3
    assert len(manifest.proposed("", None)["properties"]) == len(manifest.PROPERTIES)


def test_a_flyout_of_a_term() -> None:
    assert "member of" in manifest.flyout("property", "memberOf")["html"]
    assert manifest.flyout("type", "State")["id"] == "State"
    with pytest.raises(UsageError, match="there is no type 'Nothing'"):
        manifest.flyout("type", "Nothing")


@pytest.mark.parametrize("asked", ["State", ["State"], [{"id": "par:State"}], {"id": "State", "name": "x"}])
def test_types_are_asked_for_in_several_ways(asked: object) -> None:
    assert manifest.types(asked) == ("State",)
    assert manifest.types(None) == manifest.types([]) == ()
