"""Makes texts of criteria in other languages for tests, as readers or translators have them."""

from typing import Any

from django.utils import timezone

from criteria.library import projection
from criteria.models import Criterion, CriterionText
from criteria.paragraphs import paragraphs_of
from criteria.terms import TextState


def make_text(
    criterion: Criterion, language: str = "nl", *, state: str = TextState.CHECKED, texts: Any = None, **fields: Any
) -> CriterionText:
    """A text made from the current wording, shown unless it is a draft. Without `texts` every paragraph has one."""
    originals = {each.key: each.text for each in paragraphs_of(criterion.editions.first().read())}
    written = texts if texts is not None else {key: f"{language}: {text}" for key, text in originals.items()}
    pairs = {key: {"text": text, "original": originals.get(key, "gone")} for key, text in written.items()}
    shown = {} if state == TextState.DRAFT else {"decided_at": timezone.now()}
    row = CriterionText.objects.create(
        criterion=criterion, language=language, state=state, paragraphs=pairs, round=1, **shown | fields
    )
    projection.refresh(Criterion.objects.get(pk=criterion.pk))
    row.refresh_from_db()
    return row


def change(criterion: Criterion, **fields: Any) -> Criterion:
    """A new edition with other words."""
    fresh = Criterion.objects.get(pk=criterion.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.change_note = "Other words."
    fresh.save_revision().publish()
    return Criterion.objects.get(pk=criterion.pk)
