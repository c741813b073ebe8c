"""Selections that need no account: the one in an address, and one that somebody shares by its secret address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from criteria.languages import known
from criteria.models import Selection
from criteria.tender import pages, queries
from criteria.tender.address import Picks, parse, read_pick
from criteria.tender.files import file_of
from criteria.tender.forms import SaveForm
from criteria.tender.selection import Contents
from portal.reader import reader_of


@require_safe
def selection(request: HttpRequest) -> HttpResponse:
    """`/en/selection/?ref=A&ref=B@2.1`: the selection is the address. `do` changes it and leads to the new address."""
    reader, picks = reader_of(request), parse(request.GET.getlist("ref"))
    if reader.user is not None and not request.GET:
        return redirect("selection:mine")
    contents = queries.contents_of(reader, picks, language=known.wanted(request.GET))
    command = pages.command_in(request.GET.get("do", ""))
    if command is not None:
        return redirect(_after(request, picks.only(contents.numbers), contents, command))
    form = SaveForm(reader=reader) if reader.user and contents.lines else None
    response = render(request, "criteria/tender/selection.html", pages.page_of_address(request, picks, contents, form))
    if reader.user is not None:
        add_never_cache_headers(response)
    return response


def _after(request: HttpRequest, picks: Picks, contents: Contents, command: pages.Command) -> str:
    """The address of the selection once the command was carried out."""
    ref = command.ref
    if command.verb == "remove":
        picks = picks.without(ref)
    elif command.verb == "current":
        picks = picks.current(ref)
    elif command.verb == "add":
        new = read_pick(ref)
        picks = parse([pick.name for pick in (*picks.chosen, *([new] if new else []))])
    else:
        picks = picks.swapped(ref, contents.beside(ref, pages.STEPS[command.verb]))
    words = urlencode({"q": request.GET["q"]}) if request.GET.get("q") and command.verb == "add" else ""
    read_in = urlencode({known.PARAMETER: language}) if (language := known.chosen(request.GET)) else ""
    query = "&".join(part for part in (picks.query, words, read_in) if part)
    place = f"#{ref}" if ref in picks.refs else ""
    return f"{reverse('selection:selection')}?{query}{place}" if query else reverse("selection:selection")


@require_safe
def as_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """`/en/selection/export.csv?ref=…`, also `.xlsx`, `.json`"""
    reader = reader_of(request)
    response = file_of(request, queries.contents_of(reader, parse(request.GET.getlist("ref"))), ending)
    response.headers["Cache-Control"] = "no-cache" if reader.user is None else "private, no-store"
    return response


@require_safe
@never_cache
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """`/en/selection/s/TOKEN/`: what somebody lets others read, as long as they do."""
    found = _shared(token)
    contents = queries.saved_contents(reader_of(request), found, language=known.wanted(request.GET))
    shown = pages.page_of(request, contents) | {"selection": found, "token": token, "heading": found.title}
    return _closed(render(request, "criteria/tender/shared.html", shown))


@require_safe
@never_cache
def shared_as_file(request: HttpRequest, token: str, ending: str) -> HttpResponseBase:
    """`/en/selection/s/TOKEN/export.csv`"""
    return _closed(file_of(request, queries.saved_contents(reader_of(request), _shared(token)), ending))


def _shared(token: str) -> Selection:
    found = queries.find_by_token(token)
    if found is None:
        raise Http404
    return found


def _closed[R: HttpResponseBase](response: R) -> R:
    """Not to be listed, and not to be told to other sites: the address is all that guards it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
