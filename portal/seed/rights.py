"""Rights that the groups of editors start with; afterwards they are the administrators' business."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q

EDITORS, MODERATORS = "Editors", "Moderators"
"""Wagtail's own two groups: editors write, moderators also publish."""


def grant(group: str, models: Iterable[type[Model]], actions: Iterable[str]) -> int:
    """Give a group some rights (`add`, `change`, `publish` ...) on some models; how many rights that were."""
    wanted = Q()
    for model in models:
        names = [f"{action}_{model._meta.model_name}" for action in actions]
        wanted |= Q(content_type__app_label=model._meta.app_label, codename__in=names)
    rights = list(Permission.objects.filter(wanted))
    Group.objects.get_or_create(name=group)[0].permissions.add(*rights)
    return len(rights)
