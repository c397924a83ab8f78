"""Plug-ins: found, ordered, guarded; the example as anyone would install it, but for the installing."""

import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from extractors import FAST, pipeline, reader
from extractors.plugins import ClaimDraft, Draft, Span, load, with_plugins
from extractors.settle import settle_claims
from kg import api
from kg.errors import InputError, PluginError
from kg.model import Article, Reading
from kg.plugins import Plugin, installed
from kg.reading import read_batch

EXAMPLE = Path(__file__).resolve().parents[2] / "plugins" / "parley-signatories"
PACT = "The pact was published on Monday.\n\nSignatories: Chad, Mali and Niger\n"
Install = Callable[..., Plugin]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts code on the path beside the metadata that an installer would write."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def install(name: str, code: str, place: str, package: str = "parley-tests", version: str = "1.0") -> Plugin:
        module = place.partition(":")[0]
        if code:
            (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        info = tmp_path / f"{package.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[parley.extractors]\n{name} = {place}\n")
        return Plugin(name, package, version, place)

    yield install
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


def example(install: Install) -> Plugin:
    """The example, installed as its pyproject.toml says."""
    if not EXAMPLE.is_dir():
        pytest.skip("the example is not part of the wheel")
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ((name, place),) = project["entry-points"]["parley.extractors"].items()
    code = (EXAMPLE / f"{place.partition(':')[0]}.py").read_text(encoding="utf-8")
    return install(name, code, place, project["name"], project["version"])


def test_without_plugins_the_stages_are_the_stages() -> None:
    assert pipeline(False, ()) is FAST


def test_they_are_found_in_the_order_of_their_names(install: Install) -> None:
    late, early = install("zebra", "", "x:y", "aa"), install("ant", "", "x:y", "zz")
    assert [p for p in installed() if p in (late, early)] == [early, late]
    assert str(early) == "plug-in 'ant' (zz 1.0)"


def test_they_read_before_claims_are_settled(install: Install) -> None:
    plugin = install("quiet", "def stage(draft):\n    return draft\n", "quiet_plugin:stage")
    stages = with_plugins(FAST, [plugin], before=settle_claims)
    assert [s for s in stages if s in FAST] == list(FAST)
    assert stages.index(settle_claims) == FAST.index(settle_claims) + 1


@pytest.mark.parametrize(
    ("code", "place", "why"),
    [
        ("", "no_such_plugin:stage", "cannot be loaded: ModuleNotFoundError: No module named 'no_such_plugin'"),
        ("x = 1", "lacking_plugin:stage", "cannot be loaded: AttributeError"),
        ("raise OSError('no\\nlicence')", "raising_plugin:stage", "cannot be loaded: OSError: no licence"),
        ("stage = 3", "number_plugin:stage", "number_plugin:stage is no callable"),
    ],
)
def test_one_that_cannot_be_loaded_is_named_in_one_line(install: Install, code: str, place: str, why: str) -> None:
    plugin = install("bad", code, place)
    with pytest.raises(PluginError) as caught:
        load(plugin)
    told = str(caught.value)
    assert told.startswith(f"plug-in 'bad' (parley-tests 1.0): {why}") and "\n" not in told
    assert told.endswith("(--no-plugins reads without it)")
    assert [(p.name, str(e)) for p, e in api.plugins() if p == plugin] == [("bad", told)]


def claim(**fields: Any) -> ClaimDraft:
    sound: dict[str, Any] = {
        "subject": 0, "predicate": "agreesWith", "object": 1, "subject_span": Span(0, 5), "trigger": Span(6, 10),
        "object_span": None, "confidence": 0.5, "extractor": "test",
    }  # fmt: skip
    return ClaimDraft(**sound | fields)


