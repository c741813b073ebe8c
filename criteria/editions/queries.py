"""Which editions a reader finds: of one criterion, one by its number, two to compare."""

from dataclasses import dataclass

from criteria.documents import CriterionDocument
from criteria.editions.diff import Difference, difference
from criteria.editions.numbering import next_number, proposed_kind
from criteria.languages.reading import as_written
from criteria.models import Criterion, Edition
from criteria.terms import ChangeKind
from portal.reader import Reader


@dataclass(frozen=True)
class Comparison:
    """Two editions of one criterion and what differs."""

    older: Edition
    newer: Edition
    difference: Difference
    before: CriterionDocument
    after: CriterionDocument


@dataclass(frozen=True)
class Upcoming:
    """What publishing the draft would bring: the kind the program sees, the number, and what differs."""

    kind: ChangeKind
    number: str
    comparison: "Draft"


@dataclass(frozen=True)
class Draft:
    """The published document, the draft's, and what differs, as `Comparison` has it for editions."""

    before: CriterionDocument
    after: CriterionDocument
    difference: Difference


def upcoming(criterion: Criterion) -> Upcoming | None:
    """What the latest draft would change; None for what was never published, or where nothing differs.

    The editor's own word on the kind of change is kept, as when it is published.
    """
    last = criterion.editions.first()
    if last is None:
        return None
    draft = criterion.get_latest_revision_as_object()
    try:
        comparison = between(last.read(), draft.document())
    except ValueError:  # A draft may be incomplete.
        return None
    if not comparison.difference:
        return None
    kind = ChangeKind(draft.change_kind) if draft.change_kind else proposed_kind(comparison.difference)
    major, minor = next_number(last.major, last.minor, kind)
    return Upcoming(kind, f"{major}.{minor}", comparison)


def between(before: CriterionDocument, after: CriterionDocument) -> Draft:
    """What a draft would change in what readers have; how far it is in its life does not count."""
    before, after = as_written(before), as_written(after)
    return Draft(before, after, difference(before, after.model_copy(update={"status": before.status})))


def editions_of(reader: Reader, ref: str) -> list[Edition]:
    """All editions of a published criterion, newest first, without their documents."""
    return list(Edition.objects.visible_to(reader).filter(ref=ref).defer("document"))


def find(reader: Reader, ref: str, number: str) -> Edition | None:
    """The edition `2.1` of a criterion."""
    major, _dot, minor = number.partition(".")
    return Edition.objects.visible_to(reader).filter(ref=ref, major=int(major), minor=int(minor)).first()


def compare(reader: Reader, editions: list[Edition], older: str, newer: str) -> Comparison | None:
    """Two of the given editions by number, the last two where a number is not known; None where there is only one."""
    known = {edition.number: edition for edition in editions}
    if len(editions) < 2:
        return None
    late = known.get(newer) or editions[0]
    early = known.get(older) or editions[min(editions.index(late) + 1, len(editions) - 1)]
    if (early.major, early.minor) > (late.major, late.minor):
        early, late = late, early
    if early == late:
        early, late = editions[1], editions[0]
    rows = {row.pk: row for row in Edition.objects.visible_to(reader).filter(pk__in=[early.pk, late.pk])}
    before, after = as_written(rows[early.pk].read()), as_written(rows[late.pk].read())
    return Comparison(early, late, difference(before, after), before, after)
