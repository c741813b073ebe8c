"""Texts in other languages over HTTP: what there is, what is missing, and the page where one is written."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.languages import queries, steps
from criteria.languages.actions import Overtaken, save_draft
from criteria.languages.forms import DecideForm, TextForm
from criteria.languages.known import others, own_name
from criteria.languages.queries import Desk
from criteria.languages.rights import writes_in
from criteria.models import Criterion, CriterionText
from portal.models import User
from portal.navigation import Link
from portal.reader import reader_of
from portal.rights import may
from portal.second_factor import second_factor_required
from portal.states import Refused

CONFLICT, MISTAKES = 409, 422


@login_required
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/texts/?lang=nl&need=stale`: all criteria in one of the reader's languages."""
    reader = reader_of(request)
    own = [code for code in others() if code in writes_in(reader)]
    if not own:
        raise Http404
    asked, need = request.GET.get("lang", ""), request.GET.get("need", "")
    language = asked if asked in own else own[0]
    context = {
        "heading": gettext("Translations"),
        "languages": own,
        "language": language,
        "need": need if need in queries.NEEDS else "",
        "found": queries.in_language(reader, language, need, request.GET.get("page", "")),
        "crumbs": [Link(gettext("Criteria"), reverse("criteria:browse"))],
        "noindex": True,
    }
    return render(request, "criteria/languages/overview.html", context)


@login_required
@never_cache
@require_safe
def languages(request: HttpRequest, ref: str) -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/texts/`: one criterion in all languages."""
    criterion, reader = _criterion(request, ref), reader_of(request)
    if not writes_in(reader):
        raise Http404
    context = {
        "heading": gettext("Translations of %(ref)s") % {"ref": criterion.ref},
        "criterion": criterion,
        "rows": queries.languages_of(reader, criterion),
        "own": writes_in(reader),
        "crumbs": _crumbs(criterion.ref)[:2],
        "noindex": True,
    }
    return render(request, "criteria/languages/languages.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    """`.../texts/nl/`: the original beside its translation."""
    desk = _desk(request, ref, language, request.POST.get("edition", ""))
    if request.method != "POST":
        return _page(request, desk, TextForm(None, desk=desk))
    form = TextForm(request.POST, desk=desk)
    if not form.is_valid():
        return _page(request, desk, form, status=MISTAKES)
    try:
        save_draft(
            desk.criterion,
            language,
            texts=form.texts,
            still_fit=form.still_fit,
            edition=form.cleaned_data["edition"],
            seen=form.cleaned_data["seen"],
            remark=form.cleaned_data["remark"],
            by=cast("User", reader_of(request).user),
        )
    except Refused as refused:
        now = _desk(request, ref, language)
        form = TextForm(request.POST, desk=now)
        if isinstance(refused, Overtaken):
            form.show_anew()
        return _page(request, now, form, refusal=str(refused.reason), status=CONFLICT)
    messages.success(request, gettext("The draft is saved. Readers do not see it yet."))
    return redirect("criteria:text", desk.criterion.ref, language)


@login_required
@second_factor_required
@never_cache
@require_POST
def decide(request: HttpRequest, ref: str, language: str, key: str) -> HttpResponse:
    """`.../texts/nl/check/`: one step with a draft, or with what readers see."""
    desk, form = _desk(request, ref, language), DecideForm(request.POST)
    step = next((each for each in steps.STEPS if each.key == key), None)
    text = step.of(desk) if step else None
    if step is None or text is None or not may(reader_of(request), step.verb, text):
        raise Http404
    refusal = gettext("Load the page again.")
    if form.is_valid():
        try:
            steps.take(step, text, form.cleaned_data, by=cast("User", reader_of(request).user))
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, gettext("Done: %(step)s.") % {"step": step.label})
            return redirect("criteria:text", desk.criterion.ref, language)
    now = _desk(request, ref, language)
    return _page(request, now, TextForm(None, desk=now), refusal=refusal, status=CONFLICT)


def _criterion(request: HttpRequest, ref: str) -> Criterion:
    found = Criterion.objects.filter(ref=ref.upper(), live=True).first()
    if found is None:
        raise Http404
    return found


def _desk(request: HttpRequest, ref: str, language: str, number: str = "") -> Desk:
    """The criterion and its text; to who does not write in the language this page is not there.

    What was typed belongs to the edition somebody looked at, `number`; without it it is the current one.
    """
    criterion = _criterion(request, ref)
    wanted = CriterionText(criterion=criterion, language=language)
    found = queries.desk(criterion, language, number) if may(reader_of(request), "translate", wanted) else None
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, desk: Desk, form: TextForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    ref = desk.criterion.ref
    context = {
        "heading": gettext("%(ref)s in %(language)s") % {"ref": ref, "language": own_name(desk.language)},
        "desk": desk,
        "form": form,
        "refusal": refusal,
        "steps": steps.open_to(reader_of(request), desk),
        "crumbs": _crumbs(ref),
        "noindex": True,
    }
    return render(request, "criteria/languages/write.html", context, status=status)


def _crumbs(ref: str) -> list[Link]:
    return [
        Link(gettext("Criteria"), reverse("criteria:browse")),
        Link(ref, reverse("criteria:criterion", args=[ref])),
        Link(gettext("Translations"), reverse("criteria:texts", args=[ref])),
    ]
