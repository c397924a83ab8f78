"""Readings made by hand, for tests of the graph: two sides, a denial, a quotation within a quotation, a reprint."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg import views, vocabulary
from kg.cli import main
from kg.model import Article, Attribution, Claim, Entity, Mention, Reading, Reason, Span, Timex
from kg.store import Graph
from kg.wikidata.index import Index
from kg.wikidata.indexing import Options, make
from kg.wikidata.online import Client
from tests.kg.dumps import DUMP, written
from tests.kg.endpoint import Clock, Endpoint, made

PLACES = {
    "Armenia": ("State", "Q399"),
    "Azerbaijan": ("State", "Q227"),
    "Russia": ("State", "Q159"),
    "Turkey": ("State", "Q43"),
    "Karabakh": ("Region", "Q244165"),
    "OSCE Minsk Group": ("Organisation", "Q2268915"),
    "Vladimir Putin": ("Person", "Q7747"),
}


class Story:
    """An article under construction. Words are looked for in its text, so that a test shows what it is about."""

    def __init__(self, text: str, **fields: Any) -> None:
        self.article = Article(**{"id": "story", "text": text, "date": "2016-04-03"} | fields)
        self.entities: list[Entity] = []
        self.times: list[Timex] = []
        self.attributions: list[Attribution] = []
        self.claims: list[Claim] = []

    def span(self, words: str) -> Span:
        start = self.article.text.index(words)
        return Span(start, start + len(words))

    def entity(self, name: str, type: str | None = None, words: str | None = None, kind: str = "name") -> str:
        """The id of the entity, spoken of where `words` (by default its name) first stand."""
        known, qid = PLACES.get(name, (type, None))
        span = self.span(words or name)
        mention = Mention(*span, words or name, kind)
        for n, e in enumerate(self.entities):
            if e.name == name:
                self.entities[n] = replace(e, mentions=tuple(sorted({*e.mentions, mention}, key=lambda m: m.start)))
                return e.id
        new = Entity(f"e{len(self.entities) + 1}", name, type or known, qid, 0.9 if qid else 0.0, (mention,))
        self.entities.append(new)
        return new.id

    def says(self, who: str | None, source: str | None, cue: str, content: str, stance: str = "asserts") -> int:
        """The index of a new attribution; `who` is an entity id."""
        words = self.span(source) if source else None
        self.attributions.append(Attribution(words, self.span(cue), (self.span(content),), who, stance, False))
        return len(self.attributions) - 1

    def claim(self, subject: str, predicate: str, object: str | None, trigger: str, **more: Any) -> "Story":
        at = self.span(trigger)
        fields = {
            "id": f"c-{len(self.claims)}", "subject": subject, "predicate": predicate, "object": object,
            "subject_span": None, "trigger": at, "object_span": None, "polarity": "affirmed", "modality": "actual",
            "attributions": (), "denied_by": (), "time": None, "place": None, "quantity": None, "mode": None,
            "valence": vocabulary.valence(predicate), "confidence": 0.8, "extractor": "hand",
        }  # fmt: skip
        self.claims.append(Claim(**fields | more))
        return self

    def reading(self) -> Reading:
        claims = sorted(self.claims, key=lambda c: (c.trigger, c.subject_span or (-1, -1), c.predicate, c.id))
        parts = (self.entities, self.times, self.attributions, claims)
        return Reading(self.article, *(tuple(part) for part in parts))


def shelling() -> Reading:
    """A ministry's claim that the other side denies; backers, in the article's own voice."""
    s = Story(
        "Fighting went on along the front.\n\nThe Armenian Defence Ministry said Azerbaijan shelled two villages "
        "of Armenia on 2 April. Azerbaijan denied this.\n\nTurkey backs Azerbaijan. Russia is an ally of Armenia.",
        id="shelling", url="https://one.example/shelling", publisher="Wire One", title="Villages shelled",
        source="wire/shelling.html",
    )  # fmt: skip
    ministry = s.entity("Defence Ministry of Armenia", "Government", "Armenian Defence Ministry")
    azerbaijan, armenia, turkey, russia = (s.entity(n) for n in ("Azerbaijan", "Armenia", "Turkey", "Russia"))
    s.times.append(Timex(*s.span("2 April"), "2 April", "DATE", "2016-04-02"))
    told = s.says(ministry, "The Armenian Defence Ministry", "said", "Azerbaijan shelled two villages of Armenia")
    s.claim(ministry, "partOf", armenia, "Armenian Defence Ministry", confidence=0.95)
    s.claim(
        azerbaijan, "attacks", armenia, "shelled", attributions=(told,), denied_by=(azerbaijan,),
        subject_span=s.span("Azerbaijan"), object_span=s.span("two villages of Armenia"),
        time="2016-04-02", quantity=2, mode="heavy-weapons",
    )  # fmt: skip
    why = (Reason("learned", "positive", 0.71), Reason("rule", "back (verb)", 0.8, "predicates.tsv"))
    s.claim(turkey, "supports", azerbaijan, "backs", confidence=0.94, reasons=why)
    return s.claim(russia, "alliedWith", armenia, "ally").reading()


def helicopter() -> Reading:
    """What militias claimed, as another party tells it; both sides as one subject; a negated claim."""
    s = Story(
        "Russia reported that the Karabakh militias claimed to have downed a helicopter of Azerbaijan. "
        "The two countries accused each other of breaking the truce.\nTurkey supplies no troops to Azerbaijan. "
        "Ankara reportedly sends arms to Azerbaijan. Troops moved.",
        id="helicopter", date="2016-04-05", publisher="Wire Two", title="Helicopter down", source="wire/helicopter.txt",
    )  # fmt: skip
    russia, azerbaijan, turkey = (s.entity(n) for n in ("Russia", "Azerbaijan", "Turkey"))
    militias = s.entity("Karabakh militias", "ArmedGroup")
    armenia = s.entity("Armenia", words="The two countries", kind="nominal")
    s.entity("Azerbaijan", words="The two countries", kind="nominal")
    s.entity("Turkey", words="Ankara", kind="metonym")
    s.entity("troops", "ArmedGroup", "Troops", "nominal")
    outer = s.says(russia, "Russia", "reported", "the Karabakh militias claimed to have downed a helicopter")
    inner = s.says(militias, "the Karabakh militias", "claimed", "to have downed a helicopter of Azerbaijan")
    unnamed = s.says(None, None, "reportedly", "sends arms to Azerbaijan")
    s.claim(militias, "attacks", azerbaijan, "downed", attributions=(outer, inner), mode="destroy", quantity=1)
    both = s.span("The two countries")
    s.claim(armenia, "accuses", azerbaijan, "accused", subject_span=both, object_span=s.span("each other"))
    s.claim(azerbaijan, "accuses", armenia, "accused", subject_span=both, object_span=s.span("each other"))
    s.claim(turkey, "suppliesTroopsTo", azerbaijan, "supplies", polarity="negated")
    return s.claim(turkey, "suppliesWeaponsTo", azerbaijan, "sends", attributions=(unnamed,)).reading()


def background() -> Reading:
    """Dated history, and a sentence that another article has word for word."""
    s = Story(
        "Karabakh broke away from Azerbaijan in 1988. The OSCE Minsk Group mediates.\n\nTurkey backs Azerbaijan. "
        "Russia, led by Vladimir Putin, is a member of the OSCE Minsk Group. “Russia mediated in 1994,” he said.",
        id="background", date="2016-04-06T08:30:00Z", publisher="Wire Three", source="wire/background.txt",
    )  # fmt: skip
    names = ("Karabakh", "Azerbaijan", "OSCE Minsk Group", "Turkey", "Russia", "Vladimir Putin")
    karabakh, azerbaijan, group, turkey, russia, putin = (s.entity(n) for n in names)
    told = s.says(putin, "he", "said", "Russia mediated in 1994")
    s.claim(karabakh, "secededFrom", azerbaijan, "broke away", time="1988")
    s.claim(group, "mediates", karabakh, "mediates")
    s.claim(turkey, "supports", azerbaijan, "backs")
    s.claim(russia, "memberOf", group, "member")
    s.claim(putin, "leads", russia, "led")
    return s.claim(russia, "mediates", None, "mediated", attributions=(told,), time="1994", place=karabakh).reading()


@pytest.fixture
def story() -> Callable[..., Story]:
    return Story


@pytest.fixture
def readings() -> tuple[Reading, ...]:
    """Three articles on one conflict."""
    return (shelling(), helicopter(), background())


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of them on disk, with its views: made once, to be copied and never written."""
    folder = tmp_path_factory.mktemp("built") / "g.kg"
    with Graph.create(folder) as made:
        made.add(shelling(), helicopter(), background(), reader="test reader 1")
        views.refresh(made)
    return folder


