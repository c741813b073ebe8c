"""Where coordinators take their network's position: the form, one click for a new edition, and all that waits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.adoption import queries
from criteria.adoption.actions import Overtaken, confirm, mark_of, take_position
from criteria.adoption.forms import PositionForm, initial_from
from criteria.editions.diff import difference
from criteria.languages.reading import as_written
from criteria.models import Edition, Position
from networks.models import NetworkPage
from portal.navigation import Link
from portal.reader import Reader, reader_of
from portal.rights import may
from portal.second_factor import second_factor_required
from portal.states import Refused

POST_CONFLICT, POST_MISTAKES = 409, 422


@login_required
@second_factor_required
@never_cache
@require_safe
def positions(request: HttpRequest, slug: str) -> HttpResponse:
    """`/en/criteria/positions/<network>/`: every criterion with the network's position, what waits first."""
    network, reader = _network(request, slug), reader_of(request)
    tasks = queries.tasks_of(network, reader)
    context = {
        "heading": _("Positions of %(network)s") % {"network": network.title},
        "network": network,
        "tasks": tasks,
        "waiting": sum(task.is_outdated for task in tasks),
        "missing": sum(task.position is None for task in tasks),
        "crumbs": [Link(_("Your desk"), reverse("members:home")), Link(network.title, network.get_url(request) or "")],
    }
    return render(request, "criteria/adoption/network.html", context)


@login_required
@second_factor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, ref: str, slug: str) -> HttpResponse:
    """`/en/criteria/CFIT-LAP-BAT-01/positions/<network>/decide/`: the network's position on the current edition."""
    network, reader = _network(request, slug), reader_of(request)
    edition = _edition(reader, ref)
    if request.method != "POST":
        return _form_page(request, network, edition)
    form = PositionForm(request.POST, document=edition.read())
    if not form.is_valid():
        return _form_page(request, network, edition, form=form, status=POST_MISTAKES)
    if request.POST.get("edition") != edition.number:
        refusal = _("Edition %(number)s was published while you wrote. Read it, then send your answer again.")
        return _form_page(
            request, network, edition, form=form, refusal=refusal % {"number": edition.number}, status=POST_CONFLICT
        )
    try:
        taken = take_position(
            edition,
            network,
            state=form.cleaned_data["state"],
            by=reader,
            texts=form.told_texts,
            values=form.owns,
            period=form.period,
            seen=form.cleaned_data["seen"],
        )
    except Refused as refused:
        newer = refused.newer if isinstance(refused, Overtaken) else None
        return _form_page(
            request, network, edition, form=form, refusal=str(refused.reason), newer=newer, status=POST_CONFLICT
        )
    return _done(request, taken)


@login_required
@second_factor_required
@never_cache
@require_POST
def confirm_position(request: HttpRequest, ref: str, slug: str) -> HttpResponse:
    """`.../confirm/`: the position on the edition before holds for the current one, word for word."""
    network, reader = _network(request, slug), reader_of(request)
    edition = _edition(reader, ref)
    older = _newest(network, edition)
    if older is None or older.edition_id == edition.pk:
        messages.info(request, _("There is nothing to confirm any more."))
        return redirect("criteria:decide_position", edition.ref, network.slug)
    if request.POST.get("edition") != edition.number or request.POST.get("older") != mark_of(older):
        messages.error(request, _("Something changed while you read. Look at it once more."))
        return redirect("criteria:decide_position", edition.ref, network.slug)
    try:
        taken = confirm(older, edition, by=reader, seen="")
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return redirect("criteria:decide_position", edition.ref, network.slug)
    return _done(request, taken)


def _network(request: HttpRequest, slug: str) -> NetworkPage:
    """The network, if the reader decides for it; to others there is nothing here."""
    reader = reader_of(request)
    network = queries.network_for(reader, slug)
    if network is None or not may(reader, "take_position", network):
        raise Http404
    return network


def _edition(reader: Reader, ref: str) -> Edition:
    edition = queries.current_edition(reader, ref.upper())
    if edition is None:
        raise Http404
    return edition


def _newest(network: NetworkPage, edition: Edition) -> Position | None:
    return next(iter(queries.positions_of(network, edition.ref)), None)


def _done(request: HttpRequest, taken: Position) -> HttpResponse:
    messages.success(request, _("The position is recorded."))
    return redirect("criteria:position", taken.edition.ref, taken.network.slug)


def _form_page(
    request: HttpRequest,
    network: NetworkPage,
    edition: Edition,
    *,
    form: PositionForm | None = None,
    refusal: str = "",
    newer: Position | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form, with what has to be seen before it: the newer edition, or a colleague's answer."""
    document, newest = as_written(edition.read()), _newest(network, edition)
    on_current = newest if newest is not None and newest.edition_id == edition.pk else None
    older = newest if on_current is None else None
    if form is None:
        form = PositionForm(None, document=document, initial=initial_from(newest))
    if status != POST_MISTAKES:
        form.show(edition=edition.number, seen=mark_of(on_current))
    context = {
        "heading": _("Position of %(network)s") % {"network": network.title},
        "network": network,
        "edition": edition,
        "criterion": document,
        "form": form,
        "refusal": refusal,
        "newer": newer,
        "older": older,
        "older_mark": mark_of(older),
        "changes": difference(as_written(older.edition.read()), document) if older else None,
        "position": on_current,
        "crumbs": [
            Link(_("Your desk"), reverse("members:home")),
            Link(_("Positions"), reverse("criteria:network_positions", args=[network.slug])),
            Link(document.ref, reverse("criteria:criterion", args=[document.ref])),
        ],
    }
    return render(request, "criteria/adoption/decide.html", context, status=status)
