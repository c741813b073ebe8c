"""Memberships and invitations in the CMS: seen, filtered and exported there; decided at the coordinator's desk."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from networks.members import actions
from networks.models import Invitation, Membership, NetworkPage, Role
from portal.exports import GuardedExportMixin
from portal.states import Refused


class OwnNetworksOnly:
    """A view of one record: Wagtail asks about the kind of record, this asks about the one at hand."""

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        found = super().get_object(*([queryset] if queryset is not None else []))  # type: ignore[misc]
        policy = self.permission_policy  # type: ignore[attr-defined]
        if not policy.user_has_any_permission_for_instance(self.request.user, ["view", "change"], found):  # type: ignore[attr-defined]
            raise PermissionDenied
        return found


class OwnInspectView(OwnNetworksOnly, generic.InspectView):
    """One record, read only."""


class OwnUsageView(OwnNetworksOnly, UsageView):
    """Where a record is used."""


class OwnHistoryView(OwnNetworksOnly, HistoryView):
    """What happened to a record in the CMS."""


class PersonalIndexView(GuardedExportMixin, generic.IndexView):
    """A list of people: never kept by a browser, and only of one's own networks."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    def get_base_queryset(self) -> QuerySet[Any]:
        rows = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["view", "change"])
        return rows.select_related("network", "organisation", *self.also_related)

    also_related: tuple[str, ...] = ()


class MembershipIndexView(PersonalIndexView):
    """Memberships with their person."""

    also_related = ("user",)


class OwnFilterSet(WagtailFilterSet):
    """Offers the networks whose people the reader may see."""

    network = django_filters.ModelChoiceFilter(queryset=NetworkPage.objects.none(), label=_("Network"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = self.queryset.order_by().values("network")
        self.filters["network"].queryset = NetworkPage.objects.filter(pk__in=seen).order_by("title")


class MembershipFilterSet(OwnFilterSet):
    """What coordinators look for among memberships."""

    state = django_filters.MultipleChoiceFilter(choices=Membership.State, label=_("State"))
    role = django_filters.MultipleChoiceFilter(choices=Role, label=_("Role"))

    class Meta:
        model = Membership
        fields = ["network", "state", "role"]


class RoleForm(forms.ModelForm):
    """The only thing about a membership that is changed in the CMS."""

    class Meta:
        model = Membership
        fields = ["role", "reason"]


class RoleView(OwnNetworksOnly, generic.EditView):
    """Gives a member another role, by the same rules as at the desk."""

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        member, wanted = self.get_object(), form.cleaned_data
        try:
            actions.change_role(member, role=wanted["role"], by=self.request.user, reason=wanted["reason"])
        except Refused as refusal:
            self.produced_error_message = str(refusal.reason)
            form.add_error("role", self.produced_error_message)
            return self.form_invalid(form)
        self.form, self.object = form, member
        return self.save_action()


class MembershipViewSet(ModelViewSet):
    """Who is a member of what."""

    model = Membership
    name = "memberships"
    icon = "user"
    menu_label = _("Memberships")
    add_to_admin_menu = False
    add_to_reference_index = False
    index_view_class = MembershipIndexView
    edit_view_class = RoleView
    inspect_view_class = OwnInspectView
    usage_view_class = OwnUsageView
    history_view_class = OwnHistoryView
    filterset_class = MembershipFilterSet
    list_display = [
        "user",
        "network",
        Column("organisation_name", label=_("Organisation")),
        Column("get_role_display", label=_("Role"), sort_key="role"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        "since",
    ]
    list_export = [
        "user",
        "user.email",
        "network",
        "organisation_name",
        "role",
        "state",
        "requested_at",
        "since",
        "until",
    ]
    export_filename = "memberships"
    search_fields = ["user__first_name", "user__last_name", "user__email", "organisation__name"]
    ordering = ["-requested_at"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "user",
        "network",
        "organisation_name",
        "role",
        "state",
        "message",
        "reason",
        "decided_by",
        "requested_at",
        "since",
        "until",
    ]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # noqa: FBT001, FBT002  Wagtail's
        return RoleForm


class InvitationFilterSet(OwnFilterSet):
    """Invitations of a network."""

    class Meta:
        model = Invitation
        fields = ["network", "role"]


class InvitationViewSet(ModelViewSet):
    """Who was invited by whom; taken back at the desk."""

    model = Invitation
    name = "invitations"
    icon = "mail"
    menu_label = _("Invitations")
    add_to_admin_menu = False
    add_to_reference_index = False
    index_view_class = PersonalIndexView
    inspect_view_class = OwnInspectView
    usage_view_class = OwnUsageView
    history_view_class = OwnHistoryView
    filterset_class = InvitationFilterSet
    list_display = [
        "email",
        "name",
        "network",
        Column("get_role_display", label=_("Role")),
        "invited_at",
        "ends_at",
        "accepted_at",
    ]
    list_export = [
        "email",
        "name",
        "network",
        "organisation",
        "role",
        "invited_at",
        "ends_at",
        "accepted_at",
        "revoked_at",
    ]
    export_filename = "invitations"
    search_fields = ["email", "name"]
    ordering = ["-invited_at"]
    inspect_view_enabled = True
    inspect_view_fields = ["email", "name", "network", "organisation", "role", "invited_by", "invited_at", "ends_at"]
    inspect_view_fields += ["accepted_at", "revoked_at"]
    form_fields = ["name"]
    copy_view_enabled = False
