"""Choosers of the CMS that offer only what their reader may look at.

Wagtail's own offer everything, drafts included, to whoever may enter the CMS for any reason.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

LOOKS = ["add", "change", "view"]


def may_choose(view: Any) -> QuerySet[Any]:
    """The records of a view's model that its reader may look at in the CMS."""
    policy = view.model_class.snippet_viewset.permission_policy
    rows: QuerySet[Any] = policy.instances_user_has_any_permission_for(view.request.user, LOOKS)
    return rows


class GuardedList:
    """For the views that offer."""

    def get_object_list(self) -> QuerySet[Any]:
        return may_choose(self)


class GuardedChooseView(GuardedList, ChooseView):
    pass


class GuardedResultsView(GuardedList, ChooseResultsView):
    pass


class GuardedChosenView(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        return may_choose(self).get(pk=pk)


class GuardedChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: Iterable[Any]) -> QuerySet[Any]:
        return may_choose(self).filter(pk__in=pks)


class GuardedChooserViewSet(SnippetChooserViewSet):
    """For records that not everybody in the CMS may see."""

    choose_view_class = GuardedChooseView
    choose_results_view_class = GuardedResultsView
    chosen_view_class = GuardedChosenView
    chosen_multiple_view_class = GuardedChosenMultipleView
