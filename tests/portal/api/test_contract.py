"""The OpenAPI document holds for what the API really answers, and its page says the same."""

import re

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.api import door
from portal.api.assembly import api
from portal.api.registry import meanings
from portal.limits import Limit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 20
"""Generated calls an operation: thirteen operations take about ten seconds."""


@pytest.fixture
def served():
    """The portal as a server meets it, on the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    handler = WSGIHandler()
    yield lambda environ, start: handler(environ | {"REMOTE_ADDR": "127.0.0.1"}, start)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


def test_every_answer_is_what_the_document_says(document, served, monkeypatch):
    monkeypatch.setattr(door, "LIMIT", Limit("api", 1_000_000, 60))
    schema = schemathesis.openapi.from_dict(document)
    schema.app = served
    asked = []

    for found in schema.get_all_operations():
        operation = found.ok()
        meant = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        odd = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

        @seed(24)
        @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
        @given(case=meant | odd)
        def check(case):
            case.call_and_validate(checks=CHECKS)

        check()
        asked.append(operation.path)
    assert len(asked) == len(document["paths"]) >= 13


def test_every_operation_has_words_and_an_example_of_this_portal(document):
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        operation = methods["get"]
        assert operation["summary"], path
        assert operation["description"], path
        assert all(parameter["description"] for parameter in operation["parameters"]), path
        (content,) = operation["responses"]["200"]["content"].values()
        assert content["examples"]["now"]["value"], path


def test_members_of_documents_are_explained(document):
    shapes = document["components"]["schemas"]
    for name in ("CriterionDocument", "CriterionRecord", "ProblemDetails"):
        members = {key: each for key, each in shapes[name]["properties"].items() if key != "links"}
        assert not [key for key, each in members.items() if not each.get("description")], name
    stray = [(name, key) for name, told in meanings().items() for key in told if key not in shapes[name]["properties"]]
    assert not stray


def test_no_two_shapes_share_a_name(document):
    """Ninja keeps the last one without a word, and the document would lie about the others."""
    known = {}
    for router in api()._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                model = operation.response_models[200]
                for name, shape in model.model_json_schema(mode="serialization").get("$defs", {}).items():
                    assert known.setdefault(name, shape) == shape, name
    assert known


def test_filters_of_the_document_are_those_of_the_page(document, client):
    told = {parameter["name"] for parameter in document["paths"]["/criteria"]["get"]["parameters"]}
    boxes = set(re.findall(r'type="checkbox" name="(\w+)"', client.get("/en/criteria/").text))
    shown = boxes - {"ref"}  # the boxes that say what to compare
    assert shown
    assert shown | {"q", "sort", "lang", "limit", "cursor"} == told


def test_the_page_says_what_the_document_says_and_loads_nothing_from_elsewhere(document, client):
    page = client.get("/api/v1/docs")
    for path, methods in document["paths"].items():
        assert f"GET {path}<" in page.text
        assert f'id="{methods["get"]["operationId"]}"' in page.text
    for name in document["components"]["schemas"]:
        assert f'id="shape-{name}"' in page.text
    assert set(re.findall(r'href="#([\w-]+)"', page.text)) <= set(re.findall(r'id="([\w-]+)"', page.text))
    assert "<script" not in page.text
    assert not [
        url for url in re.findall(r'(?:src|href)="([^"]+)"', page.text) if re.match(r"(?!http://testserver)\w+:", url)
    ]
    assert not page.cookies
