"""Sharing over HTTP: start a draft, write it, upload to it, hand it in; with and without script."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.models import Resource, ResourceFile
from criteria.resources import reading, sharing, uploads
from criteria.resources.forms import DraftForm, ReasonForm, StartForm
from networks.members.standing import standing_of
from portal.errors import too_many
from portal.files.body import LARGEST, takes_files
from portal.limits import Limit
from portal.models import User
from portal.navigation import Link
from portal.reader import reader_of
from portal.rights import may
from portal.states import Refused

STARTS = Limit("drafts-of-a-person", times=40, seconds=3600)
SAVES = Limit("saves-of-a-person", times=3000, seconds=3600)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def share(request: HttpRequest) -> HttpResponse:
    """`/en/resources/share/`: two questions; sending them makes the draft."""
    reader = reader_of(request)
    form = StartForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        if STARTS.exceeded_by(str(request.user.pk)):
            return too_many(request, seconds=STARTS.seconds)
        try:
            draft = sharing.start(**form.cleaned_data, by=_person(request))
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return redirect("resources:edit", draft.slug)
    context = {
        "form": form,
        "is_contributor": standing_of(reader).is_secretariat or reading.own_networks(reader).exists(),
        "networks_url": reading.networks_address(),
        "heading": gettext("Share a guideline or tool"),
        "crumbs": _crumbs(),
        "noindex": True,
    }
    return render(request, "criteria/resources/share.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@takes_files(uploads.MAX_FILES)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/<slug>/edit/`: the draft. Every way of sending it saves first; `do` says what comes after."""
    draft = _writable(request, slug)
    version = draft.open_version() or draft.versions.first()
    if version is None:
        raise Http404
    if request.method != "POST":
        return _form_page(request, draft, DraftForm(resource=draft, version=version, by=_person(request)))
    if SAVES.exceeded_by(str(request.user.pk)):
        return too_many(request, seconds=SAVES.seconds)
    form = DraftForm(request.POST, resource=draft, version=version, by=_person(request))
    draft = _save(request, draft, form)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _saved_answer(request, draft, form)
    if form.errors:
        return _form_page(request, draft, form, status=422)
    return _next_page(request, draft, form)


