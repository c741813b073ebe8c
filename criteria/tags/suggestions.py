"""Words that fit what somebody is typing, agreed ones first."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Exists, FloatField, Max, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from criteria.models import Tag, TagSynonym
from criteria.tags.naming import MAX_LENGTH, fold
from criteria.tags.queries import Counted, visible_tags, with_counts
from portal.reader import Reader

SHOWN = 8
ALIKE = 0.5
"""From which similarity (0 to 1, trigrams) two tags may be one word."""


@dataclass(frozen=True)
class Suggestion:
    """A tag that fits, and the other word by which it was found, if it was not its name."""

    counted: Counted
    synonym: str = ""


def suggest(typed: str, reader: Reader, limit: int = SHOWN) -> list[Suggestion]:
    """Tags that begin like the typed text, hold a word that does, or are similar; by name or by another word."""
    key = fold(typed[: MAX_LENGTH * 4])[:MAX_LENGTH]
    if not key:
        return []
    fitting = _scored(visible_tags(reader), key).filter(score__gt=0).order_by("-curated", "-score", "folded")
    return [Suggestion(each, _found_by(each, key)) for each in with_counts(reader, fitting[:limit])]


def similar_to(tag: Tag, limit: int = SHOWN) -> QuerySet[Tag]:
    """Other tags that may be the same word, most similar first: for whoever looks after the vocabulary."""
    return (
        Tag.objects.exclude(pk=tag.pk)
        .filter(folded__trigram_similar=tag.folded)
        .alias(closeness=TrigramSimilarity("folded", tag.folded))
        .order_by("-closeness", "folded")[:limit]
    )


def with_a_similar_one() -> Exists:
    """A condition on tags: there is another one that is spelled much alike."""
    closeness = TrigramSimilarity("folded", OuterRef("folded"))  # type: ignore[arg-type]
    others = Tag.objects.exclude(pk=OuterRef("pk")).filter(folded__trigram_similar=OuterRef("folded"))
    return Exists(others.alias(closeness=closeness).filter(closeness__gte=ALIKE))


def _scored(tags: QuerySet[Tag], key: str) -> QuerySet[Tag]:
    other = TagSynonym.objects.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(best=Max(_score(key)))
    best = Coalesce(Subquery(other.values("best")), Value(0.0))
    return tags.annotate(score=Greatest(_score(key), best))


def _score(key: str) -> Case:
    """3 where the name begins so, 2 where a word in it does, else how similar it is: 0.3 to 1, or 0 below that."""
    closeness = TrigramSimilarity("folded", key)
    return Case(
        When(folded__startswith=key, then=Value(3.0)),
        When(folded__contains=f" {key}", then=Value(2.0)),
        When(folded__trigram_similar=key, then=closeness),
        default=Value(0.0),
        output_field=FloatField(),
    )


def _found_by(counted: Counted, key: str) -> str:
    """The other word that begins as typed, where the name itself does not."""
    if f" {key}" in f" {counted.tag.folded}":
        return ""
    return next((word for word in counted.synonyms if f" {key}" in f" {fold(word)}"), "")
