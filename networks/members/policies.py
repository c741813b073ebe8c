"""What the CMS shows of memberships and invitations: coordinators see those of their own networks, nobody else's."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from networks.members.standing import Standing, standing_of
from networks.models import Membership, Role
from portal.models import User
from portal.reader import Reader

ABOVE = [role for role in Role if role.rank >= Role.COORDINATOR.rank]


class CoordinatorPolicy(BasePermissionPolicy):
    """Some actions on the records of the networks that a person coordinates; the secretariat reaches all of them."""

    permission_cache_name = "_standing_in_the_cms"

    def __init__(self, model: Any, actions: Collection[str]) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def get_all_permissions_for_user(self, user: Any) -> Standing:
        return standing_of(Reader(user if isinstance(user, User) else None))

    def user_has_permission(self, user: Any, action: str) -> bool:
        standing: Any = self.get_cached_permissions_for_user(user)
        return action in self.actions and (standing.is_secretariat or bool(standing.networks_as(Role.COORDINATOR)))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        standing: Any = self.get_cached_permissions_for_user(user)
        return action in self.actions and standing.is_at_least(instance.network_id, Role.COORDINATOR)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        standing: Any = self.get_cached_permissions_for_user(user)
        rows = self.model._default_manager.all()
        if not self.actions & set(actions):
            return rows.none()
        return rows if standing.is_secretariat else rows.filter(network__in=standing.networks_as(Role.COORDINATOR))

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[User]:
        if not self.actions & set(actions):
            return User.objects.none()
        coordinates = Q(memberships__state=Membership.State.ACTIVE, memberships__role__in=ABOVE)
        return User.objects.filter(Q(is_superuser=True) | coordinates, is_active=True).distinct()

    def users_with_any_permission_for_instance(self, actions: Collection[str], instance: Any) -> QuerySet[User]:
        own = Q(memberships__network=instance.network_id) | Q(memberships__role=Role.SECRETARIAT)
        everybody = self.users_with_any_permission(actions)
        coordinates = Q(memberships__state=Membership.State.ACTIVE, memberships__role__in=ABOVE)
        return everybody.filter(Q(is_superuser=True) | (coordinates & own)).distinct()
