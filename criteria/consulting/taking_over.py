"""Taking over: an accepted wording is written into the draft, as a revision of whoever does it, with credit.

Only the paragraph it was proposed for changes, and only while that paragraph still says what people were asked about.
The note on the change names network or side, never a person: editions keep it for ever.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from criteria.consulting.actions import TOO_LATE, lock_comment
from criteria.consulting.places import PARTS, find
from criteria.differences import Piece, words
from criteria.editions.telling import FIELDS
from criteria.languages.known import ORIGINAL
from criteria.models import ConsultationComment, Criterion
from criteria.paragraphs import TEXTS, paragraphs_of, with_texts
from criteria.terms import Side
from networks.models import NetworkPage
from portal.models import User
from portal.reader import NOBODY, Reader
from portal.rights import may
from portal.states import Refused, note


@dataclass(frozen=True)
class Check:
    """What the paragraph said when people were asked, says in the draft now (None: it is gone), and shall say."""

    asked: str
    now: str | None
    proposed: str

    @property
    def is_free(self) -> bool:
        """Whether nobody has changed the paragraph since."""
        return self.now == self.asked

    @property
    def since(self) -> tuple[Piece, ...]:
        """What has changed in the draft since people were asked."""
        return words(self.asked, self.now or "")

    @property
    def change(self) -> tuple[Piece, ...]:
        return words(self.asked, self.proposed)


def check(comment: ConsultationComment) -> Check:
    """How an amendment stands to the latest draft."""
    draft = comment.consultation.criterion.get_latest_revision_as_object()
    texts = {each.key: each.text for each in paragraphs_of(draft.document())}
    asked = find(comment.consultation.read(), comment.paragraph_key)
    return Check(asked.text if asked else "", texts.get(comment.paragraph_key), comment.proposed_text)


def take_over(reader: Reader, comment: ConsultationComment, *, at: datetime | None = None) -> Revision:
    """Write the proposed wording into the latest draft. Raises Refused where the paragraph has changed since."""
    now = at or timezone.now()
    with transaction.atomic():
        current = lock_comment(comment)
        if reader.user is None:
            raise Refused(TOO_LATE)
        by = User.objects.get(pk=reader.user.pk)
        if not may(Reader(by), "take_over", current):
            raise Refused(TOO_LATE)
        criterion = current.consultation.criterion
        lock = criterion.get_lock()
        if lock is not None and lock.for_user(by):
            raise Refused(_("Somebody has locked the draft in the CMS. Ask them to unlock it first."))
        if not check(current).is_free:
            raise Refused(_("The paragraph has changed since people were asked. Put the two together in the CMS."))
        draft = criterion.get_latest_revision_as_object()
        write(draft, current.paragraph_key, current.proposed_text)
        draft.change_note = "\n".join(filter(None, [draft.change_note, credit(current)]))
        revision = draft.save_revision(user=by, clean=False, log_action=True)
        current.taken_over_at, current.taken_over_by = now, by
        current.save(update_fields=["taken_over_at", "taken_over_by"])
        note(current, current.state, "taken_over", actor=by, at=now)
    return revision


def write(draft: Criterion, key: str, text: str) -> None:
    """Put other words into one paragraph of an unsaved draft, found by its key; nothing else changes."""
    if key in TEXTS:
        setattr(draft, key, text)
        return
    before = draft.document()
    after = with_texts(before, {key: text})
    if before.scale is not None and after.scale is not None:
        draft.scale_note = after.scale.note
        _write_rows(draft, "scale_steps", before.scale.steps, after.scale.steps)
    for field, (_model, relation) in PARTS.items():
        _write_rows(draft, relation, getattr(before, field), getattr(after, field))


def credit(comment: ConsultationComment) -> str:
    """Who proposed it, as the edition will say it: a network that everybody may know, else the side."""
    with translation.override(ORIGINAL):
        return _credit(comment)


def _credit(comment: ConsultationComment) -> str:
    open_networks = NetworkPage.objects.visible_to(NOBODY).filter(pk=comment.network_id)
    who = open_networks.values_list("title", flat=True).first() or str(Side(comment.side).label)
    field = FIELDS[comment.paragraph_key.partition(".")[0]]
    day = date_format(comment.consultation.opens_on)
    said = gettext("%(field)s: wording proposed in the consultation of %(day)s (%(who)s), taken over.")
    return said % {"field": field, "day": day, "who": who}


def _write_rows(draft: Criterion, relation: str, before: tuple, after: tuple) -> None:
    """The rows of a draft stand in the order of its document's parts."""
    manager = getattr(draft, relation)
    rows = list(manager.all())
    changed = False
    for row, old, new in zip(rows, before, after, strict=True):
        for name in type(old).model_fields:
            if getattr(old, name) != getattr(new, name):
                setattr(row, name, getattr(new, name))
                changed = True
    if changed:
        manager.set(rows)
