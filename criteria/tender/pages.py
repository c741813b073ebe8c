"""What the pages of a selection have in common: its commands, what else fits, its files, the way up."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from criteria.languages.listing import listing
from criteria.models import Selection
from criteria.tender import queries
from criteria.tender.address import MOST, Picks
from criteria.tender.forms import SaveForm
from criteria.tender.selection import Contents
from portal.navigation import Link
from portal.reader import reader_of
from portal.rights import may

STEPS = {"up": -1, "down": 1}
COMMANDS = {*STEPS, "add", "remove", "current"}


@dataclass(frozen=True)
class Command:
    """What a button of a line asks: to do `verb` with the criterion `ref`. `number` is the edition it means."""

    verb: str
    ref: str
    number: str = ""


def command_in(text: str) -> Command | None:
    """`up CFIT-LAP-BAT-01` or `current CFIT-LAP-BAT-01@2.1`; None for anything else."""
    verb, _space, name = text.partition(" ")
    ref, _at, number = name.partition("@")
    return Command(verb, ref, number) if verb in COMMANDS and ref else None


def page_of(request: HttpRequest, contents: Contents) -> dict[str, Any]:
    """The context that every page of a selection needs. `q` in the address looks for more in the library."""
    languages = listing(request, [line.rendition for line in contents.lines])
    words, reader = request.GET.get("q", ""), reader_of(request)
    found = queries.fitting(reader, words, language=languages.chosen) if "q" in request.GET else None
    return {
        "contents": contents,
        "listing": languages,
        "shown": len(contents.lines),
        "found": found,
        "hits": found.hits[: queries.FITTING] if found else (),
        "refs": [line.ref for line in contents.lines],
        "words": found.query.words if found else "",
        "most": MOST,
        "noindex": True,
    }


def page_of_address(request: HttpRequest, picks: Picks, contents: Contents, form: SaveForm | None) -> dict[str, Any]:
    """What the page of a selection in an address shows."""
    kept = picks.only(contents.numbers)
    here, shown = reverse("selection:selection"), page_of(request, contents)
    addition = shown["listing"].addition
    return shown | {
        "picks": kept,
        "form": form,
        "address": request.build_absolute_uri(f"{here}?{kept.query}" if kept.query else here),
        "pinned_url": f"{here}?{kept.pinned(contents.numbers).query}{addition}",
        "is_pinned": all(line.is_pinned for line in contents.lines),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': f'{here}?{kept.query}{addition}'})}",
        "query": kept.query,
        "heading": gettext("Selection"),
        "crumbs": crumbs(request),
    }


def crumbs(request: HttpRequest) -> list[Link]:
    """The way up: to one's own selections for who has an account, else to the library."""
    if reader_of(request).user is None:
        return [Link(gettext("Criteria"), reverse("criteria:browse"))]
    return [
        Link(gettext("Your desk"), reverse("members:home")),
        Link(gettext("My selections"), reverse("selection:mine")),
    ]


def find_or_404(request: HttpRequest, pk: int) -> Selection:
    """A saved selection that the reader may see."""
    found = queries.find(reader_of(request), pk)
    if found is None:
        raise Http404
    return found


def own_or_404(request: HttpRequest, pk: int) -> Selection:
    """One that the reader may change."""
    found = find_or_404(request, pk)
    if not may(reader_of(request), "change", found):
        raise Http404
    return found


def crumbs_within(request: HttpRequest, found: Selection) -> list[Link]:
    """The way up from a page below a saved selection."""
    return [*crumbs(request), Link(found.title, found.get_absolute_url())]
