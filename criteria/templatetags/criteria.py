"""Template tags of the library: how its numbers and words read."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.urls import reverse

from criteria.comparing.topics import topic_name as name_of_topic
from criteria.documents import CriterionDocument, LegalPart, ParameterPart
from criteria.library import wording
from criteria.library.query import LibraryQuery
from criteria.models import Consultation, Criterion, ProductGroup
from criteria.resources.shelf import VISIBILITY_NAMES
from criteria.terms import CountedFrom, Visibility
from networks.models.place import language_name, place_name

register = template.Library()


@register.filter
def amount(part: ParameterPart | str) -> str:
    """`{{ parameter|amount }}`: ≥ 1,000; nothing for no parameter."""
    return wording.amount(part) if isinstance(part, ParameterPart) else ""


@register.filter
def meaning(part: ParameterPart | str) -> str:
    """`{{ parameter|meaning }}`: full cycles, 80 % of the rated capacity left"""
    return wording.meaning(part) if isinstance(part, ParameterPart) else ""


@register.filter
def unit_beneath(part: ParameterPart) -> str:
    """The unit, unless it stands beside the number already."""
    return "" if wording.stands_beside(part) else part.unit


@register.filter
def counting(moment: str) -> str:
    """`{{ "delivery"|counting }}`: from delivery"""
    return str(CountedFrom(moment).label) if moment in CountedFrom.values else moment


@register.filter
def plain_number(value: Decimal | None) -> str:
    """`{{ 1000.0000|plain_number }}`: 1,000"""
    return wording.number(value) if value is not None else ""


@register.filter
def level_label(document: CriterionDocument) -> str:
    """`{{ criterion|level_label }}`: Advanced"""
    return wording.level_label(document)


@register.filter
def place(code: str) -> str:
    """`{{ "EU"|place }}`: European Union"""
    return place_name(code.upper())


@register.filter
def languages(codes: tuple[str, ...]) -> str:
    """`{{ document.languages|languages }}`: Dutch, English"""
    return ", ".join(language_name(code) for code in codes)


@register.filter
def limited_to(visibility: str) -> str:
    """`{{ entry.visibility|limited_to }}`: All members; nothing for what everybody may see."""
    return "" if visibility == Visibility.PUBLIC else str(VISIBILITY_NAMES[Visibility(visibility)])


@register.filter
def percent(share: Decimal) -> str:
    """`{{ 0.6|percent }}`: 60 %"""
    return wording.percent(share)


@register.filter
def law_title(part: LegalPart) -> str:
    """`{{ part|law_title }}`: Already law for smartphones since 20 June 2025."""
    return wording.law_title(part)


@register.filter
def status_line(document: CriterionDocument) -> str:
    """`{{ criterion|status_line }}`: Endorsed by the networks, 3 May 2026"""
    return wording.status_line(document)


@register.filter
def days_line(consultation: Consultation) -> str:
    """`{{ consultation|days_line }}`: In consultation, open until 1 June 2026"""
    return wording.days_line(consultation.opens_on, consultation.closes_on, ended=consultation.ended_on is not None)


@register.filter
def topic_name(key: str) -> str:
    """`{{ "battery-cycles"|topic_name }}`: Battery cycles"""
    return name_of_topic(key)


@register.filter
def at[T](things: Sequence[T], place: int) -> T:
    """`{{ columns|at:2 }}`: the third of them."""
    return things[place]


@register.simple_tag
def product_groups_of(record: Criterion) -> list[ProductGroup]:
    """`{% product_groups_of record as groups %}`: as records, for what can be done with them."""
    return list(ProductGroup.objects.filter(criteria=record.pk))


@register.simple_tag
def feed_of(query: LibraryQuery) -> str:
    """`{% feed_of query %}`: the feed of the one product group that is asked for, else of all criteria."""
    chosen = query.values("product")
    return reverse("exchange:product-feed", args=chosen) if len(chosen) == 1 else reverse("exchange:feed")
