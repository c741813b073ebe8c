"""The list of registrations in the CMS: who may see it, who may take it along as a file, and how one is erased."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.permission_policies import ModelPermissionPolicy

from home.events import registration
from home.models import Registration
from portal.exports import GuardedExportMixin


class RegistrationPolicy(ModelPermissionPolicy):
    """Nobody types in or changes a registration by hand: its consent and its seat come from the person alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "change"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class RegistrationIndexView(GuardedExportMixin, IndexView):
    """Registrations with their event; files are for those with the right to export."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") and not request.user.has_perm("home.export_registration"):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    @property
    def show_export_buttons(self) -> bool:
        return self.request.user.has_perm("home.export_registration")

    def get_base_queryset(self) -> QuerySet[Registration]:
        return super().get_base_queryset().select_related("event")


class EraseRegistrationView(DeleteView):
    """Deleting a registration erases its personal data and keeps the row, so that the counts of the event stay true."""

    def delete_action(self) -> None:
        registration.erase(self.object, actor=self.request.user)
