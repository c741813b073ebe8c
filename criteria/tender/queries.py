"""Reads selections: what stands in an address, what people saved, and what else fits."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from criteria.documents import CriterionDocument
from criteria.library import search
from criteria.library.criteria_shelf import CRITERIA
from criteria.library.search import Result
from criteria.models import Edition, LibraryEntry, Selection, SelectionItem
from criteria.tender.address import Pick, Picks
from criteria.tender.selection import Contents, Line
from networks.models import NetworkPage
from portal.reader import Reader

FITTING = 10
"""Criteria offered beside a selection when somebody searches there."""


def contents_of(reader: Reader, picks: Picks, notes: Mapping[str, str] | None = None) -> Contents:
    """The criteria that were picked, in at most two queries. An edition that never was leaves the criterion out."""
    if not picks.chosen:
        return Contents()
    entries = LibraryEntry.objects.visible_to(reader).filter(ref__in=picks.refs)
    today = {entry.ref: entry.read() for entry in entries}
    older = _older(reader, [pick for pick in picks.chosen if _is_older(pick, today)])
    lines, missing = [], []
    for pick in picks.chosen:
        current = today.get(pick.ref)
        wording = older.get(pick.name) if current and _is_older(pick, today) else current
        if current is None or wording is None:
            missing.append(pick.name)
        else:
            number = pick.number or current.edition
            lines.append(Line(wording, current, number, bool(pick.number), (notes or {}).get(pick.ref, "")))
    return Contents(tuple(lines), tuple(missing))


def _is_older(pick: Pick, today: Mapping[str, CriterionDocument]) -> bool:
    return bool(pick.number) and pick.ref in today and today[pick.ref].edition != pick.number


def _older(reader: Reader, picks: Iterable[Pick]) -> dict[str, CriterionDocument]:
    """Wordings that are not the current ones, by the name of the pick."""
    wanted = [_exactly(pick) for pick in picks]
    if not wanted:
        return {}
    rows = Edition.objects.visible_to(reader).filter(reduce(or_, wanted))
    return {f"{row.ref}@{row.number}": row.read() for row in rows}


def _exactly(pick: Pick) -> Q:
    major, _dot, minor = pick.number.partition(".")
    return Q(ref=pick.ref, major=int(major), minor=int(minor))


def editions_for(reader: Reader, picks: Iterable[Pick]) -> list[Edition]:
    """The editions that are picked, the newest where none is named, without their documents; one query."""
    chosen = list(picks)
    rows = Edition.objects.visible_to(reader).filter(ref__in=[pick.ref for pick in chosen]).defer("document")
    newest: dict[str, Edition] = {}
    exact: dict[str, Edition] = {}
    for row in rows:
        newest.setdefault(row.ref, row)
        exact[f"{row.ref}@{row.number}"] = row
    found = (exact.get(pick.name) if pick.number else newest.get(pick.ref) for pick in chosen)
    return [edition for edition in found if edition is not None]


def saved_contents(reader: Reader, selection: Selection) -> Contents:
    """The criteria of a saved selection, in at most three queries."""
    rows = SelectionItem.objects.filter(selection=selection).select_related("edition").defer("edition__document")
    items = list(rows)
    picks = Picks(tuple(Pick(item.edition.ref, item.edition.number) for item in items))
    return contents_of(reader, picks, {item.edition.ref: item.note for item in items})


def find(reader: Reader, pk: int) -> Selection | None:
    return Selection.objects.visible_to(reader).select_related("owner").filter(pk=pk).first()


def find_by_token(token: str) -> Selection | None:
    """What an address that was given away leads to; nothing once it was taken back or its owner may not sign in."""
    return Selection.objects.filter(token=token, owner__is_active=True).first()


def mine(reader: Reader) -> QuerySet[Selection]:
    """The reader's own, last changed first, each with `size`."""
    if reader.user is None:
        return Selection.objects.none()
    return Selection.objects.filter(owner=reader.user).annotate(size=Count("items"))


def shared_with(reader: Reader) -> QuerySet[Selection]:
    """What colleagues share with the reader's networks, each with `size`."""
    rows = Selection.objects.visible_to(reader).select_related("owner").annotate(size=Count("items"))
    return rows.exclude(owner=reader.user) if reader.user else rows


def networks_of(selection: Selection) -> list[NetworkPage]:
    """Whom it is shared with, by name."""
    return list(selection.shared_with.order_by("title"))


def fitting(reader: Reader, words: str) -> Result | None:
    """What the library finds for some words, to be put into a selection; None where nothing was asked."""
    asked = QueryDict(mutable=True)
    asked["q"] = words
    found = search.ask(asked, reader, CRITERIA)
    return found if found.query.words else None
