"""The first pass: the dump's items, stripped to what counts, in its order; and what classes are kinds of."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.errors import WikidataError, fault
from kg.wikidata.coding import dumped, item_key
from kg.wikidata.indexing.dump import Dump, Line
from kg.wikidata.indexing.records import Record, parse
from kg.wikidata.indexing.workshop import State, Workshop

BATCH, BATCH_BYTES = 10_000, 16 * 2**20
"""Lines between two checkpoints, and bytes of text after which there are no more of them: a line can be megabytes."""

_NAMED = 5
"""How many of the broken lines are remembered by their numbers."""

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read(dump: Dump, shop: Workshop, state: State, languages: Sequence[str], tell: Callable[[State], None]) -> None:
    """Read what is left of the dump; `tell` hears of each checkpoint.

    Raises WikidataError where the dump breaks off, or no line of it is an item.
    """
    for batch in _batches(dump.lines(state.end, state.lines)):
        records = _records(batch, state, languages)
        state.end, state.lines, state.position = batch[-1].end, batch[-1].number, dump.position
        with shop.stage(state) as stage:
            kept = [value for record, value in records if record.classes]
            keys = (number.to_bytes(8, "big") for number in range(state.staged, state.staged + len(kept)))
            with stage.txn.cursor(stage.staged) as cursor:
                cursor.putmulti(zip(keys, kept, strict=True), append=True)
            state.staged += len(kept)
            parents = sorted((item_key(r.item), dumped(r.parents)) for r, _ in records if r.parents)
            with stage.txn.cursor(stage.parents) as cursor:
                cursor.putmulti(parents)
        tell(state)
    if not state.staged:
        raise WikidataError("no line of it is an item of Wikidata", where=dump.path, hint=_hint(state))


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines in batches, each ended by its number of lines or by their size."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.text)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _records(lines: Iterable[Line], state: State, languages: Sequence[str]) -> list[tuple[Record, bytes]]:
    """The items on these lines, each also as it is stored."""
    records = []
    for line in lines:
        try:
            record = parse(line.text, languages)
            value = dumped(record)
        except _BROKEN as cause:
            state.broken += 1
            if len(state.first_broken) < _NAMED:
                state.first_broken.append(f"{line.number}: {fault(cause).partition(' at ')[0]}")
            continue
        if record is not None:
            state.top_sitelinks = max(state.top_sitelinks, record.sitelinks)
            state.top_statements = max(state.top_statements, record.statements)
            records.append((record, value))
    return records


def _hint(state: State) -> str:
    if state.first_broken:
        return f"line {state.first_broken[0]}"
    return "give the JSON dump: latest-all.json.gz from https://dumps.wikimedia.org/wikidatawiki/entities/"
