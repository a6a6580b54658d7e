"""The description of the interface as lines a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    note: str
    required: bool


@dataclass(frozen=True)
class Entry:
    """One operation."""

    code: str
    method: str
    path: str
    scope: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    success: int
    reply: tuple[Field, ...]


def entries_of(description: dict[str, Any]) -> list[Entry]:
    schemas = description["components"]["schemas"]
    return [
        _entry(schemas, method, path, operation)
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]


def shapes_of(description: dict[str, Any]) -> list[tuple[str, tuple[Field, ...]]]:
    """(name, its fields), as operations name them."""
    return [(name, _members(shape)) for name, shape in description["components"]["schemas"].items()]


def _entry(schemas, method, path, operation):
    success = min(operation["responses"], key=int)
    return Entry(
        operation["operationId"],
        method.upper(),
        path,
        operation["x-scope"],
        operation["summary"],
        operation.get("description", ""),
        tuple(_parameter(one) for one in operation["parameters"]),
        _fields(schemas, operation.get("requestBody", {})),
        int(success),
        _fields(schemas, operation["responses"][success]),
    )


def _parameter(one):
    return Field(one["name"], kind_of(one["schema"]), one.get("description", ""), one["required"])


def _fields(schemas, body):
    named = body.get("content", {}).get("application/json", {}).get("schema", {})
    return _members(_resolved(schemas, named))


def _members(shape):
    required = shape.get("required", ())
    return tuple(
        Field(name, kind_of(schema), schema.get("description", ""), name in required)
        for name, schema in shape.get("properties", {}).items()
    )


def _resolved(schemas, schema):
    return schemas[_name(schema)] if "$ref" in schema else schema


def _name(schema):
    return schema["$ref"].rpartition("/")[2]


def kind_of(schema: dict[str, Any]) -> str:
    """A type in a word or two: "string", "list of Client", "quick | full"."""
    if "$ref" in schema:
        return _name(schema)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " | ".join(kind_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{kind_of(schema['items'])}]"
    return schema.get("format") or schema.get("type", "any")
