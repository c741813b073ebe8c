"""The library over HTTP: browse, one criterion, and what labels show."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.editions.citing import cite
from criteria.embed.oembed import card_of
from criteria.exports.wordings import addresses
from criteria.languages import known, reading
from criteria.languages.offering import offers_of
from criteria.languages.rights import writes_in
from criteria.library import browsing, queries
from criteria.library import labels as labels_of_library
from criteria.library.criteria_shelf import CRITERIA
from criteria.lifecycle import steps
from criteria.models import Criterion, LibraryEntry
from portal.navigation import Link
from portal.reader import reader_of


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/?q=&product=…`: all published criteria that fit."""
    return browsing.page(request, CRITERIA, template="criteria/browse.html", heading=gettext("Criteria"))


@require_safe
def criterion(request: HttpRequest, ref: str) -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/`: one criterion, whole."""
    if ref != ref.upper():
        return redirect("criteria:criterion", ref.upper(), permanent=True)
    entry = _entry(request, ref)
    written = entry.read()
    language = known.wanted(request.GET)
    spoken = reading.speak(written, reading.texts_of_entry(entry), language)
    document = spoken.document
    context = queries.criterion_context(document, reader_of(request), language)
    newest = next(iter(context["editions"]), None)
    context |= {
        "heading": document.title,
        "standing": document,
        "reading": offers_of(request, spoken),
        "in_every_language": True,
        "record": Criterion(pk=entry.criterion_id, ref=entry.ref),
        "description": document.summary,
        "crumbs": [
            Link(gettext("Criteria"), reverse("criteria:browse")),
            *(
                Link(group.label, f"{reverse('criteria:browse')}?product={quote(group.key)}")
                for group in document.product_groups[:1]
            ),
        ],
        "citation": cite(newest, written.title, portal=request.build_absolute_uri("/")) if newest else None,
        "formats": addresses(entry.ref),
        "card": card_of(request, entry.ref, written.title),
        "permanent_url": request.build_absolute_uri(reverse("permanent:criterion", args=[ref])),
    }
    if steps.takes_part(reader_of(request), entry):
        context["life_url"] = reverse("criteria:life", args=[ref])
    if writes_in(reader_of(request)):
        context["texts_url"] = reverse("criteria:texts", args=[ref])
    response = render(request, "criteria/criterion.html", context)
    if reader_of(request).user is not None:
        add_never_cache_headers(response)  # Members read their talk beneath it.
    return response


@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/labels/`: what label generations demand, and the targets and figures behind the library."""
    context = {
        "labels": labels_of_library.labels(),
        "background": queries.background(),
        "heading": gettext("Labels, targets and figures"),
        "in_every_language": True,
        "crumbs": [Link(gettext("Criteria"), reverse("criteria:browse"))],
    }
    return render(request, "criteria/labels.html", context)


@require_safe
def label(request: HttpRequest, key: str) -> HttpResponse:
    """`/en/criteria/labels/tco-certified/`: what one label proves."""
    found = get_object_or_404(labels_of_library.labels(), key=key)
    context = {
        "label": found,
        "generations": labels_of_library.what_it_proves(reader_of(request), found),
        "heading": found.name,
        "in_every_language": True,
        "crumbs": [
            Link(gettext("Criteria"), reverse("criteria:browse")),
            Link(gettext("Labels, targets and figures"), reverse("criteria:labels")),
        ],
    }
    return render(request, "criteria/label.html", context)


def _entry(request: HttpRequest, ref: str) -> LibraryEntry:
    entry = queries.find(reader_of(request), ref)
    if entry is None:
        raise Http404
    return entry
