"""The harmonisation matrix over HTTP: the page, its files, and the page behind each cell."""

from dataclasses import replace

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from criteria.adoption import asking, export, queries
from criteria.adoption.chart import chart
from criteria.adoption.detail import Detail, detail_of
from criteria.adoption.history import harmonisation
from criteria.adoption.matrix import matrix
from criteria.languages import known, reading
from criteria.languages.listing import heads, listing
from criteria.languages.offering import offers_of
from criteria.languages.reading import Text
from criteria.library.queries import find
from criteria.models import LibraryEntry
from criteria.terms import Adoption
from portal.errors import too_many
from portal.limits import Limit, client_address
from portal.navigation import Link
from portal.reader import reader_of
from portal.rights import may
from portal.tables import CSV, XLSX

EXPORTS = Limit("matrix-files", times=60, seconds=600)
"""A file holds every criterion and position, so it costs more than a page."""


@require_safe
def show_matrix(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/matrix/?product=…&network=…&decided=1`: who asks for what."""
    reader = reader_of(request)
    asked = asking.ask(request.GET, reader, queries.columns(reader))
    shown = matrix(asked.query, reader, networks=asked.networks)
    groups = asking.filters(asked, shown.counted)
    moments = harmonisation(reader, refs=shown.refs, networks={page.pk for page in shown.networks})
    context = {
        "heading": gettext("Who asks for what"),
        "description": gettext("Which network of public buyers asks for which criterion, and how far they agree."),
        "in_every_language": True,
        "noindex": asked.is_narrowed,
        "crumbs": [Link(gettext("Criteria"), reverse("criteria:browse"))],
        "asked": asked,
        "matrix": shown,
        "listing": listing(request, [row.rendition for row in shown.rows]),
        "groups": groups,
        "chips": asking.chips(asked, groups),
        "pages": asking.page_links(asked, shown),
        "chart": chart(moments),
        "states": list(Adoption),
        "has_any": bool(shown.counted),
        "decides_for": queries.decides_for(reader),
    }
    return render(request, "criteria/adoption/matrix.html", context)


@require_safe
def as_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """`/en/criteria/matrix.csv` and `.xlsx`: all pages of the matrix with the same filters."""
    if EXPORTS.exceeded_by(client_address(request)):
        return too_many(request, seconds=EXPORTS.seconds)
    reader = reader_of(request)
    asked = asking.ask(request.GET, reader, queries.columns(reader))
    shown = matrix(asked.whole, reader, networks=asked.networks, whole=True)
    name = f"matrix.{kind}"
    if kind == "xlsx":
        return FileResponse(export.as_xlsx(shown), content_type=XLSX, as_attachment=True, filename=name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(b"".join(export.as_csv(shown)), content_type=CSV, headers=headers)


@require_safe
def position(request: HttpRequest, ref: str, slug: str) -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/positions/netherlands/`: one network's position on one criterion."""
    reader = reader_of(request)
    entry, network = find(reader, ref.upper()), queries.network_for(reader, slug)
    if entry is None or network is None:
        raise Http404
    criterion = entry.read()
    may_decide = may(reader, "take_position", network)
    found = detail_of(network, criterion.ref, criterion.edition)
    if found is None:
        if may_decide:
            return redirect("criteria:decide_position", criterion.ref, network.slug)
        raise Http404
    language = known.wanted(request.GET)
    spoken = reading.speak(found.document, _texts(entry, found), language)
    title = spoken.document.title if not found.cell.is_outdated else _title_today(entry, language)
    names = {"network": network.title, "criterion": title}
    offers = offers_of(request, spoken)
    context = {
        "heading": gettext("%(network)s: %(criterion)s") % names,
        "description": gettext("The position of %(network)s on “%(criterion)s”.") % names,
        "title": title,
        "reading": offers,
        "original_name": known.name_where_foreign(found.document.language, request.GET),
        "crumbs": [
            Link(gettext("Criteria"), reverse("criteria:browse") + offers.suffix),
            Link(gettext("Who asks for what"), reverse("criteria:matrix") + offers.suffix),
            Link(criterion.ref, reverse("criteria:criterion", args=[criterion.ref]) + offers.suffix),
        ],
        "criterion": criterion,
        "network": network,
        "detail": replace(found, spoken=spoken.document),
        "may_decide": may_decide,
    }
    response = render(request, "criteria/adoption/position.html", context)
    if reader.user is not None:
        add_never_cache_headers(response)  # Coordinators see more than others.
    return response


def _texts(entry: LibraryEntry, found: Detail) -> list[Text]:
    """The languages the edition of the position can be read in; one query."""
    if found.cell.is_outdated:
        return reading.texts_of_edition(found.position.edition)
    return reading.texts_of_entry(entry)


def _title_today(entry: LibraryEntry, language: str) -> str:
    """What the criterion is called now; one query, none for the original."""
    return heads({entry.pk: entry.facets}, language)[entry.pk].said("title", entry.title)
