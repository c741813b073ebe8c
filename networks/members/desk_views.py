"""The coordinator's desk over HTTP: requests, members and their roles, invitations."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networks.members import actions, invitations, queries
from networks.members.forms import DecisionForm, EndForm, HandOverForm, InviteForm, ListForm, MemberForm
from networks.members.lists import Line, read_list
from networks.members.pages import crumbs_of, network_or_404, person_of
from networks.models import Invitation, Membership, NetworkPage, Role
from portal.errors import too_many
from portal.limits import Limit
from portal.reader import reader_of
from portal.rights import may
from portal.second_factor import second_factor_required
from portal.states import Refused

INVITING = Limit("invitations-of-a-person", times=60, seconds=3600)
LISTS = "network-invitation-list"
"""Salt of the list that waits between its check and its confirmation."""
LIST_SECONDS = 3600


def _managed(request: HttpRequest, slug: str) -> NetworkPage:
    """The network, if the reader coordinates it; to others the desk is not there."""
    network = network_or_404(slug)
    if not may(reader_of(request), "manage_members", network):
        raise Http404
    return network


def _shown(
    request: HttpRequest, template: str, network: NetworkPage, *, status: int = 200, **context: Any
) -> HttpResponse:
    values = {"network": network, "crumbs": crumbs_of(request, network, desk=template != "desk"), **context}
    return render(request, f"networks/members/{template}.html", values, status=status)


def _status(form: forms.Form, refusal: str) -> int:
    if refusal:
        return 409
    return 422 if form.errors else 200


@login_required
@second_factor_required
@never_cache
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/members/networks/<network>/desk/`"""
    network = _managed(request, slug)
    own = queries.membership_in(network, person_of(request))
    hands_over = own is not None and own.state == Membership.State.ACTIVE and own.role == Role.COORDINATOR
    context: dict[str, Any] = {"desk": queries.desk_of(network), "own": own, "hands_over": hands_over}
    return _shown(request, "desk", network, heading=_("Coordinator's desk"), **context)


@login_required
@second_factor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`.../desk/requests/<number>/`: a request, with yes or no."""
    network, reader = _managed(request, slug), reader_of(request)
    asked = get_object_or_404(Membership.objects.select_related("user", "organisation"), pk=pk, network=network)
    if not may(reader, "decide", asked):
        raise Http404
    form, refusal = DecisionForm(request.POST or None, reader=reader, network=network), ""
    if request.method == "POST" and form.is_valid():
        person, chosen = person_of(request), form.cleaned_data
        try:
            if chosen["answer"] == "accept":
                actions.accept(asked, by=person, role=chosen["role"])
            else:
                actions.refuse(asked, by=person, reason=chosen["reason"])
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, _("Done. The person is told by mail."))
            return redirect("members:desk", slug)
    is_open = asked.state == Membership.State.REQUESTED
    context = {"asked": asked, "form": form, "refusal": refusal, "is_open": is_open, "heading": _("A request to join")}
    return _shown(request, "decide", network, status=_status(form, refusal), **context)


@login_required
@second_factor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`.../desk/members/<number>/`: another role for a member, or the end of their membership."""
    network, reader, person = _managed(request, slug), reader_of(request), person_of(request)
    rows = Membership.objects.active().select_related("user__profile", "organisation")
    found = get_object_or_404(rows, pk=pk, network=network)
    if not may(reader, "change_role", found):
        raise Http404
    ends = request.POST.get("do") == "end"
    role_data, end_data = (None, request.POST) if ends else (request.POST or None, None)
    roles = MemberForm(role_data, reader=reader, network=network, initial={"role": found.role}, prefix="role")
    ending = EndForm(end_data, prefix="end")
    form, refusal = (ending if ends else roles), ""
    if request.method == "POST" and form.is_valid():
        try:
            if ends:
                actions.end(found, by=person, reason=form.cleaned_data["reason"])
            else:
                actions.change_role(found, by=person, **form.cleaned_data)
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, _("Done. The person is told by mail."))
            return redirect("members:desk", slug)
    context = {"member": found, "roles": roles, "ending": ending, "wrong": form, "refusal": refusal}
    return _shown(request, "member", network, status=_status(form, refusal), heading=str(found.user), **context)


