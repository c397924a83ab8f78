"""What the XML formats share: text that is fit for XML 1.0, and the columns of nodes and edges."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NODE_COLUMNS = {"type": "string", "qid": "string"}
"""What a node says beside its label, and the type of each."""
EDGE_COLUMNS = {
    "predicate": "string", "valence": "int", "polarity": "string", "modality": "string",
    "confidence": "double", "time": "string", "quantity": "int", "mode": "string", "said_by": "string",
    "denied_by": "string", "article": "string", "title": "string", "date": "string", "publisher": "string",
    "sentence": "string",
}  # fmt: skip
"""What an edge says beside its label, and the type of each."""


def fit(value: object) -> str:
    """The value as text, without the characters that XML 1.0 cannot hold, such as U+0000 or half a surrogate pair."""
    return _UNFIT.sub("", str(value))


def content(value: object) -> str:
    """The value as the content of an element."""
    return escape(fit(value))


def attributes(values: Mapping[str, object]) -> str:
    """The values as XML attributes, each after a space; None is left out."""
    return "".join(f" {name}={quoteattr(fit(value))}" for name, value in values.items() if value is not None)
