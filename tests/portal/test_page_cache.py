"""Pages kept for anonymous readers: fast while nothing changes, gone the moment something does."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import Page

from portal.page_cache import content_version, page_cache

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("database_as_it_was"),
]


class Site:
    """A page that counts how often it was really made."""

    def __init__(self, **headers):
        self.made, self.headers, self.cookie, self.status = 0, headers, False, 200

    def __call__(self, request):
        self.made += 1
        response = HttpResponse(f"page {self.made}", status=self.status, headers=self.headers)
        if self.cookie:
            response.set_cookie("csrf", "x")
        return response


@pytest.fixture(autouse=True)
def keep_pages(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def ask():
    factory = RequestFactory()

    return lambda handle, path="/en/", cookies="", method="get", **headers: (
        handle(getattr(factory, method)(path, headers={"Cookie": cookies} | headers)).content
    )


def test_second_reader_gets_the_kept_page(ask):
    handle = page_cache(Site())
    assert ask(handle) == ask(handle) == b"page 1"


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/en/?q=battery"},
        {"HX-Request": "true"},
        {"cookies": "sessionid=abc"},
        {"method": "post"},
        {"Host": "localhost"},
    ],
)
def test_another_question_is_not_answered_with_it(ask, other):
    handle = page_cache(Site())
    ask(handle)
    assert ask(handle, **other) == b"page 2"


@pytest.mark.parametrize("headers", [{"Cache-Control": "private"}, {"Vary": "Accept-Language"}])
def test_personal_or_varying_pages_are_not_kept(ask, headers):
    handle = page_cache(Site(**headers))
    ask(handle)
    assert ask(handle) == b"page 2"


@pytest.mark.parametrize(("field", "value"), [("cookie", True), ("status", 404), ("status", 500)])
def test_pages_with_cookies_and_errors_are_not_kept(ask, field, value):
    site = Site()
    setattr(site, field, value)
    handle = page_cache(site)
    ask(handle)
    assert ask(handle) == b"page 2"


def test_change_of_content_makes_every_process_forget(ask):
    one, other = page_cache(Site()), page_cache(Site())
    ask(one), ask(other)
    Page.objects.filter(depth=2).first().unpublish()
    assert ask(one) == ask(other) == b"page 2"


def test_kept_page_costs_one_query(ask, django_assert_num_queries):
    handle = page_cache(Site())
    ask(handle)
    with django_assert_num_queries(1):
        ask(handle)


def test_nothing_is_kept_when_switched_off(ask, settings):
    settings.PAGE_CACHE_SECONDS = 0
    handle = page_cache(Site())
    ask(handle)
    assert ask(handle) == b"page 2"


def test_one_transaction_raises_the_version_once():
    before = content_version()
    home = Page.objects.filter(depth=2).first()
    with transaction.atomic():
        home.save()
        home.save()
    assert content_version() == before + 1
