"""The OpenAPI document holds for what the API really answers, and its page says the same."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import seed as seeded
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.api import door
from portal.limits import Limit
from portal.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 20
"""Generated calls an operation: thirteen operations take about ten seconds."""


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


def test_every_answer_is_what_the_document_says(document, monkeypatch):
    monkeypatch.setattr(door, "LIMIT", Limit("api", 1_000_000, 60))
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    asked = []

    for found in schema.get_all_operations():
        operation = found.ok()

        @seeded(24)
        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @operation.as_hypothesis_test
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


def test_filters_of_the_document_are_those_of_the_page(document, client):
    told = {parameter["name"] for parameter in document["paths"]["/criteria"]["get"]["parameters"]}
    shown = set(re.findall(r'type="checkbox" name="(\w+)"', client.get("/en/criteria/").text))
    assert shown
    assert shown | {"q", "sort", "limit", "cursor"} == told


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
