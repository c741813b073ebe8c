"""What all parts of the library share in the CMS."""

from typing import Any

from django.db.models import QuerySet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from portal.exports import GuardedExportMixin


class GuardedIndexView(GuardedExportMixin, IndexView):
    """A listing whose files are safe to open, and which reads what its records point to in one query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        pointing = [field.name for field in self.model._meta.concrete_fields if field.many_to_one]
        rows = super().get_base_queryset()
        return rows.select_related(*pointing) if pointing else rows


class LibraryViewSet(SnippetViewSet):
    """What all parts of the library share."""

    index_view_class = GuardedIndexView
    inspect_view_enabled = True
