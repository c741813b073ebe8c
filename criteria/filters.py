"""Filters of the listing of criteria in the CMS."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from criteria.care import NEEDS
from criteria.languages.known import others
from criteria.languages.queries import needing
from criteria.models import Criterion, ProductGroup, Tag
from networks.models.place import language_name


class CriterionFilterSet(WagtailFilterSet):
    """By what a criterion needs, and by its vocabulary."""

    need = django_filters.ChoiceFilter(
        label=_("What it needs"), choices=[(need.key, need.label) for need in NEEDS], method="filter_need"
    )
    missing_in = django_filters.ChoiceFilter(
        label=_("Missing translation"),
        choices=lambda: [(code, language_name(code)) for code in others()],
        method="filter_missing_in",
    )
    product_groups = django_filters.ModelMultipleChoiceFilter(
        label=_("Product group"), queryset=ProductGroup.objects.all()
    )
    tags = django_filters.ModelMultipleChoiceFilter(label=_("Tag"), queryset=Tag.objects.order_by("name"))

    class Meta:
        model = Criterion
        fields = [
            "need",
            "missing_in",
            "status",
            "criterion_type",
            "ambition",
            "theme",
            "owner_network",
            "product_groups",
            "tags",
        ]

    def filter_missing_in(self, queryset: QuerySet[Criterion], name: str, value: Any) -> QuerySet[Criterion]:
        return needing(queryset, value, "missing")

    def filter_need(self, queryset: QuerySet[Criterion], name: str, value: Any) -> QuerySet[Criterion]:
        return next((need.find(queryset) for need in NEEDS if need.key == value), queryset)
