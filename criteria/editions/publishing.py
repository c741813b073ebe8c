"""Makes an edition of what was just published, within the same transaction."""

from django.db import transaction
from django.utils import timezone

from criteria import followers
from criteria.adoption import telling
from criteria.documents import CriterionDocument
from criteria.editions.canonical import checksum
from criteria.editions.diff import difference
from criteria.editions.numbering import next_number, proposed_kind
from criteria.library import projection
from criteria.library.composing import compose, with_rows
from criteria.models import Criterion, Edition
from criteria.terms import ChangeKind, Status
from portal.models import User


@transaction.atomic
def issue(criterion_id: int, *, by: User | None) -> Edition | None:
    """The edition of a criterion as it is published now; None when it is not, or nothing of its content changed.

    Brings the library up to date in any case: the criterion may stand elsewhere now. Another status alone makes an
    edition only where the networks endorse: what buyers cite then says so. The kind of change is what the editor said,
    else what the difference shows.
    """
    criterion = with_rows(Criterion.objects.select_for_update(of=("self",))).get(pk=criterion_id)
    edition = _issued(criterion, by=by) if criterion.live else None
    projection.refresh(criterion)
    if edition is not None:
        followers.edition_published(edition, by=by)
        telling.ask_to_look_again(edition, by=by)
    return edition


def _issued(criterion: Criterion, *, by: User | None) -> Edition | None:
    document = compose(criterion)
    last = criterion.editions.first()
    if last is not None and not _is_new(document, last):
        return None
    kind = _kind(criterion, last, document)
    major, minor = next_number(last.major, last.minor, kind) if last else (1, 0)
    criterion.edition = f"{major}.{minor}"
    Criterion.objects.filter(pk=criterion.pk).update(edition=criterion.edition, change_kind="", change_note="")
    return Edition.objects.create(
        criterion=criterion,
        ref=criterion.ref,
        major=major,
        minor=minor,
        document=document.model_copy(update={"edition": criterion.edition}).model_dump(mode="json"),
        checksum=checksum(document),
        change_kind=kind,
        change_note=_note(criterion, last, document),
        published_at=criterion.last_published_at or timezone.now(),
        approved_by=by,
    )


def _is_new(document: CriterionDocument, last: Edition) -> bool:
    before = last.read()
    if document.status is Status.ENDORSED and before.status is not Status.ENDORSED:
        return True
    return last.checksum != checksum(document.model_copy(update={"status": before.status}))


def _note(criterion: Criterion, last: Edition | None, document: CriterionDocument) -> str:
    """What the editor wrote; where nothing but the endorsement is new, why the networks endorsed it."""
    if last is None:
        return ""
    return criterion.change_note or (document.life.reason if document.status is Status.ENDORSED else "")


def _kind(criterion: Criterion, last: Edition | None, document: CriterionDocument) -> ChangeKind:
    if last is None:
        return ChangeKind.FIRST
    if criterion.change_kind:
        return ChangeKind(criterion.change_kind)
    return proposed_kind(difference(last.read(), document))
