"""Which criteria an address asks to compare, as far as they are there and fit. Says what was left out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from criteria.documents import CriterionDocument
from criteria.languages.known import ORIGINAL, PARAMETER
from criteria.languages.listing import Rendition, Wording, renditions, with_languages
from criteria.models import Edition, LibraryEntry
from criteria.terms import Status
from portal.reader import Reader
from portal.search import clean_words

FEWEST, MOST = 2, 4
READ = 24
"""More references than this are not even looked at."""
ASKED = re.compile(r"(?P<ref>CFIT(?:-[A-Z0-9]{2,6}){3})(?:@(?P<number>[0-9]{1,4}\.[0-9]{1,4}))?")
GONE = {Status.WITHDRAWN, Status.SUPERSEDED}


@dataclass(frozen=True)
class Column:
    """A criterion, or an edition of it: `name` is what the address calls it. `document` is the original."""

    name: str
    document: CriterionDocument
    rendition: Rendition
    url: str
    number: str = ""

    @cached_property
    def spoken(self) -> CriterionDocument:
        """The document as it is read."""
        return self.rendition.whole(self.document)

    @property
    def is_gone(self) -> bool:
        """Whether it should not be used in a new tender."""
        return self.document.status in GONE


@dataclass(frozen=True)
class Choice:
    """What stands side by side, and what the reader should know about what they asked."""

    columns: tuple[Column, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        return len(self.columns) >= FEWEST

    @property
    def has_room(self) -> bool:
        return len(self.columns) < MOST

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def without(self, name: str) -> list[str]:
        """The names of all others."""
        return [other for other in self.names if other != name]


def address(names: Iterable[str], *, language: str = "", only_differences: bool = False) -> str:
    """Where these stand side by side; `language` is the one somebody chose to read them in."""
    pairs = [("ref", name) for name in names]
    pairs += [("differences", "1")] if only_differences else []
    pairs += [(PARAMETER, language)] if language else []
    return f"{reverse('criteria:compare')}?{urlencode(pairs)}" if pairs else reverse("criteria:compare")


def selection_address(names: Iterable[str]) -> str:
    """Where these are a selection for a tender."""
    return f"{reverse('selection:selection')}?{urlencode([('ref', name) for name in names])}"


def choose(reader: Reader, asked: Iterable[str], *, language: str = ORIGINAL) -> Choice:
    """The first four that the reader may see, as they are read in a language."""
    written = [clean_words(name)[:40].strip() for name in list(asked)[:READ]]
    names = [name.upper() for name in written if name]
    wanted = list(dict.fromkeys(names))
    wordings = _wordings(reader, wanted)
    there = [name for name in wanted if name in wordings]
    shown, left_out = there[:MOST], there[MOST:]
    problems = [
        *(gettext("There is no published criterion %(ref)s.") % {"ref": name}
          for name in wanted if name not in wordings),
        *(gettext("%(ref)s was named more than once; it is shown once.") % {"ref": name}
          for name in wanted if names.count(name) > 1 and name in shown),
    ]  # fmt: skip
    if left_out:
        said = {"most": MOST, "refs": ", ".join(left_out)}
        problems.append(gettext("Only %(most)s fit side by side. Left out: %(refs)s.") % said)
    read = renditions([wordings[name] for name in shown], language)
    columns = (_column(name, wordings[name], rendition) for name, rendition in zip(shown, read, strict=True))
    return Choice(tuple(columns), tuple(problems))


def _wordings(reader: Reader, names: list[str]) -> dict[str, Wording]:
    """The entries and editions behind the names, in at most two queries."""
    matched = {name: found for name in names if (found := ASKED.fullmatch(name))}
    current = [name for name, found in matched.items() if not found["number"]]
    entries = LibraryEntry.objects.visible_to(reader).filter(ref__in=current) if current else []
    wordings: dict[str, Wording] = {entry.ref: entry for entry in entries}
    numbered = [found for found in matched.values() if found["number"]]
    if numbered:
        exact = reduce(or_, (_exactly(found["ref"], found["number"]) for found in numbered))
        for edition in with_languages(Edition.objects.visible_to(reader).filter(exact)):
            wordings[f"{edition.ref}@{edition.number}"] = edition
    return wordings


def _exactly(ref: str, number: str) -> Q:
    major, _dot, minor = number.partition(".")
    return Q(ref=ref, major=int(major), minor=int(minor))


def _column(name: str, wording: Wording, rendition: Rendition) -> Column:
    _ref, _at, number = name.partition("@")
    view, arguments = ("criteria:edition", [wording.ref, number]) if number else ("criteria:criterion", [wording.ref])
    return Column(name, wording.read(), rendition, reverse(view, args=arguments), number)
