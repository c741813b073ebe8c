"""What the views of members' pages have in common: the network behind an address, the person, the way up."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from networks.members import queries
from networks.models import NetworkPage
from portal.models import User
from portal.navigation import Link
from portal.reader import reader_of


def network_or_404(slug: str) -> NetworkPage:
    """The network, before anybody asked whether the reader may see it: the views ask that next."""
    network = queries.find_network(slug)
    if network is None:
        raise Http404
    return network


def person_of(request: HttpRequest) -> User:
    """Whoever is signed in; for views that only such people reach."""
    user = reader_of(request).user
    if user is None:
        raise Http404
    return user


def crumbs_of(request: HttpRequest, network: NetworkPage | None = None, *, desk: bool = False) -> list[Link]:
    """The way up from a members' page."""
    crumbs = [Link(_("Your desk"), reverse("members:home"))]
    if network is not None:
        crumbs.append(Link(network.title, network.get_url(request) or ""))
    if network is not None and desk:
        crumbs.append(Link(_("Coordinator's desk"), reverse("members:desk", args=[network.slug])))
    return crumbs