@login_required
@second_factor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """`.../desk/invite/`: one invitation. The answer is the same whether the address has an account or not."""
    network, reader, person = _managed(request, slug), reader_of(request), person_of(request)
    form, refusal = InviteForm(request.POST or None, reader=reader, network=network), ""
    if request.method == "POST" and form.is_valid():
        if INVITING.exceeded_by(str(person.pk)):
            return too_many(request, seconds=INVITING.seconds)
        try:
            invitations.invite(network, by=person, **form.cleaned_data)
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("members:desk", slug)
    context = {"form": form, "refusal": refusal, "heading": _("Invite somebody")}
    return _shown(request, "invite", network, status=_status(form, refusal), **context)


@login_required
@second_factor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_list(request: HttpRequest, slug: str) -> HttpResponse:
    """`.../desk/invite/list/`: invitations from a file; with mistakes in it, first a report."""
    network, person = _managed(request, slug), person_of(request)
    confirmed = request.POST.get("confirmed", "")
    form = ListForm(None if confirmed else request.POST or None, None if confirmed else request.FILES or None)
    report, kept, refusal = None, "", ""
    if request.method == "POST" and (confirmed or form.is_valid()):
        if INVITING.exceeded_by("list", str(person.pk)):
            return too_many(request, seconds=INVITING.seconds)
        try:
            lines = _kept(confirmed, network) if confirmed else read_list(form.cleaned_data["file"].read())
            report = invitations.invite_many(network, lines=lines, by=person, despite_mistakes=bool(confirmed))
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            if report.sent or confirmed:
                sent = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", report.sent)
                messages.success(request, sent % {"n": report.sent})
                return redirect("members:desk", slug)
            kept = _keep(lines, network)
    status = 422 if report is not None else _status(form, refusal)
    context = {"form": form, "report": report, "kept": kept, "refusal": refusal}
    return _shown(request, "invite_list", network, status=status, heading=_("Invite from a list"), **context)


@login_required
@second_factor_required
@never_cache
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`.../desk/invitations/<number>/`: takes an invitation back."""
    network = _managed(request, slug)
    found = get_object_or_404(Invitation, pk=pk, network=network)
    try:
        invitations.revoke(found, by=person_of(request))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("The invitation was taken back."))
    return redirect("members:desk", slug)


@login_required
@second_factor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """`.../desk/hand-over/`: makes another member the coordinator."""
    network, person = _managed(request, slug), person_of(request)
    own = queries.membership_in(network, person)
    if own is None or own.role != Role.COORDINATOR:
        raise Http404
    form, refusal = HandOverForm(request.POST or None, own=own), ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(own, to=form.cleaned_data["to"], by=person)
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, _("Done. You are a reviewer of this network now."))
            return redirect("members:people", slug)
    context = {"form": form, "refusal": refusal, "heading": _("Hand over your role")}
    return _shown(request, "hand_over", network, status=_status(form, refusal), **context)


def _keep(lines: list[Line], network: NetworkPage) -> str:
    """The list, signed, to come back with the confirmation: what was checked is what is sent."""
    rows = [[line.number, line.email, line.name, line.organisation, line.role] for line in lines]
    return signing.dumps([network.pk, rows], salt=LISTS, compress=True)


def _kept(text: str, network: NetworkPage) -> list[Line]:
    """Raises Refused when the list is old, of another network, or not ours."""
    try:
        pk, rows = signing.loads(text, salt=LISTS, max_age=LIST_SECONDS)
    except signing.BadSignature:
        pk, rows = None, []
    if pk != network.pk:
        raise Refused(_("This list was checked too long ago. Upload it again."))
    return [Line(*row) for row in rows]
