"""The reading contract: articles in and readings out, as JSON.

One article or reading is one JSON object on one line. Field by field this is the shape that `kg read` speaks; every
benchmark and every other program uses it.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.model import Article, Attribution, Claim, Entity, GivenMention, Reading, Reason, Span
from kg.vocabulary import contract_class

LONGEST_TEXT = 100_000
"""Characters of an article at most: about 15,000 words, which the reader takes half a gigabyte of memory to read."""
LONGEST_LINE = 4 * 2**20
"""Bytes of a line at most: room for the longest text however it is escaped, and its mentions."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?")
_QID = re.compile(r"Q[1-9]\d*")


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one longer than `LONGEST_LINE` is cut one byte beyond that, and its rest passed over."""
    while line := stream.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        yield line


def parse_article(line: str | bytes, where: int | str) -> Article:
    """The article of one JSON line; `where` is its number or place, and goes into the article's `source`.

    Raises InputError that says where and what is wrong.
    """
    where = f"line {where}" if isinstance(where, int) else where
    if len(line) > LONGEST_LINE:
        raise InputError(f"the line is over {LONGEST_LINE:,} bytes long", where=where, hint="one article a line")
    try:
        record = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
    except UnicodeDecodeError as cause:
        raise InputError(f"not UTF-8: {cause.reason} at byte {cause.start}", where=where) from cause
    except json.JSONDecodeError as cause:
        raise InputError(f"not JSON: {cause.msg} at character {cause.pos}", where=where) from cause
    except (ValueError, RecursionError) as cause:
        raise InputError(f"not JSON: {cause}", where=where) from cause
    return article_from(record, where)


def refusal(article_id: str | None, error: InputError) -> bytes:
    """The output line in UTF-8, without its end, for an input line that gave no reading."""
    line = json.dumps({"id": article_id, "error": str(error)}, ensure_ascii=False)
    return line.encode(errors="backslashreplace")  # an error may quote what it complains of


def id_of(line: bytes) -> str | None:
    """The id in a line that is no article otherwise, where it has one."""
    try:
        record = json.loads(line) if len(line) <= LONGEST_LINE else None
    except (ValueError, RecursionError):
        return None
    found = record.get("id") if isinstance(record, dict) else None
    return found if isinstance(found, str) and is_unicode(found) else None


def is_unicode(text: str) -> bool:
    """Whether the text has no lone half of a surrogate pair, which JSON can spell but UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def article_from(record: Any, where: str) -> Article:
    """The article of a decoded JSON object; `where` goes into the error."""
    if not isinstance(record, dict):
        raise InputError("an article is a JSON object", where=where)
    _check_strings(record, where)
    if len(record["text"]) > LONGEST_TEXT:
        what = f"the text has {len(record['text']):,} characters; the limit is {LONGEST_TEXT:,}"
        raise InputError(what, where=where, hint="split it into its articles")
    date = record.get("date") or None
    if date is not None and not is_date(date):
        raise InputError(f"the date {date!r} is not YYYY-MM-DD[Thh:mm:ss[Z]]", where=where)
    return Article(
        id=record["id"], text=record["text"], title=record.get("title"), url=record.get("url"),
        publisher=record.get("publisher"), date=date, mentions=_mentions(record, where), source=where,
    )  # fmt: skip


def _check_strings(record: dict[str, Any], where: str) -> None:
    for field in ("id", "text", "title", "url", "publisher", "date"):
        value, required = record.get(field), field in ("id", "text")
        if required and field not in record:
            raise InputError(f"the field {field!r} is missing", where=where, hint="a record has an id and a text")
        if not isinstance(value, str) and (required or value is not None):
            raise InputError(f"the field {field!r} must be a string{'' if required else ' or null'}", where=where)
        if value and not is_unicode(value):
            raise InputError(f"the field {field!r} holds half a surrogate pair", where=where)


def is_date(text: str) -> bool:
    """Whether the text is a calendar date of the contract's form."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return False
    return True


def _mentions(record: dict[str, Any], where: str) -> tuple[GivenMention, ...]:
    given = record.get("mentions")
    if given is None:
        return ()
    if not isinstance(given, list):
        raise InputError("the field 'mentions' must be a list", where=where)
    return tuple(_mention(m, len(record["text"]), where) for m in given)


def _mention(m: Any, length: int, where: str) -> GivenMention:
    if not isinstance(m, dict) or not all(type(m.get(k)) is int for k in ("start", "end")):
        raise InputError("a mention needs whole numbers 'start' and 'end'", where=where)
    if not 0 <= m["start"] < m["end"] <= length:
        raise InputError(
            f"the mention [{m['start']}, {m['end']}) lies outside the text of {length} characters", where=where
        )
    if not isinstance(m.get("type"), str | None) or not isinstance(m.get("qid"), str | None):
        raise InputError("a mention's 'type' and 'qid' are strings or null", where=where)
    if m.get("type") and not is_unicode(m["type"]):
        raise InputError("a mention's 'type' holds half a surrogate pair", where=where)
    if m.get("qid") and not _QID.fullmatch(m["qid"]):
        raise InputError(f"the qid {m['qid']!r} is not a Wikidata item", where=where)
    return GivenMention(m["start"], m["end"], m.get("type") or None, m.get("qid") or None)


def dump(reading: Reading) -> str:
    """The reading as one line of JSON, without the line end."""
    return json.dumps(reading_to(reading), ensure_ascii=False, separators=(", ", ": "))


def reading_to(reading: Reading) -> dict[str, Any]:
    """The reading as the contract's JSON object."""
    return {
        "id": reading.article.id,
        "entities": [_entity(e) for e in reading.entities],
        "times": [
            {"start": t.start, "end": t.end, "text": t.text, "type": t.type, "value": t.value} for t in reading.times
        ],
        "attributions": [_attribution(a) for a in reading.attributions],
        "claims": [_claim(c) for c in reading.claims],
    }


def _entity(e: Entity) -> dict[str, Any]:
    mentions = [{"start": m.start, "end": m.end, "text": m.text, "kind": m.kind} for m in e.mentions]
    return {
        "id": e.id,
        "name": e.name,
        "type": contract_class(e.type),
        "qid": e.qid,
        "score": round(e.score, 4),
        "mentions": mentions,
    }


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _attribution(a: Attribution) -> dict[str, Any]:
    medium = {"medium_entity": a.medium_entity} if a.medium_entity is not None else {}
    return {
        "source": _span(a.source), "cue": _span(a.cue), "content": [list(s) for s in a.content],
        "source_entity": a.source_entity, "stance": a.stance, "quoted": a.quoted, **medium,
    }  # fmt: skip


def _claim(c: Claim) -> dict[str, Any]:
    return {
        "id": c.id, "subject": c.subject, "predicate": c.predicate, "object": c.object,
        "subject_span": _span(c.subject_span), "trigger": _span(c.trigger), "object_span": _span(c.object_span),
        "polarity": c.polarity, "modality": c.modality,
        "attributions": list(c.attributions), "denied_by": list(c.denied_by),
        "time": c.time, "place": c.place, "quantity": c.quantity, "mode": c.mode,
        "valence": c.valence, "confidence": round(c.confidence, 4), "extractor": c.extractor,
        "reasons": [_reason(r) for r in c.reasons],
    }  # fmt: skip


def _reason(r: Reason) -> dict[str, Any]:
    table = {"table": r.table} if r.table else {}
    return {"kind": r.kind, "name": r.name, **table, "confidence": round(r.confidence, 4)}
