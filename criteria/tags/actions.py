"""How editors keep the vocabulary in order: merge, rename, split, agree. Old addresses and words lead on.

Each action is one transaction. Taggings move in the published records and in all drafts and earlier versions, so that a
merged word does not come back, or get lost, with the next publication.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase
from wagtail.log_actions import log
from wagtail.models import Revision, RevisionMixin

from criteria.models import Tag, TagRedirect, TagSynonym
from criteria.models.tag import free_slug, holder_of
from criteria.tags.naming import clean_name, fold, latin_slug
from criteria.tags.sources import through_models
from criteria.tags.words import find_or_make, lock_vocabulary
from portal.models import User
from portal.states import Refused

tag_merged = Signal()
"""Sent within the transaction, after the taggings have moved and before the old tag goes, with `source`, `into`, `by`.
A split sends it once for each new tag."""

type Choose = Callable[[type[ItemBase], int], Sequence[Tag]]
type Assign = Mapping[Model, Iterable[str]] | Callable[[Model], Iterable[str]]


@transaction.atomic
def merge(source: Tag, into: Tag, *, by: User) -> Tag:
    """Whatever carries `source` carries `into` instead, once; the old word becomes another word for it.

    Raises Refused when they are the same, or when one of them has gone meanwhile.
    """
    source, into = _locked(source), _locked(into)
    if source == into:
        raise Refused(_("A tag cannot be merged with itself."))
    moved = _retag(source, lambda through, pk: [into])
    TagSynonym.objects.filter(tag=source).update(tag=into)
    tag_merged.send(sender=Tag, source=source, into=into, by=by)
    into.description = into.description or source.description
    _retire(source, into)
    TagSynonym.objects.create(tag=into, name=source.name)
    into.save()
    log(into, "criteria.tag.merge", user=by, data={"from": source.name, "slug": source.slug, "count": moved})
    return into


@transaction.atomic
def rename(tag: Tag, name: str, *, by: User, keep_word: bool = True) -> Tag:
    """Give a tag another name and address. With `keep_word` the old name stays as another word for it.

    Raises ValidationError for a name that breaks the rules, and Refused for one that another tag has.
    """
    tag, name = _locked(tag), clean_name(name)
    holder = holder_of(name)
    if holder is not None and holder != tag:
        raise Refused(_("“%(name)s” means “%(tag)s” already: merge the two.") % {"name": name, "tag": holder.name})
    before, old_slug = tag.name, tag.slug
    tag.name, tag.slug = name, free_slug(name, of=tag)
    TagSynonym.objects.filter(tag=tag, folded=fold(name)).delete()
    TagRedirect.objects.filter(tag=tag, old_slug=tag.slug).delete()
    tag.save()
    if tag.slug != old_slug:
        TagRedirect.objects.create(old_slug=old_slug, tag=tag)
    if keep_word and fold(before) != tag.folded:
        TagSynonym.objects.create(tag=tag, name=before)
    log(tag, "criteria.tag.rename", user=by, data={"from": before, "slug": old_slug})
    return tag


@transaction.atomic
def split(tag: Tag, into: Iterable[str], assign: Assign, *, by: User) -> list[Tag]:
    """Replace a word of several meanings by the words of `into`; `assign` says which of them each thing gets.

    A thing that `assign` leaves out, or gives nothing, gets all of them, so that nothing is lost. The tag itself goes,
    unless it is one of the new words; its address then leads to the first of them. Raises Refused for fewer than two
    words, ValidationError for a word that breaks the rules, ValueError when `assign` names one that is not in `into`.
    """
    tag, names = _locked(tag), list(into)
    # What was merged into the tag once may come out of it again, under its own address.
    TagSynonym.objects.filter(tag=tag, folded__in=[fold(name) for name in names]).delete()
    TagRedirect.objects.filter(tag=tag, old_slug__in=[latin_slug(name) for name in names]).delete()
    targets = find_or_make(names)
    if len(targets) < 2:
        raise Refused(_("Name at least two different words."))
    by_word = {target.folded: target for target in targets}
    moved = _retag(tag, _chooser(assign, by_word, targets))
    for target in targets:
        if target != tag:
            tag_merged.send(sender=Tag, source=tag, into=target, by=by)
    if tag not in targets:
        _retire(tag, targets[0])
    for target in targets:
        target.save()
        log(target, "criteria.tag.split", user=by, data={"from": tag.name, "slug": tag.slug, "count": moved})
    return targets


@transaction.atomic
def curate(tag: Tag, *, by: User, agreed: bool = True) -> Tag:
    """Make a word an agreed one, or a free one again."""
    tag = _locked(tag)
    tag.curated = agreed
    tag.save()
    log(tag, "criteria.tag.curate" if agreed else "criteria.tag.release", user=by)
    return tag


@transaction.atomic
def set_synonyms(tag: Tag, names: Iterable[str]) -> None:
    """Make `names` the other words for a tag. Raises ValidationError where one of them means another tag."""
    lock_vocabulary()
    wanted = {fold(name): name for name in map(clean_name, names)}
    wanted.pop(tag.folded, None)
    TagSynonym.objects.filter(tag=tag).exclude(folded__in=wanted).delete()
    there = set(TagSynonym.objects.filter(tag=tag).values_list("folded", flat=True))
    for key in wanted.keys() - there:
        TagSynonym.objects.create(tag=tag, name=wanted[key])


def _locked(tag: Tag) -> Tag:
    """The tag as it is now, with nobody else changing words until the transaction ends."""
    lock_vocabulary()
    found = Tag.objects.select_for_update().filter(pk=tag.pk).first()
    if found is None:
        raise Refused(_("“%(tag)s” is not there any more: somebody has merged or deleted it.") % {"tag": tag.name})
    return found


def _retire(tag: Tag, into: Tag) -> None:
    """Delete a tag that nothing carries any more; all its addresses lead to another one."""
    TagRedirect.objects.filter(tag=tag).update(tag=into)
    TagRedirect.objects.create(old_slug=tag.slug, tag=into)
    Tag.objects.get(pk=tag.pk).delete()


def _chooser(assign: Assign, by_word: Mapping[str, Tag], targets: Sequence[Tag]) -> Choose:
    def choose(through: type[ItemBase], pk: int) -> Sequence[Tag]:
        model = through._meta.get_field("content_object").related_model
        thing = model._default_manager.filter(pk=pk).first()
        words = assign(thing) if callable(assign) else assign.get(thing, ())
        unknown = [word for word in words if fold(word) not in by_word]
        if unknown:
            raise ValueError(f"not among the new words: {unknown}")
        return [by_word[fold(word)] for word in words] or targets

    return choose


def _retag(source: Tag, choose: Choose) -> int:
    """Replace a tag everywhere by those that `choose` gives for a thing; how many things that were."""
    moved = 0
    for through in through_models():
        rows = through._default_manager.filter(tag=source)
        chosen = {pk: choose(through, pk) for pk in rows.values_list("content_object_id", flat=True)}
        moved += len(chosen)
        held = set(
            through._default_manager.filter(content_object_id__in=chosen).values_list("content_object_id", "tag_id")
        )
        wanted = {(pk, tag.pk) for pk, tags in chosen.items() for tag in tags}
        through._default_manager.bulk_create(
            through(content_object_id=pk, tag_id=tag_id) for pk, tag_id in sorted(wanted - held)
        )
        left = [pk for pk, tags in chosen.items() if source not in tags]
        rows.filter(content_object_id__in=left).delete()
        _retag_revisions(through, source, choose)
    return moved


def _retag_revisions(through: type[ItemBase], source: Tag, choose: Choose) -> None:
    """The same in drafts and earlier versions: what they hold comes back when they are published."""
    field = through._meta.get_field("content_object")
    model: Any = field.related_model
    if not issubclass(model, RevisionMixin):
        return
    relation = field.remote_field.get_accessor_name()
    held = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(model), content__contains={relation: [{"tag": source.pk}]}
    )
    for revision in held.iterator():
        rows: list[dict[str, Any]] = revision.content[relation]
        tags = {row["tag"]: row for row in rows if row["tag"] != source.pk}
        old = next(row for row in rows if row["tag"] == source.pk)
        for tag in choose(through, int(revision.object_id)):
            tags.setdefault(tag.pk, old if tag == source else old | {"tag": tag.pk, "pk": None})
        revision.content[relation] = list(tags.values())
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
