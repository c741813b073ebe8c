"""The talk over HTTP: saying something, doing something with a comment, its permanent address, reports, mentions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from criteria.models import Comment
from criteria.talk import actions, limits, queries, showing
from criteria.talk.acts import ACTS
from criteria.talk.forms import CommentForm
from criteria.talk.limits import TooOften
from criteria.talk.people import Target, person, suggestions
from portal import second_factor
from portal.errors import too_many
from portal.navigation import Link
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.states import Refused

UNPROCESSABLE, TOO_MANY = 422, 429
MODERATING = {"hide_comment", "settle_report"}
"""Rights that need a second factor, as deciding about what others wrote does everywhere."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_protect
def say(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """`/en/criteria/talk/criterion/CFIT-…/`: adds a comment. Opened, it leads to where the talk stands."""
    reader = reader_of(request)
    target = queries.find_target(reader, kind, key)
    if request.method != "POST":
        if target is None:
            raise Http404
        if _is_partial(request):
            return _discussion(request, target)
        return redirect(f"{target.get_absolute_url()}#discussion")
    if target is None or not may(reader, "comment", target):
        return _kept(request, known=target is not None)
    return _said(request, target, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_protect
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/criteria/talk/12/answer/`: a form, and the answer sent with it."""
    reader = reader_of(request)
    comment = queries.find_comment(reader, pk)
    if request.method == "POST":
        if comment is None or not may(reader, "comment", comment.target):
            return _kept(request, known=comment is not None)
        return _said(request, comment.target, comment)
    if comment is None or not may(reader, "view", comment) or not may(reader, "comment", comment.target):
        raise Http404
    return _answer_form(request, comment, CommentForm(auto_id=f"answer_{pk}_%s", label=gettext("Your answer")))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_protect
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """`/en/criteria/talk/12/report/`: a page with a form; its button does what the verb says."""
    reader, chosen = reader_of(request), ACTS[verb]
    comment = queries.find_comment(reader, pk)
    if comment is None or not may(reader, "view", comment):
        if request.POST.get("text"):
            return _kept(request, known=False)
        raise Http404
    if not may(reader, chosen.right, comment) and request.method != "POST":
        raise Http404
    if chosen.right in MODERATING and second_factor.is_missing(request):
        return second_factor.lead_to_set_up(request)
    first = {"text": comment.text} if verb == "edit" else {}
    form = chosen.form(request.POST if request.method == "POST" else None, initial=first, auto_id=f"{verb}_{pk}_%s")
    if request.method == "POST" and form.is_valid():
        if verb == "report" and limits.REPORTS.exceeded_by(_person(reader)):
            return too_many(request, seconds=limits.REPORTS.seconds)
        try:
            chosen.do(reader, comment, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return _done(request, comment, str(chosen.done), to_queue=verb == "settle")
    context = _page_of(comment) | {"act": chosen, "form": form, "heading": chosen.heading}
    return _form(request, "criteria/talk/act.html", context, form.errors, f"#act-{pk}")


@require_safe
@never_cache
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """`/en/criteria/talk/12/`: the permanent address of a comment leads to where it stands."""
    reader = reader_of(request)
    found = queries.find_comment(reader, pk)
    if found is None or not may(reader, "view", found):
        raise Http404
    return redirect(queries.address_of(found))


@require_safe
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """`/en/criteria/talk/reports/`: comments that wait for the reader's decision."""
    reader = reader_of(request)
    if not queries.is_moderator_somewhere(reader):
        raise Http404
    if second_factor.is_missing(request):
        return second_factor.lead_to_set_up(request)
    context = {
        "waiting": queries.reported(reader),
        "heading": gettext("Reported comments"),
        "noindex": True,
        "crumbs": [Link(gettext("Criteria"), reverse("criteria:browse"))],
    }
    return render(request, "criteria/talk/reports.html", context)


@require_safe
@never_cache
def mentionable(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """`/en/criteria/talk/resource/guide/people/?q=an`: members to mention here, for those who may write here."""
    reader = reader_of(request)
    target = queries.find_target(reader, kind, key)
    if target is None or not may(reader, "comment", target):
        raise Http404
    if limits.SUGGESTIONS.exceeded_by(_person(reader)):
        return JsonResponse({"people": []}, status=TOO_MANY)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:40]
    return JsonResponse({"people": suggestions(reader, target, words)})


def _said(request: HttpRequest, target: Target, parent: Comment | None) -> HttpResponse:
    """Add what the form holds; with mistakes the form comes back with all that was typed."""
    reader = reader_of(request)
    label = gettext("Your answer") if parent else None
    form = CommentForm(request.POST, auto_id=f"answer_{parent.pk}_%s" if parent else "say_%s", label=label)
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            new = actions.say(reader, target, form.cleaned_data["text"], parent=parent)
        except Refused as refusal:
            form.add_error("text", str(refusal.reason))
            status = TOO_MANY if isinstance(refusal, TooOften) else status
        else:
            return _done(request, new, gettext("Your answer stands here." if parent else "Your comment stands here."))
    if parent:
        return _answer_form(request, parent, form, status)
    context = _about(target) | {"form": form, "heading": gettext("Your comment")}
    return _form(request, "criteria/talk/say.html", context, form.errors, "#say", status)


def _answer_form(
    request: HttpRequest, comment: Comment, form: CommentForm, status: int = UNPROCESSABLE
) -> HttpResponse:
    context = _page_of(comment) | {"form": form, "heading": gettext("Answer")}
    return _form(request, "criteria/talk/answer.html", context, form.errors, f"#act-{comment.pk}", status)


def _form(
    request: HttpRequest, template: str, context: dict[str, Any], errors: Any, place: str, status: int = UNPROCESSABLE
) -> HttpResponse:
    """A form on a page of its own, or alone where a script put in a part; errors keep it in its `place`."""
    partial = _is_partial(request)
    context |= {"partial": partial}
    response = render(request, f"{template}#form" if partial else template, context, status=status if errors else 200)
    if partial:
        response["HX-Retarget"], response["HX-Reswap"] = place, "innerHTML"
    return response


def _done(request: HttpRequest, comment: Comment, news: str, *, to_queue: bool = False) -> HttpResponse:
    if _is_partial(request) and not to_queue:
        reader = reader_of(request)
        target = queries.find_target(reader, *queries.kind_and_key(comment.target))
        if target is not None:
            return _discussion(request, target, news=news, new=comment)
    messages.success(request, news)
    if to_queue:
        return redirect("criteria:reports")
    visible = Comment.objects.filter(pk=comment.pk, deleted_at=None).exists()
    return redirect(queries.address_of(comment) if visible else f"{comment.target.get_absolute_url()}#discussion")


def _discussion(request: HttpRequest, target: Target, *, news: str = "", new: Comment | None = None) -> HttpResponse:
    page = queries.page_of(new) if new else showing.page_asked(request)
    context = showing.context(reader_of(request), target, page) | {"news": news, "new": new.pk if new else None}
    return render(request, "criteria/talk/discussion.html", context)


def _kept(request: HttpRequest, *, known: bool) -> HttpResponse:
    """Somebody wrote and may not (any more): the text comes back to be kept. Says nothing about what is not theirs."""
    context = {"text": request.POST.get("text", "")[:20_000], "heading": gettext("This was not added"), "noindex": True}
    signed_in = reader_of(request).user is not None
    response = render(
        request,
        "criteria/talk/kept.html" + ("#kept" if _is_partial(request) else ""),
        context | {"signed_in": signed_in},
        status=403 if known or not signed_in else 404,
    )
    if _is_partial(request):
        response["HX-Retarget"], response["HX-Reswap"] = "#discussion", "innerHTML"
    return response


def _page_of(comment: Comment) -> dict[str, Any]:
    return _about(comment.target) | {
        "comment": comment,
        "author": person(comment.author),
        "body": queries.body_of(comment),
    }


def _about(target: Target) -> dict[str, Any]:
    return {
        "target": target,
        "say_url": queries.say_address(target),
        "people_url": queries.people_address(target),
        "noindex": True,
        "crumbs": [Link(target.title, target.get_absolute_url())],
    }


def _is_partial(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _person(reader: Reader) -> str:
    return str(reader.user.pk) if reader.user else ""
