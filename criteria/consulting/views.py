"""Consultations over HTTP: the wording with what people say to it, what is done with a comment, and what waits."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from criteria.acts import Act
from criteria.consulting import actions, places, queries, taking_over
from criteria.consulting.acts import ACTS
from criteria.consulting.forms import CommentForm
from criteria.consulting.rights import may_moderate_somewhere
from criteria.editions.queries import between
from criteria.languages import known
from criteria.models import Consultation, ConsultationComment
from criteria.talk.limits import TooOften
from networks.members.standing import standing_of
from portal import second_factor
from portal.navigation import Link
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.states import Refused

UNPROCESSABLE, TOO_MANY, CONFLICT = 422, 429, 409
KEPT = 20_000
"""Characters that come back to somebody who may not send them any more."""


@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, ref: str, pk: str = "") -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/consultation/?paragraph=requirement`: the wording, what was said, and a form there.

    Sent, the form adds a comment. Older consultations stand at `.../consultation/12/`.
    """
    asked = queries.find(ref, int(pk) if pk else None)
    if request.method == "POST":
        return _say(request, asked)
    if asked is None:
        raise Http404
    place = places.find(asked.read(), request.GET["paragraph"]) if "paragraph" in request.GET else None
    form = _form(reader_of(request), asked, place) if place is not None else None
    return _page(request, asked, place, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """`/en/criteria/consultations/comments/12/answer/`: a page with a form; its button does what the verb says."""
    reader, chosen = reader_of(request), ACTS[verb]
    comment = queries.find_comment(reader, pk)
    if comment is None or (request.method != "POST" and not may(reader, chosen.right, comment)):
        if request.method == "POST":
            return _kept(request)
        raise Http404
    if chosen.decides and second_factor.is_missing(request):
        return second_factor.lead_to_set_up(request)
    form, status = _act_form(request, chosen, comment), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                chosen.do(reader, comment, form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
                status = CONFLICT
                comment = _as_it_is_now(request, comment, form)
            else:
                messages.success(request, str(chosen.done))
                return redirect(_afterwards(chosen, comment))
    return _act_page(request, chosen, comment, form, status)


@require_safe
@never_cache
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/criteria/consultations/comments/12/`: the permanent address of a comment leads to where it stands."""
    found = queries.find_comment(reader_of(request), pk)
    if found is None:
        raise Http404
    return redirect(_place_of(found))


@require_safe
@never_cache
def answers(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/consultations/answers/?criterion=CFIT-…`: comments that wait for the reader."""
    reader = reader_of(request)
    if not may_moderate_somewhere(reader):
        raise Http404
    if second_factor.is_missing(request):
        return second_factor.lead_to_set_up(request)
    asked = request.GET.get("criterion", "")[:30].replace("\x00", "")
    rows = queries.waiting(reader, asked)
    context = {
        "moderated": [row for row in rows if row.entry.condition == "waiting"],
        "answered": [row for row in rows if row.entry.condition != "waiting"],
        "criterion": asked.upper(),
        "heading": gettext("Comments that wait for you"),
        "noindex": True,
        "crumbs": _crumbs()[:1],
    }
    return render(request, "criteria/consulting/answers.html", context)


def _say(request: HttpRequest, asked: Consultation | None) -> HttpResponse:
    """Add what the form holds; with mistakes it comes back in its place with all that was typed."""
    reader = reader_of(request)
    place = places.find(asked.read(), request.GET.get("paragraph", "")) if asked else None
    if asked is None or place is None or not may(reader, "take_part", asked):
        return _kept(request)
    form = _form(reader, asked, place, request.POST)
    if form is None or not form.is_valid():
        return _page(request, asked, place, form, UNPROCESSABLE)
    try:
        new = actions.say(reader, asked, paragraph_key=place.key, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, asked, place, form, TOO_MANY if isinstance(refusal, TooOften) else UNPROCESSABLE)
    waits = new.condition == "waiting"
    said = gettext("Thank you. A moderator will look at your comment; until then only you see it.")
    messages.success(request, said if waits else gettext("Thank you. Your comment stands here."))
    return redirect(_place_of(new))


def _page(
    request: HttpRequest, asked: Consultation, place: places.Place | None, form: CommentForm | None, status: int = 200
) -> HttpResponse:
    document, reader = asked.read(), reader_of(request)
    criterion = asked.criterion
    standing = criterion.editions.first() if criterion.is_endorsed and asked.ended_on is None else None
    context = {
        "consultation": asked,
        "document": document,
        "change": between(standing.read(), document) if standing else None,
        "talk": queries.discussion(reader, asked, document),
        "place": place if form is not None else None,
        "form": form,
        "form_url": f"{request.path}?{urlencode({'paragraph': place.key})}" if place else "",
        "rounds": [each for each in queries.rounds_of(asked.criterion_id) if each.pk != asked.pk],
        "signed_in": reader.user is not None,
        "heading": document.title,
        "original_name": known.name_where_foreign(document.language, request.GET),
        "crumbs": _crumbs(criterion.ref),
        "noindex": place is not None,
    }
    return render(request, "criteria/consultation.html", context, status=status)


def _form(reader: Reader, asked: Consultation, place: places.Place, said: Any = None) -> CommentForm | None:
    """The form for a place, for those who may take part."""
    if not may(reader, "take_part", asked):
        return None
    return CommentForm(said, place=place, is_member=standing_of(reader).is_member, auto_id="say_%s", label_suffix="")


def _act_form(request: HttpRequest, chosen: Act[ConsultationComment], comment: ConsultationComment) -> forms.Form:
    first: dict[str, Any] = {}
    more: dict[str, Any] = {}
    if chosen.verb == "edit":
        place = places.find(comment.consultation.read(), comment.paragraph_key)
        more = {"place": place, "is_member": True, "is_new": False}
        first = {"body": comment.body} | ({"proposed_text": comment.proposed_text} if comment.proposed_text else {})
    elif chosen.verb == "answer":
        first = {"seen": actions.answer_mark(comment)}
        first |= {"state": comment.state, "response": comment.response} if comment.answered_at else {}
    said = request.POST if request.method == "POST" else None
    return chosen.form(said, initial=first, auto_id=f"{chosen.verb}_%s", label_suffix="", **more)


def _as_it_is_now(request: HttpRequest, comment: ConsultationComment, form: forms.Form) -> ConsultationComment:
    """The comment after somebody else was faster; the form that comes back with it has seen that."""
    current = queries.find_comment(reader_of(request), comment.pk) or comment
    said = request.POST.copy()
    said["seen"] = actions.answer_mark(current)
    form.data = said
    return current


def _act_page(
    request: HttpRequest, chosen: Act[ConsultationComment], comment: ConsultationComment, form: forms.Form, status: int
) -> HttpResponse:
    reader = reader_of(request)
    context = {
        "act": chosen,
        "entry": queries.one(reader, comment),
        "form": form,
        "check": taking_over.check(comment) if chosen.verb == "take-over" else None,
        "edit_url": reverse("wagtailsnippets_criteria_criterion:edit", args=[comment.consultation.criterion_id]),
        "back_url": _place_of(comment),
        "heading": chosen.heading,
        "crumbs": [*_crumbs(comment.consultation.criterion.ref), _consultation_link(comment)],
        "noindex": True,
    }
    return render(request, "criteria/consulting/act.html", context, status=status)


def _afterwards(chosen: Act[ConsultationComment], comment: ConsultationComment) -> str:
    """Who works through the queue goes on there; others see what became of it."""
    if chosen.verb in {"show", "hide", "answer"}:
        return reverse("criteria:consultation_answers")
    return queries.address_of(comment.consultation) if chosen.verb == "take-back" else _place_of(comment)


def _place_of(comment: ConsultationComment) -> str:
    return f"{queries.address_of(comment.consultation)}#comment-{comment.pk}"


def _kept(request: HttpRequest) -> HttpResponse:
    """Somebody wrote and may not (any more): the words come back. Says nothing about what is not theirs."""
    written = [request.POST.get(name, "") for name in ("body", "proposed_text", "response", "reason")]
    signed_in = reader_of(request).user is not None
    context = {
        "text": "\n\n".join(filter(None, written))[:KEPT],
        "heading": gettext("This was not added"),
        "signed_in": signed_in,
        "noindex": True,
    }
    return render(request, "criteria/talk/kept.html", context, status=404 if signed_in else 403)


def _consultation_link(comment: ConsultationComment) -> Link:
    return Link(gettext("Consultation"), queries.address_of(comment.consultation))


def _crumbs(ref: str = "") -> list[Link]:
    top = Link(gettext("Criteria"), reverse("criteria:browse"))
    return [top, Link(ref, reverse("criteria:criterion", args=[ref]))] if ref else [top]
