"""Showing a selection to others: by an address that nobody can guess, and to the members of one's networks."""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from criteria.models import Selection
from criteria.resources.reading import own_networks
from criteria.tender.actions import held
from networks.models import NetworkPage
from portal.reader import Reader
from portal.states import Refused, note

TOKEN_BYTES = 24
ADDRESS, NO_ADDRESS = "open by address", "no address"
NETWORKS, NO_NETWORKS = "shown to networks", "shown to no network"


@transaction.atomic
def open_address(reader: Reader, selection: Selection) -> str:
    """Give the selection an address that whoever has it can read; the one it has, if it has one. Answers its token."""
    current = held(reader, selection)
    if current.token is None:
        current.token = secrets.token_urlsafe(TOKEN_BYTES)
        current.save(update_fields=["token"])
        note(current, NO_ADDRESS, ADDRESS, actor=reader.user)
    return current.token


@transaction.atomic
def close_address(reader: Reader, selection: Selection) -> None:
    """Take the address back: it leads nowhere from now on, and no later one is the same."""
    current = held(reader, selection)
    if current.token is not None:
        current.token = None
        current.save(update_fields=["token"])
        note(current, ADDRESS, NO_ADDRESS, actor=reader.user)


@transaction.atomic
def show_to(reader: Reader, selection: Selection, networks: Iterable[NetworkPage]) -> None:
    """Let the members of exactly these networks read it. Raises Refused for one in which the reader shares nothing."""
    current = held(reader, selection)
    wanted = {network.pk for network in networks}
    before = set(current.shared_with.values_list("pk", flat=True))
    own = set(own_networks(reader).values_list("pk", flat=True))
    if wanted - own - before:
        raise Refused(_("You can share with networks in which you contribute."))
    if wanted == before:
        return
    current.shared_with.set(wanted)
    was, now = (NETWORKS if each else NO_NETWORKS for each in (before, wanted))
    note(current, was, now, actor=reader.user)
