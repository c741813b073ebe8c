"""The portal's addresses, and three plain ones to compare them with."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_addresses

__all__ = ["handler400", "handler403", "handler404", "handler500"]
PAGE = b"<!doctype html><title>Plain</title>" + b"<p>Some text of a page.</p>" * 1000


def bare(request: HttpRequest) -> HttpResponse:
    """As little as a view can do."""
    response = HttpResponse(b"ok")
    response.headers["Cache-Control"] = "no-store"
    return response


def one_query(request: HttpRequest) -> HttpResponse:
    """What most pages do at the very least."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_content_type")
        number = cursor.fetchone()[0]
    response = HttpResponse(str(number))
    response.headers["Cache-Control"] = "no-store"
    return response


def kept(request: HttpRequest) -> HttpResponse:
    """A page of 27 kB that the page cache keeps: as fast as a kept page can be."""
    return HttpResponse(PAGE)


urlpatterns = [path("bare/", bare), path("one-query/", one_query), path("kept/", kept), *portal_addresses]
