"""Reviewing over HTTP: the queue, one submission with its conversation, and the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from criteria.models import Resource
from criteria.resources import history, reading, reviewing
from criteria.resources.forms import DecisionForm, DelegateForm, MessageForm
from criteria.terms import Decision
from portal import second_factor
from portal.errors import too_many
from portal.limits import Limit
from portal.models import User
from portal.navigation import Link
from portal.reader import reader_of
from portal.rights import may
from portal.second_factor import second_factor_required
from portal.states import Refused

MESSAGES = Limit("review-messages-of-a-person", times=60, seconds=3600)


@require_safe
@never_cache
@login_required
@second_factor_required
def queue(request: HttpRequest) -> HttpResponse:
    """`/en/resources/queue/`: what waits for me, and links that lead nowhere any more."""
    reader = reader_of(request)
    if not reading.is_reviewer(reader) and not reading.is_named_anywhere(reader):
        raise Http404
    context = {
        "waiting": reading.queue(reader),
        "dead": reading.dead_links(reader),
        "heading": gettext("Waiting for review"),
        "noindex": True,
    }
    return render(request, "criteria/resources/queue.html", context)


@require_safe
@never_cache
@login_required
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/resources/<slug>/review/`: what was submitted, what was said, what is different from before."""
    found = _found(request, slug)
    if found.submitted_by != request.user and second_factor.is_missing(request):
        return second_factor.lead_to_set_up(request)
    return _page(request, found)


@require_POST
@login_required
@second_factor_required
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish, ask for changes or reject; whoever comes second hears who was faster."""
    found = _found(request, slug)
    form = DecisionForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, found, decision_form=form, status=422)
    version = get_object_or_404(found.versions.exclude(frozen_at=None), pk=form.cleaned_data["version"])
    decision = Decision(form.cleaned_data["decision"])
    try:
        reviewing.decide(version, decision=decision, reason=form.cleaned_data["reason"], by=_person(request))
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, _found(request, slug), decision_form=form, status=409)
    messages.success(request, gettext("Decided. The author was told."))
    return redirect("resources:review", slug)


@require_POST
@login_required
def message(request: HttpRequest, slug: str) -> HttpResponse:
    """A line of the conversation."""
    found = _found(request, slug)
    form = MessageForm(request.POST, label_suffix="")
    if MESSAGES.exceeded_by(str(request.user.pk)):
        return too_many(request, seconds=MESSAGES.seconds)
    if not form.is_valid():
        return _page(request, found, message_form=form, status=422)
    try:
        reviewing.message(found, text=form.cleaned_data["text"], by=_person(request))
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, found, message_form=form, status=409)
    return redirect(f"{reverse('resources:review', args=[slug])}#conversation")


@require_POST
@login_required
@second_factor_required
def delegate(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody else to decide."""
    found = _found(request, slug)
    if not may(reader_of(request), "delegate", found):
        raise Http404
    form = DelegateForm(request.POST, resource=found)
    if not form.is_valid():
        return _page(request, found, delegate_form=form, status=422)
    try:
        reviewing.delegate(found, to=form.cleaned_data["person"], by=_person(request))
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, found, delegate_form=form, status=409)
    messages.success(request, gettext("Asked. They were told."))
    return redirect("resources:review", slug)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _found(request: HttpRequest, slug: str) -> Resource:
    reader = reader_of(request)
    found = reading.find(reader, slug)
    if found is None or not may(reader, "review", found):
        raise Http404
    return found


def _page(request: HttpRequest, found: Resource, *, status: int = 200, **forms: Any) -> HttpResponse:
    reader = reader_of(request)
    case = history.case_of(reader, found, now=timezone.now())
    verbs = ("edit", "take_back", "reopen", "decide", "delegate", "converse", "withdraw")
    context = {
        "resource": found,
        "case": case,
        "may": {verb: may(reader, verb, found) for verb in verbs},
        "decision_form": DecisionForm(initial={"version": case.version.pk}, label_suffix=""),
        "message_form": MessageForm(label_suffix=""),
        "delegate_form": DelegateForm(resource=found),
        "is_author": reader.user is not None and found.submitted_by_id == reader.user.pk,
        "heading": case.document.title,
        "crumbs": _crumbs(reading.is_reviewer(reader)),
        "noindex": True,
        **forms,
    }
    return render(request, "criteria/resources/review.html", context, status=status)


def _crumbs(is_reviewer: bool) -> list[Link]:  # noqa: FBT001  there is nothing else it could mean
    if is_reviewer:
        return [Link(gettext("Waiting for review"), reverse("resources:queue"))]
    return [Link(gettext("What I share"), reverse("resources:mine"))]
