"""Pages of the shared floor: the language choice at the root, the search, and the note to robots."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal import search as site_search
from portal.language import language_of
from portal.navigation import Link


@require_safe
def language_root(request: HttpRequest) -> HttpResponse:
    """`/`: sends the reader to the language their browser asks for, English when the portal does not speak it."""
    response = redirect(f"/{language_of(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/en/search/?q=`: pages and library records that match, grouped by what they are."""
    words = site_search.clean_words(request.GET.get("q", ""))
    context = {
        "words": words,
        "in_every_language": True,
        "found": site_search.search(words, request),
        "crumbs": [Link(gettext("Home"), "/")],
    }
    return render(request, "portal/search.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: everything public may be read; the CMS and sign-in pages are of no use to a search engine."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /accounts/", "Disallow: /*/search/"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """`/favicon.ico`: where browsers look that were not told."""
    return redirect(static("portal/img/favicon.ico"), permanent=True)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """`/en/style/`: the living style page, in development only."""
    from portal.style_page import context  # noqa: PLC0415  never imported in production

    return render(request, "portal/style.html", context())
