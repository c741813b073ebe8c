"""What a person does with their selections. All rules about it stand here.

Every action locks the selection and changes one thing in it, so that two windows never undo each other's work. Texts
come with a mark of what their writer saw: what somebody wrote meanwhile is not overwritten unread.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from criteria.models import Edition, Selection, SelectionItem
from criteria.models.selection import MAX_TITLE
from criteria.tender import queries
from criteria.tender.address import MOST, Pick
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused

MOST_SELECTIONS = 100
"""Selections of one person."""
GONE = _("This selection is gone, or not yours any more.")


class Overtaken(Refused):
    """The text was changed in another window; `newer` is what stands there now."""

    def __init__(self, newer: str) -> None:
        super().__init__(_("This was changed in another window meanwhile. Look at it, then save yours again."))
        self.newer = newer


@dataclass(frozen=True)
class Added:
    """How many criteria came in, and how many stood there already."""

    new: int
    known: int


def mark_of(text: str) -> str:
    """What tells a text from a later one in its place."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def create(reader: Reader, title: str, picks: Iterable[Pick] = ()) -> Selection:
    """Begin a selection, with criteria from an address. Raises Refused for too many of either."""
    if reader.user is None:
        raise Refused(_("Sign in to keep a selection."))
    owner = User.objects.select_for_update(no_key=True).get(pk=reader.user.pk)
    if not owner.is_active or Selection.objects.filter(owner=owner).count() >= MOST_SELECTIONS:
        raise Refused(gettext("You can keep %(most)s selections. Delete one first.") % {"most": MOST_SELECTIONS})
    selection = Selection.objects.create(owner=owner, title=title)
    _put_in(reader, selection, picks)
    return selection


@transaction.atomic
def add(reader: Reader, selection: Selection, picks: Iterable[Pick]) -> Added:
    """Put criteria at the end; those that stand there stay as they are. Raises Refused for more than fit."""
    return _put_in(reader, held(reader, selection), picks)


@transaction.atomic
def remove(reader: Reader, selection: Selection, ref: str) -> None:
    """Take a criterion out; nothing happens if it is out already."""
    current = held(reader, selection)
    current.items.filter(edition__ref=ref).delete()
    _touch(current)


@transaction.atomic
def move(reader: Reader, selection: Selection, ref: str, step: int) -> None:
    """One place up (-1) or down (1) within its place in the tender; nothing at an end, or for what is not there."""
    current = held(reader, selection)
    rows = current.items.readable()
    places = list(rows.values_list("pk", "position", "edition__ref", "edition__document__criterion_type"))
    kind = next((row[3] for row in places if row[2] == ref), None)
    same = [row for row in places if row[3] == kind]
    at = next((index for index, row in enumerate(same) if row[2] == ref), None)
    if at is None or not 0 <= at + step < len(same):
        return
    (one, its_position, *_rest), (other, other_position, *_rest) = same[at], same[at + step]
    SelectionItem.objects.filter(pk=one).update(position=other_position)
    SelectionItem.objects.filter(pk=other).update(position=its_position)
    _touch(current)


@transaction.atomic
def say(reader: Reader, selection: Selection, ref: str, note: str, *, seen: str) -> None:
    """Write the note of a criterion. Raises Overtaken when it is not the one with the mark `seen` any more."""
    current = held(reader, selection)
    item = current.items.filter(edition__ref=ref).first()
    if item is None:
        raise Refused(_("This criterion was taken out meanwhile. Copy your note if you want to keep it."))
    if item.note == note:
        return
    if mark_of(item.note) != seen:
        raise Overtaken(item.note)
    item.note = note
    item.save(update_fields=["note"])
    _touch(current)


@transaction.atomic
def rename(reader: Reader, selection: Selection, title: str, *, seen: str) -> None:
    """Give it another title. Raises Overtaken when its title is not the one with the mark `seen` any more."""
    current = held(reader, selection)
    if current.title != title and mark_of(current.title) != seen:
        raise Overtaken(current.title)
    current.title = title
    _touch(current, "title")


@transaction.atomic
def take_edition(reader: Reader, selection: Selection, ref: str, number: str) -> None:
    """Move a criterion to the edition its reader saw as the current one. Raises Refused when there is a newer one."""
    current = held(reader, selection)
    item = current.items.filter(edition__ref=ref).first()
    newest = next(iter(queries.editions_for(reader, [Pick(ref)])), None)
    if item is None or newest is None:
        raise Refused(_("This criterion was taken out meanwhile, or is not published any more."))
    if newest.number != number:
        raise Refused(gettext("Edition %(number)s came out meanwhile. Look at it first.") % {"number": newest.number})
    item.edition = newest
    item.save(update_fields=["edition"])
    _touch(current)


@transaction.atomic
def duplicate(reader: Reader, selection: Selection) -> Selection:
    """The same criteria, editions, order and notes as a selection of one's own, shared with nobody."""
    if not may(reader, "view", selection):
        raise Refused(GONE)
    rows = list(SelectionItem.objects.filter(selection=selection).select_related("edition").defer("edition__document"))
    said = gettext("%(title)s (copy)") % {"title": selection.title}
    copy = create(reader, said if len(said) <= MAX_TITLE else selection.title)
    _write(copy, [(row.edition, row.note) for row in rows], after=0)
    return copy


@transaction.atomic
def delete(reader: Reader, selection: Selection) -> None:
    """Gone for good, for everybody it was shared with as well."""
    held(reader, selection).delete()


def held(reader: Reader, selection: Selection) -> Selection:
    """The selection as it is now, held to the end of the transaction. Raises Refused when it is not the reader's."""
    current = Selection.objects.select_for_update(no_key=True).filter(pk=selection.pk).first()
    if current is None or not may(reader, "change", current):
        raise Refused(GONE)
    return current


def _put_in(reader: Reader, selection: Selection, picks: Iterable[Pick]) -> Added:
    wanted = {edition.ref: edition for edition in queries.editions_for(reader, picks)}
    there = set(selection.items.values_list("edition__ref", flat=True))
    new = [edition for ref, edition in wanted.items() if ref not in there]
    if len(there) + len(new) > MOST:
        left = MOST - len(there)
        raise Refused(
            ngettext(
                "A selection holds %(most)s criteria; there is room for %(left)s more.",
                "A selection holds %(most)s criteria; there is room for %(left)s more.",
                left,
            )
            % {"most": MOST, "left": left}
        )
    last = selection.items.aggregate(last=Max("position"))["last"] or 0
    _write(selection, [(edition, "") for edition in new], after=last)
    if new:
        _touch(selection)
    return Added(len(new), len(wanted) - len(new))


def _write(selection: Selection, rows: Iterable[tuple[Edition, str]], *, after: int) -> None:
    SelectionItem.objects.bulk_create(
        SelectionItem(
            selection=selection,
            criterion_id=edition.criterion_id,
            edition=edition,
            position=after + place,
            note=note,
        )
        for place, (edition, note) in enumerate(rows, start=1)
    )


def _touch(selection: Selection, *fields: str) -> None:
    selection.changed_at = timezone.now()
    selection.save(update_fields=[*fields, "changed_at"])