@pytest.fixture(scope="session")
def built(built_folder: Path) -> bytes:
    """All that the graph holds, as N-Quads."""
    with Graph.open(built_folder) as made:
        return made.dump("nq")


@pytest.fixture
def graph(built: bytes) -> Graph:
    """A graph of the readings, with its views, in memory."""
    store = ox.Store()
    store.bulk_load(built, ox.RdfFormat.N_QUADS)
    return Graph(store)


@pytest.fixture
def graph_folder(built_folder: Path, tmp_path: Path) -> Path:
    """The same graph on disk."""
    shutil.copytree(built_folder, tmp_path / "g.kg")
    return tmp_path / "g.kg"


class Done(NamedTuple):
    """What a command did: its exit status, what it printed and what it said on standard error."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Done]:
    """Runs `kg` with some arguments, in an empty folder, on a terminal of 100 columns; keywords are the environment."""
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*args: object, stdin: str | bytes = b"", **environment: object) -> Done:
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        with CliRunner().isolation(input=stdin) as (out, err, _):
            with pytest.raises(SystemExit) as ended:
                main([str(arg) for arg in args])
            return Done(int(ended.value.code or 0), out.getvalue().decode(), err.getvalue().decode())

    return run


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """A SPARQL endpoint on this machine."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("PARLEY_CONTACT", raising=False)
    with Endpoint() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(endpoint: Endpoint, clock: Clock) -> Client:
    """A client of it."""
    return made(endpoint, clock)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The index of `dumps.DUMP`."""
    folder = tmp_path_factory.mktemp("small")
    make(written(folder / "dump.json", *DUMP), folder / "index", Options())
    return Index.open(folder / "index")
