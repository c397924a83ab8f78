"""What the XML formats share: text that is fit for XML 1.0, and the columns of nodes and edges."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any
from xml.sax.saxutils import quoteattr

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold, such as U+0000 or half a surrogate pair."""
    return _UNFIT.sub("", text)


def attributes(values: Mapping[str, object]) -> str:
    """The values as XML attributes, each after a space; None is left out."""
    return "".join(f" {name}={quoteattr(fit(spell(value)))}" for name, value in values.items() if value is not None)


def spell(value: object) -> str:
    """The value as XML Schema spells it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def columns(record: Any) -> Iterator[tuple[str, str]]:
    """The fields of a record class that become columns, with the type of each: string, integer or double."""
    kinds = {"int": "integer", "int | None": "integer", "float": "double"}
    for field in fields(record):
        yield field.name, kinds.get(_name(field.type), "string")


def _name(kind: object) -> str:
    return kind.__name__ if isinstance(kind, type) else str(kind)