@require_POST
@login_required
@takes_files(1)
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/<slug>/upload/`: one file from the script; the answer holds the list of files anew."""
    draft = _writable(request, slug)
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return JsonResponse({"error": gettext("No file arrived.")}, status=422)
    try:
        row = sharing.add_file(draft, uploaded=uploaded, by=_person(request))
    except Refused as refusal:
        return JsonResponse({"error": str(refusal.reason)}, status=422)
    return JsonResponse({"files": _files_html(request, draft), "hint": _hint(request, row)})


@require_POST
@login_required
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/<slug>/move/`: take back, write again, or delete a draft."""
    found = _mine_or_404(request, slug)
    moves: dict[str, tuple[Callable[..., Any], str]] = {
        "take_back": (sharing.take_back, "resources:edit"),
        "reopen": (sharing.edit_again, "resources:edit"),
        "discard": (sharing.discard, "resources:mine"),
    }
    wanted = moves.get(request.POST.get("do", ""))
    if wanted is None:
        raise Http404
    action, name = wanted
    try:
        action(found, by=_person(request))
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
        return redirect("resources:mine")
    return redirect(name, *([slug] if name != "resources:mine" else []))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/<slug>/withdraw/`: take it from its readers, with a reason."""
    reader = reader_of(request)
    found = reading.find(reader, slug)
    if found is None or not may(reader, "withdraw", found):
        raise Http404
    form = ReasonForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            sharing.withdraw(found, reason=form.cleaned_data["reason"], by=_person(request))
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, gettext("It is withdrawn."))
            return redirect("resources:review", slug)
    context = {"form": form, "resource": found, "heading": gettext("Withdraw"), "crumbs": _crumbs(), "noindex": True}
    return render(request, "criteria/resources/withdraw.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """`/en/resources/mine/`: what I shared, and how far it is."""
    reader = reader_of(request)
    context = {
        "rows": reading.mine(reader),
        "is_contributor": standing_of(reader).is_secretariat or reading.own_networks(reader).exists(),
        "is_reviewer": reading.is_reviewer(reader),
        "networks_url": reading.networks_address(),
        "heading": gettext("What I share"),
        "noindex": True,
    }
    return render(request, "criteria/resources/mine.html", context)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _crumbs() -> list[Link]:
    return [Link(gettext("What I share"), reverse("resources:mine"))]


def _mine_or_404(request: HttpRequest, slug: str) -> Resource:
    found = reading.find(reader_of(request), slug)
    if found is None:
        raise Http404
    return found


def _writable(request: HttpRequest, slug: str) -> Resource:
    reader = reader_of(request)
    found = reading.find(reader, slug)
    if found is None or not may(reader, "edit", found):
        raise Http404
    return found


def _save(request: HttpRequest, draft: Resource, form: DraftForm) -> Resource:
    """Keep every answer that is fine and every file that may stay; mistakes stand on the form."""
    form.is_valid()
    by = _person(request)
    try:
        draft = sharing.save_draft(draft, fields=form.good_fields(), by=by)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return draft
    if key := request.POST.get("remove", ""):
        sharing.remove_file(draft, key=int(key) if key.isascii() and key.isdigit() else 0, by=by)
    for uploaded in request.FILES.getlist("uploads"):
        try:
            row = sharing.add_file(draft, uploaded=uploaded, by=by)
        except Refused as refusal:
            form.add_error("uploads", f"{str(uploaded.name)[:80]}: {refusal.reason}")
        else:
            if hint := _hint(request, row):
                messages.info(request, hint)
    return draft


def _next_page(request: HttpRequest, draft: Resource, form: DraftForm) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "submit":
        version = draft.open_version()
        for field, sentence in sharing.what_is_missing(draft, version) if version else []:
            form.add_error(field if field in form.fields else None, sentence)
        if not form.errors:
            try:
                sharing.submit(draft, by=_person(request))
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
        if form.errors:
            return _form_page(request, draft, form, status=422)
        messages.success(request, gettext("Submitted. The reviewers were told; you will hear what they decide."))
        return redirect("resources:review", draft.slug)
    if do == "preview":
        return redirect("resources:preview", draft.slug)
    messages.success(request, gettext("Saved."))
    return redirect("resources:edit", draft.slug)


def _saved_answer(request: HttpRequest, draft: Resource, form: DraftForm) -> HttpResponse:
    """For the script: what could not be kept, and what looks alike."""
    context = {"similar": reading.similar(reader_of(request), draft.title, without=draft)}
    return JsonResponse(
        {
            "errors": {
                str(form.fields[name].label): rows[0] for name, rows in form.errors.items() if name in form.fields
            },
            "similar": render_to_string("criteria/resources/parts/similar.html", context, request),
        }
    )


def _form_page(request: HttpRequest, draft: Resource, form: DraftForm, *, status: int = 200) -> HttpResponse:
    version = draft.open_version() or draft.versions.first()
    form.mark_needed()
    context = {
        "form": form,
        "resource": draft,
        "version": version,
        "files": version.files.defer("text") if version else [],
        "similar": reading.similar(reader_of(request), draft.title, without=draft),
        "decision": reading.last_decision(draft),
        "most": uploads.MAX_FILES,
        "largest": LARGEST,
        "heading": draft.title,
        "crumbs": _crumbs(),
        "noindex": True,
    }
    return render(request, "criteria/resources/edit.html", context, status=status)


def _files_html(request: HttpRequest, draft: Resource) -> str:
    version = draft.open_version()
    rows = version.files.defer("text") if version else []
    return render_to_string("criteria/resources/parts/files.html", {"files": rows, "resource": draft}, request)


def _hint(request: HttpRequest, row: ResourceFile) -> str:
    """Where the same file is published already, if the author may see that."""
    other = uploads.elsewhere(reader_of(request), row)
    if other is None or other.live_version is None:
        return ""
    return gettext("The same file is published here: %(title)s") % {"title": other.live_version.read().title}
