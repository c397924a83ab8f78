"""What is to be read, and what came of it: quads are made where the reader is, so that the writer has little to do."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import identity, iris, rdf, shards
from kg.errors import InputError
from kg.model import Article, Reading
from kg.reading import Reader, failure, read_batch


@dataclass(slots=True)
class Task:
    """An article to be read: the how-manieth it is, by which reader (its name and version), and where it was found
    (`kg.register.place_key`)."""

    number: int
    article: Article
    reader: str
    places: tuple[str, ...] = ()
    deaths: int = 0
    """How many processes died that read nothing else."""


@dataclass(frozen=True, slots=True)
class Written:
    """A reading as N-Quads (b"" where a shard has them already), and what a build tells of it: how many claims, the
    IRIs of the entities, seconds it took.

    Seconds are the article's share of its batch by the length of its text.
    """

    quads: bytes
    claims: int
    entities: tuple[str, ...]
    seconds: float


Result = Written | InputError


def do(reader: Reader, batch: Sequence[Task]) -> Iterator[tuple[Task, Result]]:
    """Each task with what came of it, in order."""
    began = time.perf_counter()
    results = read_batch(reader, [task.article for task in batch])
    pace = (time.perf_counter() - began) / sum(len(task.article.text) for task in batch)
    for task, result in zip(batch, results, strict=True):
        yield task, _written(task, result, pace * len(task.article.text)) if isinstance(result, Reading) else result


def _written(task: Task, reading: Reading, seconds: float) -> Result:
    try:
        quads = rdf.to_nquads(reading, task.reader)
    except Exception as error:  # noqa: BLE001 - a reading that cannot be written must not cost the others
        return failure("writer", task.article, error)
    article = iris.article(reading.article)
    entities = tuple(sorted(set(identity.entities(reading.entities, article).values())))
    return Written(quads, len(reading.claims), entities, seconds)


def entry(task: Task, written: Written) -> shards.Entry:
    """What a shard says of an article that was read."""
    a = task.article
    return shards.Entry(
        iris.article(a), iris.fingerprint(a), rdf.run_iri(task.reader), a.date, task.places, len(written.quads),
        shards.checksum(written.quads),
    )  # fmt: skip
