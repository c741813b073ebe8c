"""What is different between two versions of a resource: texts word by word, everything else as lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.differences import Mark, Piece, words
from criteria.documents import ResourceDocument, Value
from networks.models.place import language_name


@dataclass(frozen=True)
class Change:
    """A field that differs."""

    label: str | Promise
    parts: tuple[Piece, ...]
    is_list: bool = False


def compare(before: ResourceDocument, after: ResourceDocument) -> list[Change]:
    """The fields that differ, in the order of the page."""
    changes = []
    for label, old, new in _texts(before, after):
        if old != new:
            changes.append(Change(label, words(old, new)))
    for label, old_entries, new_entries in _lists(before, after):
        if set(old_entries) != set(new_entries):
            changes.append(Change(label, entries(old_entries, new_entries), is_list=True))
    return changes


def entries(before: Iterable[str], after: Iterable[str]) -> tuple[Piece, ...]:
    """What left a list, what stayed and what came."""
    old, new = list(dict.fromkeys(before)), list(dict.fromkeys(after))
    gone = [Piece(Mark.REMOVED, each) for each in old if each not in new]
    return (*gone, *(Piece(Mark.KEPT if each in old else Mark.ADDED, each) for each in new))


def _texts(before: ResourceDocument, after: ResourceDocument) -> Iterable[tuple[str | Promise, str, str]]:
    labels = {
        "title": _("Title"),
        "abstract": _("What it is for"),
        "link": _("Link"),
        "publisher": _("Publisher"),
        "authors": _("Authors"),
        "year": _("Year"),
        "licence": _("Licence"),
    }
    for name, label in labels.items():
        yield label, _said(getattr(before, name)), _said(getattr(after, name))
    yield _("Kind"), str(before.kind.label), str(after.kind.label)
    case = {
        "what": _("What was bought"),
        "how": _("How it was asked for"),
        "who": _("Who bought it"),
        "results": _("Results"),
        "lessons": _("Lessons"),
        "value_eur": _("Value in euros"),
        "units": _("Number of units"),
        "bids_received": _("Bids received"),
        "notice_url": _("Contract notice"),
    }
    for name, label in case.items():
        yield label, _said(_part(before.case, name)), _said(_part(after.case, name))


def _lists(before: ResourceDocument, after: ResourceDocument) -> Iterable[tuple[str | Promise, list[str], list[str]]]:
    yield _("Files"), *_files(before, after)
    yield _("Languages"), _languages(before), _languages(after)
    for name, label in {"product_groups": _("Product groups"), "themes": _("Themes"), "tags": _("Tags")}.items():
        yield label, _terms(before, name), _terms(after, name)
    yield _("Criteria"), list(before.criteria), list(after.criteria)
    yield _("Related resources"), list(before.related), list(after.related)


def _languages(document: ResourceDocument) -> list[str]:
    return [language_name(code) for code in document.languages]


def _terms(document: ResourceDocument, name: str) -> list[str]:
    return [term.label for term in getattr(document, name)]


def _files(before: ResourceDocument, after: ResourceDocument) -> tuple[list[str], list[str]]:
    """Names of files; one that was replaced under the same name is said to be new."""
    keys, names = {file.key for file in before.files}, {file.name for file in before.files}
    new = [
        str(_("%(name)s (new file)") % {"name": file.name})
        if file.key not in keys and file.name in names
        else file.name
        for file in after.files
    ]
    return [file.name for file in before.files], new


def _part(value: Value | None, name: str) -> object:
    return getattr(value, name) if value is not None else ""


def _said(value: object) -> str:
    return "" if value is None else str(value)