def guarded(install: Install, stage: Callable[[Draft], Any]) -> Callable[[Draft], Draft]:
    guard = load(install("mine", "def stage(draft):\n    return draft\n", "mine_plugin:stage"))
    object.__setattr__(guard, "stage", stage)
    return guard


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"predicate": "likes"}, "predicate 'likes' the vocabulary lacks"),
        ({"subject": 9}, "subject or object is no index of an entity"),
        ({"object": -1}, "subject or object is no index of an entity"),
        ({"trigger": (6, 10)}, "is no Span within the text"),
        ({"object_span": Span(3, 900)}, "is no Span within the text"),
        ({"trigger": Span(6, 6)}, "is no Span within the text"),
        ({"confidence": 1.5}, "confidence 1.5 is not between 0 and 1"),
        ({"modality": "perhaps"}, "modality 'perhaps' is none of actual"),
    ],
)
def test_a_claim_that_no_claim_can_be_is_refused(
    install: Install, draft_of: Callable[..., Draft], fields: dict[str, Any], what: str
) -> None:
    def stage(draft: Draft) -> Draft:
        draft.claims.append(claim(**fields))
        return draft

    with pytest.raises(InputError, match="plug-in 'mine'") as caught:
        guarded(install, stage)(draft_of("Egypt met Sudan."))
    assert what in str(caught.value) and "--no-plugins" in str(caught.value)


def test_a_sound_claim_is_taken_and_says_whose_it_is(install: Install, draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("Egypt met Sudan.")
    draft.claims.append(claim(extractor="ours"))

    def stage(draft: Draft) -> Draft:
        draft.claims.append(claim())
        return draft

    ours, theirs = guarded(install, stage)(draft).claims
    assert (ours.reasons[0].table, theirs.reasons[0].table) == ("", "parley-tests")


def test_what_gives_back_no_draft_is_named(install: Install, draft_of: Callable[..., Draft]) -> None:
    with pytest.raises(InputError, match="gave back NoneType, no Draft"):
        guarded(install, lambda draft: None)(draft_of("Egypt met Sudan."))


class _Failing:
    """A reader with a plug-in that fails on one article."""

    def __init__(self, guard: Callable[[Draft], Draft], draft: Draft) -> None:
        self.guard, self.draft = guard, draft

    def read_many(self, articles: Any) -> Iterator[Reading]:
        for article in articles:
            if article.id == "bad":
                self.guard(self.draft)
            yield Reading(article)


def test_a_fault_costs_the_article_alone(install: Install, draft_of: Callable[..., Draft]) -> None:
    def stage(draft: Draft) -> Draft:
        raise LookupError("of all\nthings")

    failing = _Failing(guarded(install, stage), draft_of("Egypt met Sudan."))
    good, bad = read_batch(failing, [Article("good", "x"), Article("bad", "y")])
    assert isinstance(good, Reading) and isinstance(bad, InputError)
    assert str(bad).startswith(
        "plug-in 'mine' (parley-tests 1.0): failed on article 'a': LookupError: of all things at"
    )


@pytest.mark.slow
def test_the_example_reads_signatories(install: Install) -> None:
    plugin = example(install)
    assert plugin in installed()
    found = reader(pipeline(False, [plugin])).read(Article("a", PACT))
    names = {e.id: e.name for e in found.entities}
    told = [(names[c.subject], names[c.object or ""]) for c in found.claims if c.predicate == "agreesWith"]
    assert told == [("Chad", "Mali"), ("Chad", "Niger"), ("Mali", "Niger")]
    assert {(c.extractor, c.reasons[0].name, c.reasons[0].table) for c in found.claims} == {
        ("signatories", "signatories", "parley-signatories")
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["Signatories:\n", "Signatories: Chad\n", "The signatories met Chad and Mali.\n", "Parties: of every kind\n"],
)
def test_the_example_is_silent(install: Install, text: str) -> None:
    with_it = reader(pipeline(False, [example(install)])).read(Article("a", text))
    assert [c for c in with_it.claims if c.extractor == "signatories"] == []


@pytest.mark.slow
def test_a_build_reads_again_what_another_version_read(install: Install, tmp_path: Path) -> None:
    example(install)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "pact.txt").write_text(PACT)
    graph = tmp_path / "g.kg"
    first = kg.build(tmp_path / "news", graph, learned=False)
    assert (first.read, first.claims) == (1, 3)
    assert kg.build(tmp_path / "news", graph, learned=False).unchanged == 1
    without = kg.build(tmp_path / "news", graph, learned=False, plugins=False)
    assert (without.read, without.claims) == (1, 0)


def test_the_example_uses_what_it_may(install: Install) -> None:
    """No other part of Parley is imported than the one that CONTRIBUTING names."""
    example(install)
    code = (EXAMPLE / "parley_signatories.py").read_text(encoding="utf-8")
    used = {line.split()[1] for line in code.splitlines() if line.startswith(("from ", "import "))}
    assert {name for name in used if name.split(".")[0] in ("kg", "extractors")} == {"extractors.plugins"}
