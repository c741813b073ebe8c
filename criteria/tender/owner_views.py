"""Pages for what the owner of a selection does: notes, title, sharing, deleting. Copying is for its readers too."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from criteria.models import Selection
from criteria.tender import actions, pages, queries, sharing
from criteria.tender.actions import Overtaken, mark_of
from criteria.tender.forms import NetworksForm, note_form, title_form
from portal.reader import reader_of
from portal.states import Refused

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def note(request: HttpRequest, pk: str, ref: str) -> HttpResponse:
    """`/en/selection/12/CFIT-LAP-BAT-01/note/`: a note on one criterion."""
    reader, found = reader_of(request), pages.own_or_404(request, int(pk))
    contents = queries.saved_contents(reader, found)
    line = next((each for each in contents.lines if each.ref == ref), None)
    if line is None and request.method != "POST":
        raise Http404
    form = note_form(line.note if line else "", request.POST if request.method == "POST" else None)
    shown = {"line": line, "ref": ref, "heading": gettext("Note on %(ref)s") % {"ref": ref}}
    return _text(
        request, found, form, "criteria/tender/note.html", shown,
        lambda said: actions.say(reader, found, ref, said["note"], seen=said["seen"]), place=f"#{ref}",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/selection/12/rename/`: another title."""
    reader, found = reader_of(request), pages.own_or_404(request, pk)
    form = title_form(found, request.POST if request.method == "POST" else None)
    return _text(
        request, found, form, "criteria/tender/rename.html", {"heading": gettext("Rename")},
        lambda said: actions.rename(reader, found, said["title"], seen=said["seen"]),
    )  # fmt: skip


def _text(
    request: HttpRequest,
    found: Selection,
    form: Any,
    template: str,
    shown: dict[str, Any],
    write: Callable[[dict[str, Any]], None],
    *,
    place: str = "",
) -> HttpResponse:
    """A page that asks for one text; what another window wrote meanwhile is shown, and what was typed stays."""
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            if isinstance(refusal, Overtaken):
                form.data = form.data | {"seen": mark_of(refusal.newer)}
                shown |= {"newer": refusal.newer or gettext("Nothing: it was emptied.")}
        else:
            messages.success(request, gettext("Saved."))
            return redirect(f"{found.get_absolute_url()}{place}")
    shown |= {"form": form, "selection": found, "noindex": True, "crumbs": pages.crumbs_within(request, found)}
    return render(request, template, shown, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/selection/12/share/`: its secret address, and the networks whose members can read it."""
    reader, found = reader_of(request), pages.own_or_404(request, pk)
    wanted = request.POST.get("do", "")
    form = NetworksForm(request.POST if wanted == "networks" else None, reader=reader, selection=found)
    if request.method == "POST" and (wanted in {"open", "close"} or (wanted == "networks" and form.is_valid())):
        try:
            if wanted == "networks":
                sharing.show_to(reader, found, form.cleaned_data["networks"])
            else:
                (sharing.open_address if wanted == "open" else sharing.close_address)(reader, found)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _SHARED[wanted]())
            return redirect("selection:share", pk)
    address = reverse("selection:shared", args=[found.token]) if found.token else ""
    shown = {
        "selection": found,
        "form": None if form.is_empty else form,
        "address": request.build_absolute_uri(address) if address else "",
        "heading": gettext("Share"),
        "noindex": True,
        "crumbs": pages.crumbs_within(request, found),
    }
    return render(request, "criteria/tender/share.html", shown, status=UNPROCESSABLE if form.errors else 200)


_SHARED: dict[str, Callable[[], str]] = {
    "open": lambda: gettext("It has an address now. Whoever has it can read the selection."),
    "close": lambda: gettext("The address was taken back. It leads nowhere any more."),
    "networks": lambda: gettext("Saved."),
}


@require_POST
@login_required
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/selection/12/copy/`: the same as a selection of one's own."""
    found = pages.find_or_404(request, pk)
    try:
        made = actions.duplicate(reader_of(request), found)
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
        return redirect(found)
    messages.success(request, gettext("This is your copy."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/selection/12/delete/`: asks once, then it is gone."""
    found = pages.own_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.delete(reader_of(request), found)
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, gettext("“%(title)s” was deleted.") % {"title": found.title})
        return redirect("selection:mine")
    shown = {
        "selection": found,
        "heading": gettext("Delete"),
        "noindex": True,
        "crumbs": pages.crumbs_within(request, found),
    }
    return render(request, "criteria/tender/delete.html", shown)
