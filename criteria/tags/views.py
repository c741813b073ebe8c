"""Tags over HTTP: all of them, one with what carries it, and suggestions while typing."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from criteria.tags import queries
from criteria.tags.suggestions import Suggestion, suggest
from portal.navigation import Link
from portal.reader import reader_of
from portal.search import clean_words

PER_PAGE = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/en/tags/?q=`: all tags with counts, agreed words first."""
    words = clean_words(request.GET.get("q", ""))
    found = queries.listed(reader_of(request), words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "total": len(found),
        "page_of_tags": page,
        "agreed": [each for each in page if each.tag.curated],
        "free": [each for each in page if not each.tag.curated],
        "heading": gettext("Tags"),
        "description": gettext("The words by which criteria, news and events can be found."),
        "noindex": bool(words),
    }
    return render(request, "criteria/tags.html", context)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/tags/laptop/`: everything with a tag. Old addresses and capital letters lead there."""
    reader = reader_of(request)
    found = queries.find(reader, slug)
    if found is None:
        moved = queries.moved_to(reader, slug)
        if moved is None:
            raise Http404
        return redirect("tags:tag", moved.slug, permanent=True)
    context = {
        "shown": queries.page_of(reader, found),
        "heading": gettext("Tag: %(name)s") % {"name": found.name},
        "description": found.description,
        "crumbs": [Link(gettext("Tags"), reverse("tags:index"))],
    }
    return render(request, "criteria/tag.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """`/en/tags/suggest/?q=`: tags that fit the word somebody is typing, as `[{name, note}]`, the best first."""
    found = suggest(clean_words(request.GET.get("q", "")), reader_of(request))
    response = JsonResponse([{"name": each.counted.tag.name, "note": _note(each)} for each in found], safe=False)
    # Every letter is an address of its own: they would push whole pages out of the page cache.
    patch_cache_control(response, private=True, max_age=60)
    return response


def _note(suggestion: Suggestion) -> str:
    """What stands beside a suggestion: by which other word it was found, and how often it is used."""
    count = suggestion.counted.count
    used = ngettext("%(count)s use", "%(count)s uses", count) % {"count": count} if count else ""
    return " · ".join(part for part in (suggestion.synonym, used) if part)
