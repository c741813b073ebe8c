"""The way into the API: open to every site, counted, without cookies, and every error in one form."""

import pytest
from django.db import OperationalError

from portal.api import door, problems
from portal.limits import Limit
from tests.factories.criteria import make_criterion

pytestmark = pytest.mark.django_db
LIST = "/api/v1/criteria"


def told(response):
    assert response.headers["Content-Type"] == problems.MEDIA_TYPE
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.json()["status"] == response.status_code
    assert response.json()["type"].startswith("/api/v1/docs#")
    return response.json()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/criteria/", 404),
        ("/api/v1/criteria/CFIT-NON-ONE-01", 404),
        ("/api/v1/criteria/%00", 400),
        ("/api/v1/criteria/CFIT-NON-ONE-01/editions", 404),
        ("/api/v1/criteria/CFIT-NON-ONE-01/editions/9999.9999", 404),
        ("/api/v1/criteria/CFIT-NON-ONE-01/editions/two", 400),
        ("/api/v1/networks/nowhere", 404),
        ("/api/v1/events/never", 404),
        ("/api/v1/labels/none", 404),
        ("/api/v1/resources/nothing", 404),
        ("/api/v1/vocabulary/nonsense", 404),
        (f"{LIST}?limit=0", 400),
        (f"{LIST}?limit=1000000000000000000000000", 400),
        (f"{LIST}?limit=ten", 400),
        (f"{LIST}?cursor=x", 400),
        (f"{LIST}?q=%00", 400),
        (f"{LIST}?q=" + "a" * 20_000, 414),
        (f"{LIST}?" + "tag=x&" * 10_000, 414),
        ("/api/v1/events?when=tomorrow", 400),
        ("/oembed?url=https://elsewhere.example/", 404),
    ],
)
def test_every_error_has_the_same_form(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    told(response)
    assert not response.cookies


def test_the_root_says_where_everything_is(client):
    root = client.get("/api/v1/").json()
    for address in (root["documentation"], root["openapi"], *root["parts"].values()):
        assert client.get(address).status_code == 200, address


def test_wrong_parameters_are_named_and_not_repeated(client):
    (mistake,) = told(client.get(f"{LIST}?limit=<script>"))["errors"]
    assert mistake["parameter"] == "limit"
    assert "<script>" not in mistake["message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)(LIST)
    assert told(response)["status"] == 405
    assert response.headers["Allow"]


def test_scripts_of_every_site_may_ask_first(client):
    response = client.options(LIST, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in response.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "address", [LIST, "/api/v1/openapi.json", "/api/v1/networks", "/api/v1/events", "/dcat.jsonld"]
)
def test_answers_are_open_to_every_site_and_carry_no_cookie(client, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_head_is_answered_like_get(client):
    make_criterion()
    assert client.head(LIST).headers["ETag"] == client.get(LIST).headers["ETag"]


@pytest.mark.parametrize("accept", ["text/html", "image/png", "nonsense", "", "*/*;q=0", "a" * 5000])
def test_the_api_speaks_json_whatever_is_asked(client, accept):
    assert client.get(LIST, headers={"Accept": accept}).headers["Content-Type"] == "application/json"


def test_who_asks_too_often_waits(client, monkeypatch):
    monkeypatch.setattr(door, "LIMIT", Limit("api", 3, 60))
    statuses = [client.get(LIST).status_code for _time in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.get(LIST)
    told(refused)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert client.get(LIST, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 429


def test_a_database_that_is_away_is_said_in_the_same_form(client, monkeypatch):
    def away(*_arguments):
        raise OperationalError

    client.raise_request_exception = False
    monkeypatch.setattr("criteria.library.facets.current", away)
    response = client.get(LIST)
    assert told(response)["status"] == 503
    assert response.headers["Retry-After"]


def test_a_mistake_of_ours_tells_nothing_of_itself(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("criteria.library.facets.current", lambda *_arguments: 1 / 0)
    assert "zero" not in client.get(LIST).text
    assert told(client.get(LIST))["status"] == 500


def test_maintenance_is_said_in_the_same_form(client, settings):
    settings.MAINTENANCE = True
    assert told(client.get(LIST))["status"] == 503
