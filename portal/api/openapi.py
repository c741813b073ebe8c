"""The OpenAPI 3.1 document of the API, with answers of this very portal as examples."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest
from django.urls import resolve

from portal.api import problems
from portal.api.assembly import api
from portal.api.registry import EXAMPLE, meanings, parts

BASE = "/api/v1"
PROBLEM = {"$ref": "#/components/schemas/ProblemDetails"}
ALWAYS = {status: problems.BY_STATUS[int(status)].title for status in ("400", "414", "429")}
HEADERS = {
    "ETag": {"description": "Send it as If-None-Match: 304 while nothing changed.", "schema": {"type": "string"}},
    "Last-Modified": {"description": "When it changed last, where that is known.", "schema": {"type": "string"}},
}


def document(request: HttpRequest) -> dict[str, Any]:
    """The whole document as plain values. Its examples are real: each was asked for just now."""
    made: dict[str, Any] = json.loads(json.dumps(api().get_openapi_schema(path_prefix=""), default=str))
    made["servers"] = [{"url": request.build_absolute_uri(BASE)}]
    made["tags"] = [{"name": part.label, "description": part.about} for part in parts()]
    made["externalDocs"] = {"url": request.build_absolute_uri(f"{BASE}/docs"), "description": "To read"}
    schemas = made["components"]["schemas"]
    schemas.update(_schemas_of(problems.ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")))
    for name, schema in schemas.items():
        schema.pop("additionalProperties", None)  # New members may come within a version.
        for member, meaning in meanings().get(name, {}).items():
            if member in schema.get("properties", {}):
                schema["properties"][member].setdefault("description", meaning)
    for operation in _operations(made):
        _complete(operation, request)
    return made


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (operation for methods in made["paths"].values() for operation in methods.values())


def _complete(operation: dict[str, Any], request: HttpRequest) -> None:
    """Its errors, its headers, and an example of its answer where there is one now."""
    answers = operation["responses"]
    operation["parameters"].sort(key=lambda each: each["name"] in {"limit", "cursor"})
    told = ALWAYS | ({"404": problems.BY_STATUS[404].title} if _has_path_parameter(operation) else {})
    for status, words in told.items():
        answers[status] = {"description": words, "content": {problems.MEDIA_TYPE: {"schema": PROBLEM}}}
    answers["304"] = {"description": "What you have is current"}
    answers["200"]["headers"] = HEADERS
    path = operation.pop(EXAMPLE, "")
    found = _answer(path, request) if path else None
    if found is not None:
        summary = f"GET {BASE}{path}"
        (content,) = answers["200"]["content"].values()
        content["examples"] = {"now": {"summary": summary, "value": found}}


def _has_path_parameter(operation: dict[str, Any]) -> bool:
    return any(parameter["in"] == "path" for parameter in operation["parameters"])


def _answer(path: str, request: HttpRequest) -> Any:
    """What the API says to an anonymous reader at an address; None when there is no such thing at present."""
    address, _mark, query = f"{BASE}{path}".partition("?")
    told = {name: value for name, value in request.META.items() if not name.startswith("HTTP_IF_")}
    asked = WSGIRequest(told | {"REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query})
    try:
        match = resolve(address)
    except Http404:
        return None
    response = match.func(asked, *match.args, **match.kwargs)
    return json.loads(response.content) if response.status_code == 200 else None


def _schemas_of(schema: dict[str, Any]) -> dict[str, Any]:
    inner: dict[str, Any] = schema.pop("$defs", {})
    return inner | {schema["title"]: schema}
