"""The OpenAPI document as values for the page that people read."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.api import problems

MAX_EXAMPLE = 4_000
"""Characters of an example that the page shows; the document itself has all of it."""


KINDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "nothing"}
"""Types of JSON in plain words."""


@dataclass(frozen=True)
class Member:
    """A parameter, or a member of an answer. `of` names the schema it refers to."""

    name: str
    kind: str
    about: str
    required: bool
    of: str = ""
    where: str = ""


@dataclass(frozen=True)
class Operation:
    """One address."""

    key: str
    path: str
    title: str
    about: str
    parameters: Sequence[Member]
    gives: str
    asked: str
    example: str
    is_cut: bool


@dataclass(frozen=True)
class Chapter:
    """All addresses about one kind of thing."""

    title: str
    about: str
    operations: Sequence[Operation]


@dataclass(frozen=True)
class Shape:
    """A kind of record, with its members or the values it can have."""

    name: str
    about: str
    members: Sequence[Member]
    values: Sequence[str]


@dataclass(frozen=True)
class Manual:
    """The documentation, whole."""

    address: str
    about: str
    chapters: Sequence[Chapter]
    shapes: Sequence[Shape]
    problems: Sequence[problems.Kind]


def manual_of(document: dict[str, Any]) -> Manual:
    """A pure function of the document, so that the page can never say something else."""
    server = document["servers"][0]["url"]
    chapters = [
        Chapter(tag["name"], tag["description"], list(_operations(document, tag["name"], server)))
        for tag in document["tags"]
    ]
    shapes = [_shape(name, schema) for name, schema in sorted(document["components"]["schemas"].items())]
    return Manual(server, document["info"]["description"], chapters, shapes, problems.KINDS)


def _operations(document: dict[str, Any], tag: str, server: str) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        operation = methods["get"]
        if tag not in operation["tags"]:
            continue
        (content,) = operation["responses"]["200"]["content"].values()
        shown = content.get("examples", {}).get("now", {})
        text = json.dumps(shown["value"], ensure_ascii=False, indent=2) if shown else ""
        below = shown["summary"].removeprefix(f"GET {urlsplit(server).path}") if shown else ""
        yield Operation(
            key=operation["operationId"],
            path=path,
            title=operation["summary"],
            about=operation.get("description", ""),
            parameters=[_parameter(each) for each in operation["parameters"]],
            gives=_of(content["schema"]),
            asked=f"curl '{server}{below}'" if shown else "",
            example=text[:MAX_EXAMPLE],
            is_cut=len(text) > MAX_EXAMPLE,
        )


def _parameter(each: dict[str, Any]) -> Member:
    where, schema = each["in"], each["schema"]
    return Member(each["name"], _kind(schema), each.get("description", ""), each.get("required", False), "", where)


def _shape(name: str, schema: dict[str, Any]) -> Shape:
    required = schema.get("required", [])
    members = [
        Member(key, _kind(value), value.get("description", ""), key in required, _of(value))
        for key, value in schema.get("properties", {}).items()
    ]
    return Shape(name, schema.get("description", ""), members, schema.get("enum", []))


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in a few words: “text”, “list of text”, the name of another shape."""
    if "$ref" in schema:
        return _of(schema)
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(each) for each in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if "const" in schema:
        return str(schema["const"])
    kind = str(schema.get("format") or schema.get("type") or "anything")
    return KINDS.get(kind, kind)


def _of(schema: dict[str, Any]) -> str:
    """The name of the one shape a value refers to, if any."""
    parts = [schema, schema.get("items", {}), *schema.get("anyOf", [])]
    parts += [each.get("items", {}) for each in schema.get("anyOf", [])]
    return next((part["$ref"].rpartition("/")[2] for part in parts if "$ref" in part), "")
