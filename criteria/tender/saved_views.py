"""Saved selections over HTTP: one's own and what colleagues share, saving what stands in an address, changing one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.languages import known
from criteria.models import Selection
from criteria.tender import actions, pages, queries
from criteria.tender.actions import Added
from criteria.tender.address import Pick, parse, read_pick
from criteria.tender.files import file_of
from criteria.tender.forms import SaveForm, TitleForm
from portal.errors import too_many
from portal.limits import Limit
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.states import Refused

CHANGES = Limit("changes-of-selections", times=2000, seconds=3600)
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """`/en/selection/mine/`: one's own selections, those of colleagues, and a new one."""
    reader = reader_of(request)
    form = TitleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(reader, form.cleaned_data["title"])
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return redirect(made)
    shown = {
        "form": form,
        "rows": queries.mine(reader),
        "shared": queries.shared_with(reader),
        "heading": gettext("My selections"),
        "noindex": True,
        "crumbs": pages.crumbs(request)[:1],
    }
    return render(request, "criteria/tender/mine.html", shown, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """`/en/selection/save/`: keeps what stands in an address, as a new selection or in one there is."""
    reader, picks = reader_of(request), parse(request.POST.getlist("ref"))
    form = SaveForm(request.POST, reader=reader)
    if form.is_valid():
        try:
            target, added = _saved(reader, form, picks.chosen)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _news(added))
            return redirect(target)
    contents = queries.contents_of(reader, picks, language=known.wanted(request.GET))
    shown = pages.page_of_address(request, picks, contents, form)
    return render(request, "criteria/tender/selection.html", shown, status=UNPROCESSABLE)


def _saved(reader: Reader, form: SaveForm, picks: tuple[Pick, ...]) -> tuple[Selection, Added]:
    target = form.target
    if target is not None:
        return target, actions.add(reader, target, picks)
    made = actions.create(reader, form.cleaned_data["title"], picks)
    return made, Added(made.items.count(), 0)


def _news(added: Added) -> str:
    said = [ngettext("%(count)s criterion was added.", "%(count)s criteria were added.", added.new)
            % {"count": added.new}]  # fmt: skip
    if added.known:
        told = ngettext("%(count)s stood there already.", "%(count)s stood there already.", added.known)
        said.append(told % {"count": added.known})
    return " ".join(said)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def saved(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/selection/12/`: a selection. Its owner changes it with `do`; colleagues read it."""
    reader, found = reader_of(request), pages.find_or_404(request, pk)
    is_own = may(reader, "change", found)
    if request.method == "POST":
        if not is_own:
            raise Http404
        return _changed(request, found)
    contents = queries.saved_contents(reader, found, language=known.wanted(request.GET))
    shown = pages.page_of(request, contents) | {
        "selection": found,
        "is_own": is_own,
        "networks": queries.networks_of(found) if is_own else [],
        "heading": found.title,
        "crumbs": pages.crumbs(request),
    }
    return render(request, "criteria/tender/saved.html", shown)


def _changed(request: HttpRequest, found: Selection) -> HttpResponse:
    """Carry out a command, and lead back to where the line stands."""
    command = pages.command_in(request.POST.get("do", ""))
    if command is None:
        raise Http404
    if CHANGES.exceeded_by(str(request.user.pk)):
        return too_many(request, seconds=CHANGES.seconds)
    reader, ref = reader_of(request), command.ref
    try:
        if command.verb == "add":
            pick = read_pick(ref)
            messages.success(request, _news(actions.add(reader, found, [pick] if pick else [])))
        elif command.verb == "remove":
            actions.remove(reader, found, ref)
            messages.success(request, gettext("%(ref)s was taken out.") % {"ref": ref})
        elif command.verb == "current":
            actions.take_edition(reader, found, ref, command.number)
            messages.success(
                request, gettext("%(ref)s is at edition %(number)s now.") % {"ref": ref, "number": command.number}
            )
        else:
            actions.move(reader, found, ref, pages.STEPS[command.verb])
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
    asked = QueryDict(mutable=True)
    if request.POST.get("q") and command.verb == "add":
        asked["q"] = request.POST["q"]
    if language := known.chosen(request.POST):
        asked[known.PARAMETER] = language
    query = f"?{asked.urlencode()}" if asked else ""
    place = "" if command.verb == "remove" or read_pick(ref) is None else f"#{ref}"
    return redirect(f"{found.get_absolute_url()}{query}{place}")


@require_safe
@never_cache
@login_required
def as_file(request: HttpRequest, pk: str, ending: str) -> HttpResponseBase:
    """`/en/selection/12/export.csv`, also `.xlsx`, `.json`"""
    return file_of(request, queries.saved_contents(reader_of(request), pages.find_or_404(request, int(pk))), ending)
