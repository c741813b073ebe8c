"""Free words that people find things by, one vocabulary for all; the other vocabularies are for what must be alike."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from criteria.tags.naming import MAX_FOLDED, MAX_LENGTH, clean_name, fold, latin_slug

RESERVED_SLUGS = {"suggest"}
"""Addresses below `/tags/` that are no tag."""


class Tag(TagBase):
    """A word people use. `folded` is what makes two spellings one word."""

    name = models.CharField(
        _("word"), max_length=MAX_LENGTH, unique=True, help_text=_("Letters, digits, spaces and - + . & /")
    )
    folded = models.CharField(max_length=MAX_FOLDED, unique=True, editable=False)
    slug: str
    curated = models.BooleanField(
        _("agreed word"), default=False, help_text=_("Agreed words come first in lists and suggestions.")
    )
    description = models.CharField(
        _("what it means"), max_length=300, blank=True, help_text=_("One sentence, shown on the page of the tag.")
    )

    class Meta(TagBase.Meta):
        abstract = False
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        indexes = [GinIndex(OpClass("folded", name="gin_trgm_ops"), name="tag_similar_words")]

    def get_absolute_url(self) -> str:
        return reverse("tags:tag", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        try:
            self.name = clean_name(self.name)
        except ValidationError as error:
            raise ValidationError({"name": error}) from error
        taken = holder_of(self.name)
        if taken is not None and taken.pk != self.pk:
            raise ValidationError({"name": _already(self.name, taken)})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep key and address in step with the word. Raises ValidationError for a word that breaks the rules."""
        self.name = clean_name(self.name)
        self.folded = fold(self.name)
        if not self.slug:
            self.slug = free_slug(self.name)
        super().save(*args, **kwargs)


class TagSynonym(models.Model):
    """Another word for a tag: whoever writes it gets the tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="synonyms")
    name = models.CharField(_("word"), max_length=MAX_LENGTH)
    folded = models.CharField(max_length=MAX_FOLDED, unique=True, editable=False)

    class Meta:
        verbose_name = _("other word for a tag")
        verbose_name_plural = _("other words for tags")
        ordering = ["name"]
        indexes = [GinIndex(OpClass("folded", name="gin_trgm_ops"), name="tag_similar_synonyms")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = clean_name(self.name)
        taken = holder_of(self.name, besides=self)
        if taken is not None:
            raise ValidationError(_already(self.name, taken))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError where the word is a tag, or a word for another tag."""
        self.clean()
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class TagRedirect(models.Model):
    """An address a tag once had; it leads to where the tag is now, for ever."""

    old_slug = models.SlugField(_("old address"), max_length=100, unique=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="redirects")

    class Meta:
        verbose_name = _("old address of a tag")
        verbose_name_plural = _("old addresses of tags")

    def __str__(self) -> str:
        return self.old_slug


class CriterionTag(ItemBase):
    """A tag on a criterion."""

    tag = models.ForeignKey(Tag, related_name="criterion_tags", on_delete=models.CASCADE)
    content_object = ParentalKey("criteria.Criterion", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="criterion_tagged_once")]


class _Resolving:
    """Finds the tag behind a spelling or another word for it, whichever way in."""

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: Any = None) -> list[Tag]:
        from criteria.tags.words import find_or_make  # noqa: PLC0415  it reads these models

        given = list(tags)
        found = {tag.pk: tag for tag in find_or_make(each for each in given if isinstance(each, str))}
        found |= {tag.pk: tag for tag in given if isinstance(tag, Tag)}
        return list(found.values())


class _DraftedTags(_Resolving, _ClusterTaggableManager):
    """Tags of a record with revisions: kept with the draft."""


class _SavedTags(_Resolving, _TaggableManager):
    """Tags of a plain record: saved at once."""


class SharedTags(ClusterTaggableManager):
    """The field `tags` of everything that can be tagged: “Notebook” becomes `laptop` where that is the word for it."""

    def __get__(self, instance: Any, model: Any) -> _TaggableManager:
        drafted = issubclass(model, ClusterableModel)
        if not drafted and instance is not None and instance.pk is None:
            raise ValueError(f"{model.__name__} has to be saved before it can have tags.")
        kind = _DraftedTags if drafted else _SavedTags
        return kind(through=self.through, model=model, instance=instance, prefetch_cache_name=self.name)

    def value_from_object(self, instance: Any) -> list[Tag]:
        """What forms start with; a plain record that is not saved yet has none."""
        if instance.pk is None and not isinstance(instance, ClusterableModel):
            return []
        tags: list[Tag] = super().value_from_object(instance)
        return tags


def holder_of(name: str, *, besides: TagSynonym | None = None) -> Tag | None:
    """The tag that has this word, as its own name or as another word for it."""
    tag = Tag.objects.filter(folded=fold(name)).first()
    if tag is not None:
        return tag
    synonym = TagSynonym.objects.filter(folded=fold(name)).select_related("tag").first()
    return synonym.tag if synonym is not None and synonym != besides else None


def free_slug(name: str, *, of: Tag | None = None) -> str:
    """An address for a name that no other tag has or had; without a Latin letter it is `tag-<number>`."""
    base = latin_slug(name)
    start = base or "tag"
    taken = set(Tag.objects.filter(slug__startswith=start).exclude(pk=of and of.pk).values_list("slug", flat=True))
    had = TagRedirect.objects.filter(old_slug__startswith=start)
    taken |= RESERVED_SLUGS | set(had.exclude(tag=of).values_list("old_slug", flat=True))
    if base and base not in taken:
        return base
    number = 2 if base else 1
    while f"{start}-{number}" in taken:
        number += 1
    return f"{start}-{number}"


def _already(name: str, tag: Tag) -> str:
    if fold(name) == tag.folded:
        return _("“%(name)s” is there already: “%(tag)s”.") % {"name": name, "tag": tag.name}
    return _("“%(name)s” is another word for “%(tag)s” already.") % {"name": name, "tag": tag.name}
