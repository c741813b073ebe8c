"""Guidelines and tools on the pages of tags."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from criteria.models import ResourceEntry, ResourceTag, Tag
from criteria.resources.states import State
from criteria.tags.sources import Item, register_tagged
from portal.reader import Reader


def register() -> None:
    register_tagged(
        "resources",
        _("Guidelines and tools"),
        through=ResourceTag,
        visible=visible,
        items=items,
        more=more,
        order=20,
    )


def visible(reader: Reader) -> QuerySet[ResourceEntry, Any]:
    """Those whose working copy is what readers see: tags of a version that is being written count once approved."""
    seen = ResourceEntry.objects.visible_to(reader).filter(resource__state=State.PUBLISHED)
    return seen.order_by().values("resource")


def items(reader: Reader, tag: Tag, limit: int) -> tuple[list[Item], int]:
    """In one query."""
    rows = ResourceEntry.objects.visible_to(reader).filter(facets__contains=[f"tag:{tag.slug}"])
    latest = rows.annotate(total=Window(Count("*"))).order_by("-updated_on", "title")[:limit]
    found = [
        Item(
            uid=f"urn:cfit:resource:{document.slug}",
            title=document.title,
            url=reverse("resources:resource", args=[document.slug]),
            summary=document.abstract,
            on=row.updated_on,
            note=document.kind.label,
        )
        for row in latest
        for document in [row.read()]
    ]
    return found, latest[0].total if found else 0


def more(tag: Tag) -> str:
    return f"{reverse('resources:browse')}?{urlencode({'tag': tag.slug})}"
