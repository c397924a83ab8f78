"""Articles through a reader, in batches: memory stays bounded, and one article that fails spoils nothing else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple, Protocol, TypeVar

from kg import contract
from kg.errors import InputError, KgError, fault
from kg.model import Article, Reading

LEARNED_BY_DEFAULT = True
"""Whether articles are read by the learned reader where nobody says so: the one place that decides it."""
LEAST = 0.5
"""The confidence from which on a claim goes into a graph where nobody says otherwise; `kg read` tells all."""
LIMIT = 300.0
"""Seconds that an article may take a worker where nobody says otherwise."""
ARTICLES = 16
"""Articles in a batch, and with it in memory, at most."""
CHARACTERS = 50_000
"""Characters of text after which a batch is full, however few its articles."""

T = TypeVar("T")


class Reader(Protocol):
    """Whatever turns articles into readings, one each, in order."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The readings of the articles, in order."""
        ...


class Answer(NamedTuple):
    """A line of output in UTF-8, without its end, and what was wrong with the line of input."""

    line: bytes
    error: InputError | None = None


def batches(items: Iterable[T], limit: int = ARTICLES) -> Iterator[list[T]]:
    """The items in lists of at most `limit`, ended early once their articles hold `CHARACTERS` characters."""
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(batch) >= limit or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read_batch(reader: Reader, articles: Sequence[Article]) -> list[Reading | InputError]:
    """The reading of each article, or the error that says why there is none."""
    try:
        return list(reader.read_many(articles))
    except Exception as error:
        if isinstance(error, KgError) and not isinstance(error, InputError):
            raise  # of the installation, such as a bad lexicon: no article is to blame
        # a fault in one article must not cost the others: each is tried alone
        return [_read_alone(reader, article) for article in articles]


def _read_alone(reader: Reader, article: Article) -> Reading | InputError:
    try:
        return next(iter(reader.read_many([article])))
    except InputError as error:  # a plug-in's fault
        return error
    except Exception as error:  # noqa: BLE001 - reported, with the place of the fault, never passed over
        return failure("reader", article, error)


def failure(part: str, article: Article, error: Exception) -> InputError:
    """What to say where a part of Parley failed on an article for no reason that it knows."""
    what = f"the {part} failed on article {article.id!r}: {fault(error)}"
    return InputError(what, where=article.source, hint="a fault in Parley: please report it with the article")


def answers(stream: BinaryIO, make_reader: Callable[[], Reader], name: str = "") -> Iterator[list[Answer]]:
    """The reading contract: for each line of articles its line of output, in order, a batch at a time.

    `name` is the file's, for the errors; where it is empty they say "line 3" alone.
    """
    reader = None
    for batch in batches(_parsed(stream, f"{name} line" if name else "line")):
        reader = reader or make_reader()
        results = iter(read_batch(reader, [item for item in batch if isinstance(item, Article)]))
        yield [_answered(next(results), item) if isinstance(item, Article) else item for item in batch]


def _parsed(stream: BinaryIO, place: str) -> Iterator[Article | Answer]:
    for number, line in enumerate(contract.lines(stream), 1):
        try:
            yield contract.parse_article(line, f"{place} {number}")
        except InputError as error:
            yield Answer(contract.refusal(contract.id_of(line), error), error)


def _answered(result: Reading | InputError, article: Article) -> Answer:
    """The line for a result, always in UTF-8: a reading that cannot be written costs its own line and no other."""
    if isinstance(result, Reading):
        try:
            return Answer(contract.dump(result).encode())
        except Exception as error:  # noqa: BLE001 - as above
            result = failure("writer", article, error)
    return Answer(contract.refusal(article.id, result), result)
