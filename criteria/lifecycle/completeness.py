"""What a draft still lacks before a move may publish it; the form in the CMS asks the same of who publishes there."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import Criterion
from criteria.terms import LegalRole, ScaleMethod

PARTS = ("parameters", "verifications", "legal_bases", "sources", "labels", "scale_steps", "relations")


def faults(draft: Criterion) -> list[str]:
    """One sentence for each thing that is missing or wrong; none for a draft that can be published."""
    return [str(fault) for fault in _faults(draft)]


def _faults(draft: Criterion) -> Iterator[str | Promise]:
    try:
        draft.full_clean()
    except ValidationError as error:
        yield from _named(draft, error)
    for relation in PARTS:
        for part in getattr(draft, relation).all():
            try:
                part.full_clean(exclude={"criterion"}, validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                yield from _named(part, error)
    if draft.scale_method == ScaleMethod.STEPPED and not draft.scale_steps.all():
        yield _("Points in steps need at least one step.")
    if not draft.product_groups.all():
        yield _("Product groups: choose at least one.")
    already_law = any(row.role == LegalRole.ALREADY_LAW for row in draft.legal_bases.all())
    if draft.ambition_id is None and not already_law:
        yield _("Ambition: choose a level, or add the act that makes it law already.")


def _named(thing: Model, error: ValidationError) -> Iterator[str]:
    """The mistakes with the names of their fields."""
    for name, messages in error.message_dict.items():
        known = {field.name: field for field in thing._meta.fields}
        label = str(known[name].verbose_name).capitalize() + ": " if name in known else ""
        yield from (f"{label}{message}" for message in messages)
