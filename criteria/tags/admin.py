"""Where moderators look after tags in the CMS: the list, and the ways to keep it in order."""

from typing import Any

import django_filters
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView

from criteria.models import SharedTags, Tag
from criteria.tags.admin_forms import TagForm
from criteria.tags.admin_views import CurateTagView, MergeTagView, RenameTagView, SplitTagView
from criteria.tags.forms import cms_field
from criteria.tags.sources import through_models
from criteria.tags.suggestions import with_a_similar_one
from criteria.viewsets import GuardedIndexView, LibraryViewSet
from portal.models import User
from portal.reader import Reader
from portal.rights import may

ACTIONS = [
    ("rename", _("Rename"), "edit", RenameTagView),
    ("merge", _("Merge"), "resubmit", MergeTagView),
    ("split", _("Split"), "cut", SplitTagView),
    ("curate", _("Agreed word"), "pick", CurateTagView),
]

register_form_field_override(SharedTags, override=cms_field)


def used() -> Any:
    """How many things carry a tag, as an annotation: all, drafts and closed ones included."""
    total: Any = Value(0)
    for through in through_models():
        rows = through._default_manager.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(number=Count("pk"))
        total = total + Coalesce(Subquery(rows.values("number"), output_field=IntegerField()), Value(0))
    return total


def open_to(user: User, tag: Tag) -> list[tuple[str, Any, str, str]]:
    """The actions somebody may do with a tag: key, label, icon, address."""
    reader = Reader(user)
    return [
        (key, label, icon, reverse(f"wagtailsnippets_criteria_tag:{key}", args=[tag.pk]))
        for key, label, icon, _view in ACTIONS
        if may(reader, key, tag)
    ]


class TagFilterSet(WagtailFilterSet):
    """By what may need care."""

    unused = django_filters.BooleanFilter(label=_("Nothing carries it"), method="filter_unused")
    similar = django_filters.BooleanFilter(label=_("Spelled like another one"), method="filter_similar")

    class Meta:
        model = Tag
        fields = ["curated", "unused", "similar"]

    def filter_unused(self, queryset: QuerySet[Tag], name: str, value: bool) -> QuerySet[Tag]:  # noqa: FBT001  django-filter's signature
        return queryset.filter(uses=0) if value else queryset.filter(uses__gt=0)

    def filter_similar(self, queryset: QuerySet[Tag], name: str, value: bool) -> QuerySet[Tag]:  # noqa: FBT001  django-filter's signature
        return queryset.filter(with_a_similar_one() if value else ~with_a_similar_one())


class TagIndexView(GuardedIndexView):
    """All tags, with how much carries each."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().annotate(uses=used()).prefetch_related("synonyms")

    def get_list_more_buttons(self, instance: Tag) -> list[Any]:
        own = open_to(self.request.user, instance)
        items = [
            MenuItem(label, url=url, icon_name=icon, priority=12 + place)
            for place, (_key, label, icon, url) in enumerate(own)
        ]
        return [*super().get_list_more_buttons(instance), *items]


class TagEditView(EditView):
    """Meaning and other words; everything else has a view of its own."""

    @property
    def header_more_buttons(self) -> list[Any]:
        own = open_to(self.request.user, self.object)
        buttons = [
            Button(label, url=url, icon_name=icon, priority=5 + place)
            for place, (_key, label, icon, url) in enumerate(own)
        ]
        return [*super().header_more_buttons, *buttons]


class TagViewSet(LibraryViewSet):
    """Tags: one vocabulary for criteria, guidance, news and events."""

    model = Tag
    icon = "tag"
    menu_label = _("Tags")
    index_view_class = TagIndexView
    edit_view_class = TagEditView
    copy_view_enabled = False
    list_display = [
        "name",
        BooleanColumn("curated", label=_("Agreed"), sort_key="curated"),
        Column("uses", label=_("Carried by"), accessor="uses", sort_key="uses"),
        Column(
            "other_words",
            label=_("Other words for it"),
            accessor=lambda tag: ", ".join(word.name for word in tag.synonyms.all()),
        ),
    ]
    list_export = ["name", "slug", "curated", "description", "uses"]
    list_per_page = 50
    filterset_class = TagFilterSet
    search_fields = ["name", "synonyms__name"]
    ordering = ["folded"]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("description"), FieldPanel("other_words")], base_form_class=TagForm
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        own = [path(f"{key}/<int:pk>/", self.construct_view(view), name=key) for key, _label, _icon, view in ACTIONS]
        return [*super().get_urlpatterns(), *own]
