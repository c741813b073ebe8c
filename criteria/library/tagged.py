"""Criteria on the pages of tags."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from criteria.models import CriterionTag, LibraryEntry, Tag
from criteria.tags.sources import Item, register_tagged
from portal.reader import Reader


def register() -> None:
    register_tagged("criteria", _("Criteria"), through=CriterionTag, visible=visible, items=items, more=more, order=10)


def visible(reader: Reader) -> QuerySet[LibraryEntry, Any]:
    """The published criteria, as criteria: drafts and what only drafts carry are not among them."""
    return LibraryEntry.objects.visible_to(reader).order_by().values("criterion")


def items(reader: Reader, tag: Tag, limit: int) -> tuple[list[Item], int]:
    """In one query."""
    rows = LibraryEntry.objects.visible_to(reader).filter(facets__contains=[f"tag:{tag.slug}"])
    latest = rows.annotate(total=Window(Count("*"))).order_by("-updated_on", "title")[:limit]
    found = [
        Item(
            uid=f"urn:cfit:criterion:{row.ref}",
            title=row.title,
            url=reverse("criteria:criterion", args=[row.ref]),
            summary=row.document["summary"],
            on=row.updated_on,
            note=row.ref,
        )
        for row in latest
    ]
    return found, latest[0].total if found else 0


def more(tag: Tag) -> str:
    return f"{reverse('criteria:browse')}?{urlencode({'tag': tag.slug})}"
