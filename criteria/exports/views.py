"""The permanent addresses of criteria and editions over HTTP: what is asked for, in the form it is asked for."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from criteria.editions import queries as editions
from criteria.exports.records import open_documents
from criteria.exports.wordings import BY_KEY, HTML, Format, Wording, addresses, preferred
from criteria.languages.known import PARAMETER, chosen
from criteria.languages.reading import texts_of_edition, texts_of_entry
from criteria.library import queries
from portal.answers import for_programs, opened
from portal.api import problems
from portal.language import in_language_of
from portal.reader import NOBODY


@require_safe
def criterion(request: HttpRequest, ref: str) -> HttpResponseBase:
    """`/criteria/CFIT-LAP-BAT-01/`: the address to cite. Its page in the reader's language, or what Accept asks for."""
    return _negotiated(request, _current(request, ref), ["criteria:criterion", ref.upper()])


@require_safe
def criterion_as(request: HttpRequest, ref: str, ending: str) -> HttpResponseBase:
    """`/criteria/CFIT-LAP-BAT-01.json`, `.jsonld`, `.bib`, `.csl.json`, `.csv`, `.xlsx`"""
    return _given(_current(request, ref), BY_KEY[ending])


@require_safe
def edition(request: HttpRequest, ref: str, number: str) -> HttpResponseBase:
    """`/criteria/CFIT-LAP-BAT-01/2.1/`: the address to cite an edition by."""
    return _negotiated(request, _edition(request, ref, number), ["criteria:edition", ref.upper(), number])


@require_safe
def edition_as(request: HttpRequest, ref: str, number: str, ending: str) -> HttpResponseBase:
    """`/criteria/CFIT-LAP-BAT-01/2.1.json` and so on; the checksum is the entity tag of the JSON."""
    return _given(_edition(request, ref, number), BY_KEY[ending])


def _current(request: HttpRequest, ref: str) -> Wording:
    entry = queries.find(NOBODY, ref.upper())
    if entry is None:
        raise Http404
    (data,) = open_documents([entry])
    newest = next(iter(editions.editions_of(NOBODY, entry.ref)), None)
    texts = texts_of_entry(entry)
    return Wording(request, data, newest, is_fixed=False, changed=entry.updated_on, texts=texts)


def _edition(request: HttpRequest, ref: str, number: str) -> Wording:
    found = editions.find(NOBODY, ref.upper(), number)
    if found is None:
        raise Http404
    return Wording(
        request, found.document, found, is_fixed=True, changed=found.published_at, texts=texts_of_edition(found)
    )


def _negotiated(request: HttpRequest, wording: Wording, page: list[str]) -> HttpResponseBase:
    liked = preferred(request)
    if isinstance(liked, Format):
        response = _given(wording, liked)
        number = wording.edition.number if wording.is_fixed and wording.edition else ""
        at = next(address for each, address in addresses(wording.data["ref"], number) if each == liked)
        response.headers["Content-Location"] = at
    elif liked == HTML:
        with in_language_of(request):
            response = redirect(f"{reverse(page[0], args=page[1:])}{query_of(request)}")
        opened(response)
    else:
        offered = [HTML, *(each.media_type for each in BY_KEY.values())]
        detail = "This address gives none of the formats that the Accept header names."
        response = problems.answer(request, problems.BY_KEY["not-acceptable"], detail, alternatives=offered)
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


def _given(wording: Wording, form: Format) -> HttpResponseBase:
    """The wording in a format, words of lists in the portal's first language."""
    with override(wording.original.language):
        response = form.make(wording)
    if response is None:
        raise Http404
    if not isinstance(response, HttpResponse):
        response.headers["Cache-Control"] = "no-cache"
        return opened(response)
    is_as_published = form.key == "json" and not wording.language
    may_change = wording.language or (form.key == "jsonld" and wording.texts)
    modified = None if may_change else wording.changed
    response.headers["Content-Language"] = wording.text.language
    etag = wording.checksum if is_as_published else ""
    return for_programs(wording.request, response, modified=modified, etag=etag)


def query_of(request: HttpRequest) -> str:
    """The language of the text that was asked for, as the page takes it."""
    language = chosen(request.GET)
    return f"?{PARAMETER}={language}" if language else ""
