"""A criterion's life in the CMS: where it stands, what the change at hand will be, and the way to move it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, UnpublishView, WorkflowActionView

from criteria.editions.queries import Upcoming, upcoming
from criteria.lifecycle import doors
from criteria.lifecycle.reading import life_of
from criteria.models import Criterion, ImportRun
from criteria.terms import Status
from criteria.viewsets import GuardedIndexView
from portal.reader import reader_of
from portal.rights import may

PUBLISH, UNPUBLISH = "action-publish", "action-unpublish"


def life_url(criterion: Criterion) -> str:
    return reverse("criteria:life", args=[criterion.ref])


class LifePanel(Panel):
    """Status, days and reason; what kind of change the draft is and which number it will get. Nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "criteria/admin/life_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            criterion = self.instance
            if not criterion.pk:
                return context | {"criterion": None}
            refusal = doors.refusal(criterion, reader_of(self.request))
            change: Upcoming | None = upcoming(criterion)
            return context | {
                "criterion": criterion,
                "life": life_of(criterion),
                "change": change,
                "refusal": refusal if criterion.has_unpublished_changes else "",
                "life_url": life_url(criterion),
            }


class SaysWhy:
    """For views that may publish or take back: where the state says no, its sentence stands on the form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # It comes before a view.
        except doors.NotNow as refused:
            messages.error(request, str(refused.reason))
            return redirect("wagtailsnippets_criteria_criterion:edit", kwargs["pk"])


class LifeIndexView(GuardedIndexView):
    """The listing, with the way to each criterion's life, and to the import for those who may."""

    @property
    def header_more_buttons(self) -> list[Any]:
        buttons = [*super().header_more_buttons]
        if may(reader_of(self.request), "use_import", ImportRun()):
            buttons.append(Button(_("Import"), url=reverse("criteria_import"), icon_name="upload", priority=80))
        return buttons

    def get_list_more_buttons(self, instance: Criterion) -> list[Any]:
        item = MenuItem(_("Life cycle"), url=life_url(instance), icon_name="resubmit", priority=12)
        return [*super().get_list_more_buttons(instance), item]


class LifeEditView(SaysWhy, EditView):
    """The editor: publishing is there only where the state and the reader's role let it be done."""

    @property
    def header_more_buttons(self) -> list[Any]:
        button = Button(_("Life cycle"), url=life_url(self.object), icon_name="resubmit", priority=5)
        return [*super().header_more_buttons, button]

    def get_available_actions(self) -> list[str]:
        offered: list[str] = super().get_available_actions()
        asked = PUBLISH in self.request.POST
        refusal = doors.refusal(self.object, reader_of(self.request)) if asked and "publish" in offered else ""
        if not refusal:
            return offered
        messages.warning(self.request, refusal)
        return [action for action in offered if action != "publish"]


class LifeUnpublishView(SaysWhy, UnpublishView):
    """Taking a proposal back."""


class LifeWorkflowActionView(SaysWhy, WorkflowActionView):
    """Approving in the CMS's workflow."""


def fit_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take what the state does not allow out of the editor's menu (hook `construct_snippet_action_menu`)."""
    criterion = context.get("instance")
    if not isinstance(criterion, Criterion):
        return
    hidden = set()
    if doors.refusal(criterion, reader_of(request)):
        hidden.add(PUBLISH)
    if criterion.status != Status.PROPOSED:
        hidden.add(UNPUBLISH)
    items[:] = [item for item in items if item.name not in hidden]
