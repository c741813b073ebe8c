"""Free words that people find criteria by; the vocabulary is for what everybody must name alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Tag(TagBase):
    """A word people use."""

    class Meta(TagBase.Meta):
        abstract = False
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class CriterionTag(ItemBase):
    """A tag on a criterion."""

    tag = models.ForeignKey(Tag, related_name="criterion_tags", on_delete=models.CASCADE)
    content_object = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="tagged_items")
