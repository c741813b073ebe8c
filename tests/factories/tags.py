"""Makes tags for tests."""

from typing import Any

from criteria.models import Tag
from criteria.tags.actions import set_synonyms


def make_tag(name: str = "laptop", *, synonyms: tuple[str, ...] = (), **fields: Any) -> Tag:
    tag = Tag.objects.create(name=name, **fields)
    set_synonyms(tag, synonyms)
    return tag
