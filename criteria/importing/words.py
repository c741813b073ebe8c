"""The library's words as files name them: records by key or name, and names of records for reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from criteria.importing.cells import Unreadable
from criteria.importing.columns import folded
from criteria.models import (
    AmbitionLevel,
    Criterion,
    Label,
    LabelGeneration,
    LifeCycleStage,
    ProductGroup,
    SourceReference,
    Strategy,
    Tag,
    Theme,
)
from criteria.tags.naming import fold
from criteria.tags.words import known
from networks.models import NetworkPage

VOCABULARY = {
    "levels": AmbitionLevel,
    "groups": ProductGroup,
    "themes": Theme,
    "strategies": Strategy,
    "stages": LifeCycleStage,
    "labels": Label,
}


@dataclass
class Names:
    """One list: what each record is found by, and the key that files are written with."""

    keys: dict[int, str] = field(default_factory=dict)
    found: dict[str, set[int]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)
    """Records by all that is told of them: two that are told alike are one to whoever reads."""

    def add(self, pk: int, key: str, *names: str) -> None:
        self.keys[pk] = key
        self.labels[pk] = names[0] if names else key
        for name in (key, *names):
            self.found.setdefault(folded(name), set()).add(pk)

    def find(self, text: str) -> int:
        """The record that is meant; a key is meant before a name. Raises Unreadable."""
        if text in self.whole:
            return self.whole[text]
        exact = [pk for pk, key in self.keys.items() if key == text]
        fitting = exact or sorted(self.found.get(folded(text), ()))
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            keys = ", ".join(self.keys[pk] for pk in fitting)
            raise Unreadable(_("“%(text)s” can mean several: write one of %(keys)s.") % {"text": text, "keys": keys})
        near = get_close_matches(text, [*self.keys.values(), *self.labels.values()], n=1)
        if near:
            says = _("The library does not have “%(text)s”. Did you mean “%(near)s”?")
            raise Unreadable(says % {"text": text[:80], "near": near[0]})
        raise Unreadable(_("The library does not have “%(text)s”. Add it there first.") % {"text": text[:80]})


class Words:
    """All lists as they are now, read in a dozen queries whatever the file holds."""

    def __init__(self, tags: Iterable[str] = ()) -> None:
        self.lists = {name: Names() for name in (*VOCABULARY, "sources", "networks", "generations")}
        for name, model in VOCABULARY.items():
            for pk, key, label in model.objects.values_list("pk", "key", "name"):
                self.lists[name].add(pk, key, label)
        for source in SourceReference.objects.all():
            self.lists["sources"].add(source.pk, source.key, str(source))
            self.lists["sources"].whole.setdefault(source_name(source), source.pk)
        for network in NetworkPage.objects.all():
            self.lists["networks"].add(network.pk, network.slug, network.title, network.place or network.slug)
        self._generations: dict[int, Names] = {}
        for pk, label, name in LabelGeneration.objects.values_list("pk", "label", "name"):
            self._generations.setdefault(label, Names()).add(pk, name)
            self.lists["generations"].keys[pk] = name
        self.criteria = dict(Criterion.objects.values_list("ref", "pk"))
        self.refs = {pk: ref for ref, pk in self.criteria.items()}
        self.live = set(Criterion.objects.filter(live=True).values_list("pk", flat=True))
        self.tags = dict(Tag.objects.values_list("pk", "name"))
        self._known_tags = {folded_name: tag.name for folded_name, tag in known(tags).items()}

    def generation(self, label: int | None, text: str) -> int:
        """A generation of that label. Raises Unreadable."""
        return self._generations.get(label or 0, Names()).find(text)

    def tag(self, name: str) -> str:
        """The tag that a word means; a word nobody had stays as it is."""
        return self._known_tags.get(fold(name), name)


def source_name(source: SourceReference) -> str:
    """What a document tells of a source, in one line: such a line finds it again."""
    return named_source(source.kind, source.publisher, source.title, source.year, source.url, source.jurisdiction)


def named_source(kind: str, publisher: str, title: str, year: int | None, url: str, place: str) -> str:
    called = f"{publisher}: {title}" + (f" ({year})" if year else "")
    return f"{called} [{kind}, {place.upper()}] {url}".strip()
