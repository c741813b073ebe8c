"""Reads selections: what stands in an address, what people saved, and what else fits."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from criteria.documents import CriterionDocument
from criteria.languages.known import ORIGINAL, PARAMETER
from criteria.languages.listing import Wording, renditions, with_languages
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


def contents_of(
    reader: Reader, picks: Picks, notes: Mapping[str, str] | None = None, *, language: str = ORIGINAL
) -> Contents:
    """The criteria that were picked, in at most two queries, and as many for another language.

    An edition that never was leaves the criterion out.
    """
    if not picks.chosen:
        return Contents()
    entries = {row.ref: row for row in LibraryEntry.objects.visible_to(reader).filter(ref__in=picks.refs)}
    today = {ref: entry.read() for ref, entry in entries.items()}
    older = _older(reader, [pick for pick in picks.chosen if _is_older(pick, today)])
    found: list[tuple[Pick, Wording]] = []
    missing = []
    for pick in picks.chosen:
        wording = older.get(pick.name) if _is_older(pick, today) else entries.get(pick.ref)
        if wording is None:
            missing.append(pick.name)
        else:
            found.append((pick, wording))
    read = renditions([wording for _pick, wording in found], language)
    lines = (
        Line(
            document=wording.read() if isinstance(wording, Edition) else today[pick.ref],
            today=today[pick.ref],
            number=pick.number or today[pick.ref].edition,
            is_pinned=bool(pick.number),
            rendition=rendition,
            note=(notes or {}).get(pick.ref, ""),
        )
        for (pick, wording), rendition in zip(found, read, strict=True)
    )
    return Contents(tuple(lines), tuple(missing))


def _is_older(pick: Pick, today: Mapping[str, CriterionDocument]) -> bool:
    return bool(pick.number) and pick.ref in today and today[pick.ref].edition != pick.number


def _older(reader: Reader, picks: Iterable[Pick]) -> dict[str, Edition]:
    """Wordings that are not the current ones, by the name of the pick."""
    wanted = [_exactly(pick) for pick in picks]
    if not wanted:
        return {}
    rows = with_languages(Edition.objects.visible_to(reader).filter(reduce(or_, wanted)))
    return {f"{row.ref}@{row.number}": row for row in rows}


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


def saved_contents(reader: Reader, selection: Selection, *, language: str = ORIGINAL) -> Contents:
    """The criteria of a saved selection, in at most three queries, and two more for another language."""
    rows = SelectionItem.objects.filter(selection=selection).select_related("edition").defer("edition__document")
    items = list(rows)
    picks = Picks(tuple(Pick(item.edition.ref, item.edition.number) for item in items))
    return contents_of(reader, picks, {item.edition.ref: item.note for item in items}, language=language)


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


def fitting(reader: Reader, words: str, *, language: str = "") -> Result | None:
    """What the library finds for some words, to be put into a selection; None where nothing was asked.

    `language` is the one that somebody chose to read in.
    """
    asked = QueryDict(mutable=True)
    asked["q"], asked[PARAMETER] = words, language
    found = search.ask(asked, reader, CRITERIA)
    return found if found.query.words else None
