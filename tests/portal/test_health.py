"""What machines and readers are told when something is away."""

import logging

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from tests.factories.pages import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def database_down(monkeypatch, settings):
    """A database that does not answer, with the page cache of production on."""
    settings.PAGE_CACHE_SECONDS = 60

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_all_is_well(client):
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok"}
    assert client.get("/healthz").json() == {"status": "ok"}


def test_health_asks_no_database(client, django_assert_num_queries, settings):
    settings.PAGE_CACHE_SECONDS = 60
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_readiness_says_what_is_missing(client, database_down):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")
    assert client.get("/healthz").status_code == 200


def test_readiness_waits_for_migrations(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    assert client.get("/readyz").json()["database"] == "migrations are waiting"


@pytest.mark.parametrize("host", ["10.0.0.7", "evil.example", "x y"])
def test_probes_need_no_host_name(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("page", ["/en/", "/en/criteria/", "/en/networks/", "/en/search/?q=x", "/sitemap.xml"])
def test_readers_get_the_maintenance_page_and_the_portal_comes_back(client, monkeypatch, settings, page):
    make_home()
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", lambda *args, **kwargs: (_ for _ in ()).throw(OperationalError("away")))
        answer = client.get(page)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "takes a short break" in answer.text
    assert client.get(page).status_code in {200, 404}


@pytest.mark.parametrize(
    ("path", "status"), [("/en/", 503), ("/en/criteria/", 503), ("/admin/login/", 302), ("/healthz", 200)]
)
def test_maintenance_by_setting_leaves_the_cms_open(client, settings, path, status):
    settings.MAINTENANCE = True
    assert client.get(path).status_code == status


def test_mistake_of_ours_is_a_plain_page_without_details(client, monkeypatch, caplog):
    client.raise_request_exception = False
    make_home()
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr("home.models.HomePage.get_context", lambda *args, **kwargs: 1 / 0)
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "ZeroDivisionError" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/nothing/", 404),
        ("/en/events/none/register/", 404),
        ("/xx/", 404),
        ("/en/criteria/../../etc/passwd", 404),
        ("/.git/config", 404),
        ("/.env", 404),
        ("/metrics", 404),
        ("/static/../portal/settings/base.py", 404),
        ("/media/documents/x.pdf", 404),
        ("/media/images/../../secret", 400),
        ("/en/%ff/", 404),
        ("/en/a%00b/", 400),
        ("/en/" + "a" * 5000, 404),
        ("/admin/api/main/pages/", 302),
        ("/django-admin/", 404),
    ],
)
def test_wrong_addresses_get_a_page_with_a_way_out(client, path, status):
    make_home()
    answer = client.get(path, follow=path != "/admin/api/main/pages/")
    assert answer.status_code == status
    if status != 302:
        assert "To the home page" in answer.text


def test_wagtails_own_api_is_not_there(client):
    answer = client.get("/api/v2/pages/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "BREW", "OPTIONS"])
@pytest.mark.parametrize("path", ["/en/", "/en/criteria/", "/healthz"])
def test_odd_methods_are_no_error_of_ours(client, method, path):
    make_home()
    assert client.generic(method, path).status_code < 500


def test_starter_never_overwrites(starter, capsys):
    call_command("starter")
    assert "nothing was loaded" in capsys.readouterr().out
