"""What the reconciliation API 0.2 says of the shape of each answer, as JSON Schema.

https://reconciliation-api.github.io/specs/0.2/
"""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}


def record(*needed: str, exact: bool = False, **properties: Schema) -> Schema:
    """An object with these properties, some of them needed; exactly these, if so asked."""
    return {"type": "object", "properties": properties, "required": [*needed], "additionalProperties": not exact}


def several(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def each(value: Schema) -> Schema:
    """An object whose values, whatever their names, are such."""
    return {"type": "object", "additionalProperties": value}


def template(mark: str) -> Schema:
    return {"type": "string", "pattern": mark}


NAMED = record("id", "name", id=TEXT, name=TEXT, description=TEXT)
TYPES = several({"oneOf": [record("id", id=TEXT, name=TEXT), TEXT]})
SERVICE = record(
    service_url=TEXT, service_path=TEXT, flyout_service_url=TEXT, flyout_service_path=template(r"\$\{id\}")
)
PAGE = template(r"\{\{id\}\}")
SETTING = record(
    "type", "label", "name", type={"enum": ["number", "text", "checkbox", "select"]}, label=TEXT, name=TEXT
)
MANIFEST = record(
    "versions", "name", "identifierSpace", "schemaSpace",
    versions={"type": "array", "items": TEXT, "contains": {"const": "0.2"}}, name=TEXT, identifierSpace=TEXT,
    schemaSpace=TEXT, documentation=TEXT, serviceVersion=TEXT, view=record("url", url=PAGE),
    feature_view=record("url", url=PAGE), defaultTypes={**several(NAMED), "uniqueItems": True},
    suggest=record(entity=SERVICE, property=SERVICE, type=SERVICE),
    preview=record("url", "width", "height", url=PAGE, width={"type": "integer"}, height={"type": "integer"}),
    extend=record(propose_properties=record(service_url=TEXT, service_path=TEXT), property_settings=several(SETTING)),
)  # fmt: skip
FEATURE = record(id=TEXT, value={"type": ["boolean", "number"]})
CANDIDATE = record(
    "id", "name", "score", id=TEXT, name=TEXT, description=TEXT, score={"type": "number"}, match={"type": "boolean"},
    type=TYPES, features=several(FEATURE),
)  # fmt: skip
RESULTS = each(record("result", result=several(CANDIDATE)))
DATE = template(r"^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$")
VALUE: Schema = {
    "oneOf": [
        record(exact=True), record("id", "name", exact=True, id=TEXT, name=TEXT, description=TEXT),
        record("str", exact=True, str=TEXT), record("float", exact=True, float={"type": "number"}),
        record("int", exact=True, int={"type": "integer"}), record("date", exact=True, date=DATE),
    ]
}  # fmt: skip
META = record("id", "name", id=TEXT, name=TEXT, type=record("id", id=TEXT), service=template("^https?://"))
EXTENSION = record("meta", "rows", meta=several(META), rows=each(each(several(VALUE))))
SUGGESTED = record("result", result=several({**NAMED, "properties": {**NAMED["properties"], "notable": TYPES}}))
PROPOSED = record("properties", type=TEXT, limit={"type": "number"}, properties=several(NAMED))
FLYOUT = record("id", "html", id=TEXT, html=TEXT)
