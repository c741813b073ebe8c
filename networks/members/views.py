"""Members' own pages over HTTP: their home, joining, invitations, who is inside, leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks.members import actions, invitations, queries
from networks.members.forms import JoinForm
from networks.members.pages import crumbs_of, network_or_404, person_of
from networks.members.profiles import profile_of
from networks.models import Membership
from portal import desk
from portal.errors import too_many
from portal.limits import Limit, client_address
from portal.reader import reader_of
from portal.rights import may
from portal.states import Refused

ASKING = Limit("asking-to-join", times=20, seconds=3600)
TRIES = Limit("invitation-links", times=60, seconds=600)


@login_required
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`/en/members/`: what waits for the reader, their networks, what is new there."""
    context = {"cards": desk.cards(request), "profile": profile_of(person_of(request)), "heading": _("Your desk")}
    return render(request, "networks/members/home.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/members/join/<network>/`: asking to become a member."""
    network, person = network_or_404(slug), person_of(request)
    own = queries.membership_in(network, person)
    is_inside = own is not None and own.state == Membership.State.ACTIVE
    if is_inside:
        return redirect("members:people", slug)
    if not may(reader_of(request), "join", network):
        raise Http404
    form = JoinForm(request.POST or None, initial={"organisation": str(profile_of(person).organisation or "")})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        if ASKING.exceeded_by(str(person.pk)):
            return too_many(request, seconds=ASKING.seconds)
        known, message = form.cleaned_data["organisation"], form.cleaned_data["message"]
        try:
            actions.ask(network, by=person, organisation=known, new=form.new, message=message)
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, _("Your request is on its way. You get a mail when the coordinator has decided."))
            return redirect("members:home")
    context = {"network": network, "form": form, "own": own, "refusal": refusal}
    context |= {"heading": _("Join %(network)s") % {"network": network.title}, "crumbs": crumbs_of(request, network)}
    return render(request, "networks/members/join.html", context, status=_status(form.errors, refusal))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """`/en/members/invitation/<token>/`: opening it changes nothing, its button makes a member."""
    if TRIES.exceeded_by(client_address(request)):
        return too_many(request, seconds=TRIES.seconds)
    found = invitations.invitation_of(token)
    if found is None:
        raise Http404
    reader, refusal = reader_of(request), ""
    if request.method == "POST" and reader.user is not None:
        try:
            invitations.accept_invitation(found, by=reader.user)
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, _("Welcome. You are a member now."))
            return redirect("members:people", found.network.slug)
    context = {
        "invitation": found,
        "refusal": refusal,
        "is_open": found.is_open(),
        "signed_in": reader.user is not None,
    }
    context |= {"heading": _("Invitation to %(network)s") % {"network": found.network.title}, "noindex": True}
    return render(request, "networks/members/invitation.html", context, status=409 if refusal else 200)


@login_required
@never_cache
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/members/networks/<network>/`: who is inside; for members only, and a network is a secret to the others."""
    network, reader = network_or_404(slug), reader_of(request)
    if not may(reader, "see_members", network):
        raise Http404
    context = {
        "network": network,
        "people": queries.people_of(network),
        "own": queries.membership_in(network, reader.user),
    }
    context |= {"manages": may(reader, "manage_members", network), "crumbs": crumbs_of(request, network)}
    return render(request, "networks/members/people.html", context | {"heading": _("Members")})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/members/networks/<network>/leave/`: leaving, or taking a request back; asks once more."""
    network, person = network_or_404(slug), person_of(request)
    own, refusal = queries.membership_in(network, person), ""
    if own is None or own.state not in {Membership.State.ACTIVE, Membership.State.REQUESTED}:
        raise Http404
    if request.method == "POST":
        try:
            actions.leave(own, by=person)
        except Refused as refused:
            refusal = str(refused.reason)
        else:
            messages.success(request, _("Done. You can ask to join again at any time."))
            return redirect("members:home")
    context = {"network": network, "own": own, "refusal": refusal, "crumbs": crumbs_of(request, network)}
    context["heading"] = _("Take your request back?") if own.state == Membership.State.REQUESTED else _("Leave?")
    return render(request, "networks/members/leave.html", context, status=409 if refusal else 200)


def _status(errors: object, refusal: str) -> int:
    if refusal:
        return 409
    return 422 if errors else 200
