"""What people do with texts in other languages. Every action locks the criterion and asks for the right anew.

All raise Refused with a sentence for the person.
"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument
from criteria.languages.staleness import Pairs, sheet
from criteria.languages.states import MACHINE
from criteria.library import projection
from criteria.models import Criterion, CriterionText, Edition
from criteria.paragraphs import paragraphs_of
from criteria.terms import TextState
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused, note

NOT_YOURS = _("You may not do this. Perhaps your role was changed a moment ago.")
NOT_FROM_HERE = _("This cannot be done any more: somebody has moved it on. Load the page again.")
OVERTAKEN = _("Somebody saved this translation while you were writing. Nothing of yours was saved yet.")
EMPTY = _("Nothing is translated yet.")


class Overtaken(Refused):
    """Somebody else was faster; `newer` is what they saved."""

    def __init__(self, newer: CriterionText | None) -> None:
        super().__init__(OVERTAKEN)
        self.newer = newer


@transaction.atomic
def save_draft(
    criterion: Criterion,
    language: str,
    *,
    texts: Mapping[str, str],
    still_fit: Collection[str] = (),
    edition: str,
    seen: int,
    remark: str = "",
    by: User,
) -> CriterionText:
    """Keep what somebody wrote, by the keys of paragraphs. Readers see nothing of it.

    `edition` is the number of the wording they looked at, so that a paragraph that changed meanwhile is out of date at
    once. `seen` is the round of the draft they began from, 0 for none. What they left as it was stays made from what it
    was made from, unless they say that it is among those which `still_fit`.
    """
    current = _lock(criterion.pk)
    draft = _draft(current, language)
    _require("translate", draft or CriterionText(criterion=current, language=language), by=by)
    if seen != (draft.round if draft else 0):
        raise Overtaken(draft)
    made = draft or CriterionText(criterion=current, language=language)
    before: Pairs = draft.paragraphs if draft else begun_from(current, language)
    made.paragraphs = _pairs(before, texts, _originals(current, edition), still_fit)
    made.note, made.round = remark, made.round + 1
    made.written_by, made.changed_at = by, timezone.now()
    found = sheet(_document(current), made.paragraphs)
    made.missing, made.stale = found.missing, found.stale
    made.save()
    return made


@transaction.atomic
def check(text: CriterionText, *, seen: int, by: User) -> CriterionText:
    """Somebody else than the writer compared the draft with the original: readers get it."""
    return _show(text, "check", TextState.CHECKED, seen=seen, by=by)


@transaction.atomic
def show_unchecked(text: CriterionText, *, seen: int, by: User) -> CriterionText:
    """Show a draft as a machine translation: better than nothing, and it says so."""
    return _show(text, "show_unchecked", TextState.MACHINE, seen=seen, by=by)


@transaction.atomic
def make_official(text: CriterionText, *, seen: int, by: User) -> CriterionText:
    """The Pact stands behind a checked text. Raises Refused while something of it is missing or out of date."""
    current = _lock(text.criterion_id)
    held = _held(text, "make_official", seen=seen, by=by)
    if held.missing or held.stale:
        raise Refused(_("Something is missing or out of date. Complete it and have it checked first."))
    held.decided_by, held.decided_at = by, timezone.now()
    MACHINE.move(held, TextState.OFFICIAL, actor=by)
    projection.refresh(current)
    return held


@transaction.atomic
def take_back(text: CriterionText, *, seen: int, reason: str, by: User) -> None:
    """Take a text away from readers. It is a draft again, or goes where somebody works on a draft already."""
    if not reason.strip():
        raise Refused(_("Say why in a sentence or two."))
    current = _lock(text.criterion_id)
    held = _held(text, "take_back", seen=seen, by=by)
    has_draft = _draft(current, held.language) is not None
    held.decided_by = held.decided_at = None
    held.round += 1
    if has_draft:
        note(held, text.state, TextState.DRAFT, actor=by, reason=reason.strip())
        held.delete()
    else:
        MACHINE.move(held, TextState.DRAFT, actor=by, reason=reason.strip())
    projection.refresh(current)


def begun_from(criterion: Criterion, language: str) -> Pairs:
    """What a new draft begins from: the text that readers see."""
    shown = criterion.texts.shown().filter(language=language).first()
    return shown.paragraphs if shown else {}


def _show(text: CriterionText, verb: str, to: TextState, *, seen: int, by: User) -> CriterionText:
    current = _lock(text.criterion_id)
    held = _held(text, verb, seen=seen, by=by)
    if not held.paragraphs:
        raise Refused(EMPTY)
    now = timezone.now()
    current.texts.shown().filter(language=held.language).update(replaced_at=now)
    held.decided_by, held.decided_at = by, now
    MACHINE.move(held, to, actor=by)
    projection.refresh(current)
    return held


def _lock(pk: int) -> Criterion:
    """The criterion, held until the end of the transaction: its texts change one after another."""
    return Criterion.objects.select_for_update(of=("self",)).get(pk=pk)


def _document(criterion: Criterion) -> CriterionDocument:
    """What readers see now. Raises Refused where nothing was ever published."""
    newest = criterion.editions.first()
    if newest is None:
        raise Refused(NOT_FROM_HERE)
    return newest.read()


def _draft(criterion: Criterion, language: str) -> CriterionText | None:
    return criterion.texts.drafts().filter(language=language).first()


def _held(text: CriterionText, verb: str, *, seen: int, by: User) -> CriterionText:
    """The text as it is now. Raises Refused if it is gone, or is not what the person looked at."""
    held = CriterionText.objects.select_related("criterion").filter(pk=text.pk, replaced_at=None).first()
    if held is None or held.state != text.state or held.round != seen:
        raise Refused(NOT_FROM_HERE)
    _require(verb, held, by=by)
    return held


def _require(verb: str, text: CriterionText, *, by: User) -> None:
    """Raises Refused unless the person's rights of this very moment reach."""
    if not may(Reader(User.objects.get(pk=by.pk)), verb, text):
        raise Refused(NOT_YOURS)


def _originals(criterion: Criterion, number: str) -> dict[str, str]:
    """The paragraphs of the edition somebody looked at, by key. Raises Refused for one that does not exist."""
    major, dot, minor = number.partition(".")
    is_number = bool(dot) and major.isdigit() and minor.isdigit() and len(number) < len("00000.00000")
    rows = Edition.objects.filter(criterion=criterion)
    found = rows.filter(major=int(major), minor=int(minor)).first() if is_number else None
    if found is None:
        raise Refused(_("Load the page again: the edition you translated is not known."))
    return {each.key: each.text for each in paragraphs_of(found.read())}


def _pairs(
    before: Pairs, texts: Mapping[str, str], originals: Mapping[str, str], still_fit: Collection[str]
) -> dict[str, dict[str, str]]:
    """What was there, with what was written in its place. Other blanks are no other text: forms tidy them."""
    pairs = {key: dict(pair) for key, pair in before.items()}
    for key, written in texts.items():
        text, known = written.strip(), pairs.get(key)
        if key not in originals:
            continue
        if not text:
            pairs.pop(key, None)
        elif known is None or known["text"].split() != text.split() or key in still_fit:
            pairs[key] = {"text": text, "original": originals[key]}
    return pairs
