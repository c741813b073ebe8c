"""Filters of the listing of criteria in the CMS."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from criteria.care import NEEDS
from criteria.models import Criterion, ProductGroup, Tag


class CriterionFilterSet(WagtailFilterSet):
    """By what a criterion needs, and by its vocabulary."""

    need = django_filters.ChoiceFilter(
        label=_("What it needs"), choices=[(need.key, need.label) for need in NEEDS], method="filter_need"
    )
    product_groups = django_filters.ModelMultipleChoiceFilter(
        label=_("Product group"), queryset=ProductGroup.objects.all()
    )
    tags = django_filters.ModelMultipleChoiceFilter(label=_("Tag"), queryset=Tag.objects.order_by("name"))

    class Meta:
        model = Criterion
        fields = ["need", "status", "criterion_type", "ambition", "theme", "owner_network", "product_groups", "tags"]

    def filter_need(self, queryset: QuerySet[Criterion], name: str, value: Any) -> QuerySet[Criterion]:
        return next((need.find(queryset) for need in NEEDS if need.key == value), queryset)
