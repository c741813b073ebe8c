"""Keeps spaces in step with the pages of networks: made, renamed and removed with them."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from networks.members import spaces
from networks.models import NetworkPage, NetworkSpace
from portal import page_cache

OF_PEOPLE = ("networks.Invitation", "networks.MemberProfile", "networks.Membership", "portal.User_groups")
"""Rows that no anonymous page shows: somebody who joins empties no page cache."""


def watch() -> None:
    """Connect the signals; called once when the apps are ready."""
    post_save.connect(_keep, sender=NetworkPage, dispatch_uid="networks.spaces")
    post_delete.connect(_remove, sender=NetworkSpace, dispatch_uid="networks.spaces")
    page_cache.shows_nothing_of(*OF_PEOPLE)


def _keep(instance: NetworkPage, *, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not instance.alias_of_id:
        spaces.ensure(instance)


def _remove(instance: NetworkSpace, **kwargs: Any) -> None:
    spaces.remove(instance)
