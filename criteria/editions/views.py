"""Editions over HTTP: one wording, and what changed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.consulting.queries import rounds_of
from criteria.editions import queries
from criteria.editions.citing import cite
from criteria.exports.wordings import addresses
from criteria.languages import known, reading
from criteria.languages.offering import offers_of
from criteria.library.queries import criterion_context
from criteria.library.queries import find as find_entry
from criteria.lifecycle.reading import history
from criteria.models import Criterion, Edition
from portal.navigation import Link
from portal.reader import reader_of


@require_safe
def edition(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/2.1/`: one wording for ever, with the way to the current one."""
    found = _find(request, ref, number)
    editions = queries.editions_of(reader_of(request), found.ref)
    language = known.wanted(request.GET)
    spoken = reading.speak(found.read(), reading.texts_of_edition(found), language)
    document = spoken.document
    entry = find_entry(reader_of(request), found.ref)
    context = criterion_context(document, reader_of(request), language) | {
        "standing": entry.read() if entry else document,
        "heading": document.title,
        "description": document.summary,
        "edition": found,
        "reading": offers_of(request, spoken),
        "current": editions[0],
        "noindex": editions[0] != found,
        "formats": addresses(found.ref, found.number),
        "citation": cite(found, found.document["title"], portal=request.build_absolute_uri("/")),
        "crumbs": _crumbs(found.ref),
    }
    response = render(request, "criteria/criterion.html", context)
    if reader_of(request).user is not None:
        add_never_cache_headers(response)  # Members see guidance that others do not.
    return response


@require_safe
def changes(request: HttpRequest, ref: str) -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/changes/?from=1.0&to=2.1`: all editions, and what differs between two."""
    reader = reader_of(request)
    editions = queries.editions_of(reader, ref.upper())
    if not editions:
        raise Http404
    asked = request.GET.get("from", ""), request.GET.get("to", "")
    context = {
        "heading": gettext("Editions of %(ref)s") % {"ref": editions[0].ref},
        "editions": editions,
        "history": history(Criterion(pk=editions[0].criterion_id)),
        "consultations": rounds_of(editions[0].criterion_id),
        "ref": editions[0].ref,
        "comparison": queries.compare(reader, editions, *asked),
        "original": known.ORIGINAL,
        "original_name": known.name_where_foreign(known.ORIGINAL, request.GET),
        "chosen": known.chosen(request.GET),
        "noindex": any(asked),
        "crumbs": _crumbs(editions[0].ref),
    }
    return render(request, "criteria/changes.html", context)


def _find(request: HttpRequest, ref: str, number: str) -> Edition:
    found = queries.find(reader_of(request), ref.upper(), number)
    if found is None:
        raise Http404
    return found


def _crumbs(ref: str) -> list[Link]:
    return [
        Link(gettext("Criteria"), reverse("criteria:browse")),
        Link(ref, reverse("criteria:criterion", args=[ref])),
    ]
