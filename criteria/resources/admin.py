"""Guidelines and tools in the CMS: to read, filter and take away as a table. States move by people's actions."""

from typing import Any

import django_filters
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import EditView, HistoryView, IndexView, InspectView, SnippetViewSet, UsageView

from criteria.choosers import GuardedChooserViewSet
from criteria.models import Resource
from criteria.terms import LinkCondition
from networks.members.standing import standing_of
from networks.models import Role
from portal.exports import GuardedExportMixin
from portal.models import User
from portal.reader import Reader


def in_care_of(user: Any) -> QuerySet[Resource]:
    """What somebody looks after: all of it for the secretariat, else what was submitted to networks they coordinate."""
    if not isinstance(user, User):
        return Resource.objects.none()
    standing = standing_of(Reader(user))
    if standing.is_secretariat:
        return Resource.objects.exclude(submitted_at=None, live_version=None)
    return Resource.objects.exclude(submitted_at=None).filter(network__in=standing.networks_as(Role.COORDINATOR))


class ResourcePermissionPolicy(ModelPermissionPolicy):
    """Coordinators look at their network's, the secretariat changes its own fields; nobody adds or deletes."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        if action in {"add", "delete"} or not isinstance(user, User):
            return False
        standing = standing_of(Reader(user))
        if action == "view":
            return standing.is_secretariat or bool(standing.networks_as(Role.COORDINATOR))
        return action == "change" and standing.is_secretariat

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: AbstractBaseUser, action: str, instance: Resource) -> bool:
        return self.user_has_permission(user, action) and in_care_of(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: AbstractBaseUser, actions: Any) -> QuerySet[Resource]:
        allowed = self.user_has_any_permission(user, actions)
        return in_care_of(user) if allowed else Resource.objects.none()


class ResourceFilterSet(WagtailFilterSet):
    """By state, audience, network, kind and how the link is."""

    link = django_filters.ChoiceFilter(
        label=_("Link"), choices=LinkCondition.choices, field_name="live_version__link_condition"
    )

    class Meta:
        model = Resource
        fields = ["state", "visibility", "network", "kind", "is_example", "link"]


class ResourceIndexView(GuardedExportMixin, IndexView):
    """Only what the editor looks after, read in one query."""

    def get_base_queryset(self) -> QuerySet[Resource]:
        rows = in_care_of(self.request.user)
        return rows.select_related("network", "submitted_by", "live_version", "reviewer")


class InCareMixin:
    """For views of one record: who does not look after it gets 404, whichever side door it is."""

    def get_object(self, *args: Any, **kwargs: Any) -> Resource:
        found: Resource = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not in_care_of(self.request.user).filter(pk=found.pk).exists():  # type: ignore[attr-defined]
            raise Http404
        return found


class ResourceEditView(InCareMixin, EditView):
    pass


class ResourceInspectView(InCareMixin, InspectView):
    pass


class ResourceUsageView(InCareMixin, UsageView):
    pass


class ResourceHistoryView(InCareMixin, HistoryView):
    pass


class ResourceViewSet(SnippetViewSet):
    """The secretariat's own fields; what authors wrote is for them to change."""

    model = Resource
    icon = "doc-full"
    chooser_viewset_class = GuardedChooserViewSet
    menu_label = _("Guidelines and tools")
    index_view_class = ResourceIndexView
    edit_view_class = ResourceEditView
    inspect_view_class = ResourceInspectView
    usage_view_class = ResourceUsageView
    history_view_class = ResourceHistoryView
    inspect_view_enabled = True
    inspect_view_fields = [
        "title",
        "kind",
        "state",
        "abstract",
        "publisher",
        "year",
        "licence",
        "network",
        "visibility",
        "submitted_by",
        "reviewer",
        "submitted_at",
        "published_at",
        "source_note",
    ]
    copy_view_enabled = False
    list_display = [
        "title",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("visibility", label=_("Seen by"), accessor="get_visibility_display", sort_key="visibility"),
        Column("network", label=_("Network"), accessor="network", sort_key="network__title"),
        Column("waiting_since", label=_("Waiting since"), accessor="waiting_since", sort_key="waiting_since"),
        BooleanColumn("is_live", label=_("Published")),
    ]
    filterset_class = ResourceFilterSet
    list_export = [
        "title",
        "get_kind_display",
        "get_state_display",
        "get_visibility_display",
        "network",
        "publisher",
        "year",
        "licence",
        "submitted_at",
        "waiting_since",
        "published_at",
        "source_note",
    ]
    export_headings = {
        "get_kind_display": _("Kind"),
        "get_state_display": _("State"),
        "get_visibility_display": _("Seen by"),
    }
    export_filename = "guidelines-and-tools"
    ordering = ["title"]
    list_per_page = 50
    search_fields = ["title", "abstract", "publisher"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("title", read_only=True),
                    FieldPanel("state", read_only=True),
                    FieldPanel("visibility", read_only=True),
                    FieldPanel("submitted_by", read_only=True),
                ],
                heading=_("As it is"),
            ),
            FieldPanel("source_note"),
            FieldPanel("network"),
        ]
    )
