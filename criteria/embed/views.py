"""The card and oEmbed over HTTP. Both are the same for everybody, without a cookie and without a script."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from criteria.embed import oembed as rules
from criteria.library import queries
from criteria.models import LibraryEntry
from portal.answers import as_json, for_programs
from portal.api import problems
from portal.reader import NOBODY

CARD_SECONDS = 300
"""How long a browser may show a card before it asks again."""
KEPT = ("default-src", "style-src", "img-src", "font-src", "base-uri")
FRAMED: dict[str, Any] = {
    **{name: sources for name, sources in settings.SECURE_CSP.items() if name in KEPT},
    "frame-ancestors": ["*"],
    "form-action": ["'none'"],
}
"""Like every page of the portal, but without scripts, and any page may show it in a frame."""


@require_safe
@xframe_options_exempt
@csp_override(FRAMED)
def card(request: HttpRequest, ref: str) -> HttpResponse:
    """`/embed/criteria/CFIT-LAP-BAT-01/`: a criterion as it is now, small, for an iframe."""
    entry = _entry(ref)
    with override(settings.LANGUAGE_CODE):
        response = render(request, "criteria/card.html", {"criterion": entry.read()})
    response.headers["Cache-Control"] = f"public, max-age={CARD_SECONDS}"
    return for_programs(request, response)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """`/oembed?url=…&format=json|xml&maxwidth=&maxheight=`"""
    asked = request.GET
    form = asked.get("format", "json")
    if form not in {"json", "xml"}:
        kind = problems.BY_KEY["not-implemented"]
        return problems.answer(request, kind, kind.meaning)
    try:
        entry = _entry(rules.reference_in(asked.get("url", ""), request.get_host()))
    except Http404:
        kind = problems.BY_KEY["not-found"]
        return problems.answer(request, kind, "There is no card for this address.")
    room = rules.room_for(asked.get("maxwidth", ""), asked.get("maxheight", ""))
    data = rules.answer(request, entry.ref, entry.title, room)
    if form == "xml":
        return for_programs(request, HttpResponse(rules.as_xml(data), content_type="text/xml; charset=utf-8"))
    return for_programs(request, as_json(data))


def _entry(ref: str) -> LibraryEntry:
    entry = queries.find(NOBODY, ref.upper())
    if entry is None:
        raise Http404
    return entry
