"""The life of a criterion over HTTP: where it stands, and the steps for those who may take them."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from criteria.consulting import duty
from criteria.editions.queries import upcoming
from criteria.lifecycle import reading, steps
from criteria.models import Criterion
from portal.models import User
from portal.navigation import Link
from portal.reader import reader_of
from portal.rights import may
from portal.second_factor import second_factor_required
from portal.states import Refused


@login_required
@second_factor_required
@never_cache
@require_safe
def life(request: HttpRequest, ref: str) -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/life/`: where it stands, and what the reader can do about it."""
    criterion = _found(request, ref)
    offered = steps.open_to(reader_of(request), criterion)
    context = {
        "criterion": criterion,
        "document": criterion.document(),
        "steps": offered,
        "main": next((step for step in offered if step.goes_on), None),
        "history": reading.history(criterion),
        "unanswered": duty.refusal(criterion),
        "change": upcoming(criterion),
        "heading": gettext("Life cycle of %(ref)s") % {"ref": criterion.ref},
        "crumbs": _crumbs(criterion.ref)[: 2 if criterion.live else 1],
        "noindex": True,
    }
    return render(request, "criteria/life.html", context)


@login_required
@second_factor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """`.../life/endorse/`: one step with its form."""
    criterion, reader = _found(request, ref), reader_of(request)
    chosen = next((each for each in steps.STEPS if each.key == key), None)
    if chosen is None or not may(reader, chosen.verb, criterion):
        raise Http404
    form, refusal = chosen.form(request.POST or None, label_suffix=""), ""
    if request.method == "POST" and form.is_valid():
        try:
            steps.take(chosen, criterion, form.cleaned_data, by=cast("User", reader.user))
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, gettext("Done: %(step)s.") % {"step": chosen.label})
            return redirect("criteria:life", criterion.ref)
    context = {
        "criterion": criterion,
        "step": chosen,
        "is_open": chosen.is_open(criterion),
        "unanswered": duty.refusal(criterion) if chosen.verb == "endorse" else "",
        "form": form,
        "refusal": refusal,
        "change": upcoming(criterion),
        "heading": str(chosen.label),
        "crumbs": [*_crumbs(criterion.ref)[: 2 if criterion.live else 1], _life_link(criterion.ref)],
        "noindex": True,
    }
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "criteria/life_step.html", context, status=status)


def _found(request: HttpRequest, ref: str) -> Criterion:
    """The criterion, published or not, if the reader has a say in its life; to others this page is not there."""
    criterion = Criterion.objects.filter(ref=ref.upper()).first()
    if criterion is None or not steps.takes_part(reader_of(request), criterion):
        raise Http404
    return criterion


def _life_link(ref: str) -> Link:
    return Link(gettext("Life cycle"), reverse("criteria:life", args=[ref]))


def _crumbs(ref: str) -> list[Link]:
    return [
        Link(gettext("Criteria"), reverse("criteria:browse")),
        Link(ref, reverse("criteria:criterion", args=[ref])),
    ]
