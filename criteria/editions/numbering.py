"""The number of the next edition: an editorial fix or another status raises the minor one, the rest the major one."""

import re

from criteria.editions.diff import Difference, Mark
from criteria.terms import ChangeKind

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
BY_FIELD = {
    "criterion_type": ChangeKind.TYPE,
    "parameters": ChangeKind.THRESHOLD,
    "scale": ChangeKind.THRESHOLD,
    "ambition": ChangeKind.SCOPE,
    "applies_to": ChangeKind.SCOPE,
    "product_groups": ChangeKind.SCOPE,
    "legal": ChangeKind.LEGAL,
    "status": ChangeKind.STATUS,
}
SMALL = frozenset({ChangeKind.STATUS, ChangeKind.EDITORIAL})
"""What asks nothing else of anybody: these raise the minor number."""
WEIGHT = [
    ChangeKind.STATUS,
    ChangeKind.EDITORIAL,
    ChangeKind.LEGAL,
    ChangeKind.SCOPE,
    ChangeKind.THRESHOLD,
    ChangeKind.TYPE,
]
"""Which kind names a change that is of several: the later one."""
HOW_TO_PROVE = {"moment", "kind", "standard", "accreditation_required"}
PARAMETER_WORDS = {"label", "buyer_may_change"}


def proposed_kind(change: Difference) -> ChangeKind:
    """What kind of change this is, as far as a program can see; the editor confirms it or says otherwise."""
    kinds = {BY_FIELD.get(field, ChangeKind.EDITORIAL) for field in change.fields - {"parameters", "legal"}}
    if change.lists:
        kinds.add(_of_parts(change))
    if _numbers_of_requirement_changed(change):
        kinds.add(ChangeKind.THRESHOLD)
    return max(kinds, key=WEIGHT.index, default=ChangeKind.EDITORIAL)


def next_number(major: int, minor: int, kind: ChangeKind) -> tuple[int, int]:
    """The number after `major.minor` for a change of this kind."""
    return (major, minor + 1) if kind in SMALL else (major + 1, 0)


def _of_parts(change: Difference) -> ChangeKind:
    """The weightiest change inside lists: other words for the same threshold or proof are no other demand."""
    kinds = {ChangeKind.EDITORIAL}
    for each in change.lists:
        for part in each.changed:
            whole = part.mark is not Mark.CHANGED
            if each.field == "parameters" and (whole or set(part.fields) - PARAMETER_WORDS):
                kinds.add(ChangeKind.THRESHOLD)
            if each.field == "legal" and (whole or set(part.fields) - {"note", "url", "checked_on"}):
                kinds.add(ChangeKind.LEGAL)
            if each.field == "proofs" and (whole or HOW_TO_PROVE & set(part.fields)):
                kinds.add(ChangeKind.SCOPE)
    return max(kinds, key=WEIGHT.index)


def _numbers_of_requirement_changed(change: Difference) -> bool:
    texts = [text for text in change.texts if text.field == "requirement"]
    return any(DIGITS.findall(text.before) != DIGITS.findall(text.after) for text in texts)
