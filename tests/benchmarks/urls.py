"""The portal's addresses, and three plain ones to compare them with."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_addresses

__all__ = ["handler400", "handler403", "handler404", "handler500"]
PAGE = b"<!doctype html><title>Plain</title>" + b"<p>Some text of a page.</p>" * 1000
LIST = engines["django"].from_string(
    "<!doctype html><title>List</title>"
    "<ul>{% for row in rows %}<li>{{ row.app_label }} {{ row.model }}</li>{% endfor %}</ul>"
)


def bare(request: HttpRequest) -> HttpResponse:
    """As little as a view can do."""
    response = HttpResponse(b"ok")
    response.headers["Cache-Control"] = "no-store"
    return response


def one_query(request: HttpRequest) -> HttpResponse:
    """What a list does at the very least: twenty rows in one query, in a small template."""
    rows = ContentType.objects.order_by("pk")[:20]
    response = HttpResponse(LIST.render({"rows": rows}))
    response.headers["Cache-Control"] = "no-store"
    return response


def kept(request: HttpRequest) -> HttpResponse:
    """A page of 27 kB that the page cache keeps: as fast as a kept page can be."""
    return HttpResponse(PAGE)


urlpatterns = [path("bare/", bare), path("one-query/", one_query), path("kept/", kept), *portal_addresses]
