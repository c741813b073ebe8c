"""Where a criterion can go from where it is. The only code that writes its status.

It is one machine in two rounds. In the first, nothing was endorsed yet. In the next, readers see an endorsed edition
while the one after it is in work; it keeps its standing until another is endorsed in its place, or it goes.
"""

from criteria.models import Criterion
from criteria.terms import Status
from portal.models import JournalEntry, User
from portal.states import Machine, note

S = Status
FIRST_ROUND = Machine(
    {
        S.DRAFT: frozenset({S.PROPOSED, S.CONSULTATION}),
        S.PROPOSED: frozenset({S.DRAFT, S.CONSULTATION, S.SUPERSEDED, S.WITHDRAWN}),
        S.CONSULTATION: frozenset({S.REVIEW, S.PROPOSED, S.WITHDRAWN}),
        S.REVIEW: frozenset({S.ENDORSED, S.CONSULTATION, S.PROPOSED, S.WITHDRAWN}),
        S.SUPERSEDED: frozenset({S.PROPOSED}),
        S.WITHDRAWN: frozenset({S.PROPOSED}),
    }
)
NEXT_ROUND = Machine(
    {
        S.ENDORSED: frozenset({S.DRAFT, S.SUPERSEDED, S.WITHDRAWN}),
        S.DRAFT: frozenset({S.ENDORSED, S.CONSULTATION, S.WITHDRAWN}),
        S.CONSULTATION: frozenset({S.REVIEW, S.DRAFT, S.WITHDRAWN}),
        S.REVIEW: frozenset({S.ENDORSED, S.CONSULTATION, S.DRAFT, S.WITHDRAWN}),
    }
)
IN_WORK = frozenset({S.DRAFT, S.CONSULTATION, S.REVIEW})
"""What a working group's members read drafts of."""


def machine(criterion: Criterion) -> Machine:
    return NEXT_ROUND if criterion.is_endorsed else FIRST_ROUND


def ways(criterion: Criterion) -> frozenset[str]:
    """Where it may go from here."""
    return machine(criterion).moves[criterion.status]


def back(criterion: Criterion) -> Status:
    """Where it falls back to: what was endorsed stays so, what readers saw as a proposal is one again."""
    return S.DRAFT if criterion.is_endorsed else S.PROPOSED


def move(
    criterion: Criterion, to: Status, *, by: User | None, reason: str = "", successor: Criterion | None = None
) -> JournalEntry:
    """Move a criterion that the caller has locked, and note who did it and why.

    Raises ValueError for a move that the machine does not have: callers answer people before they get here.
    """
    before = criterion.status
    if to not in ways(criterion):
        raise ValueError(f"{criterion.ref}: {before} -> {to}")
    is_endorsed = to == S.ENDORSED or (criterion.is_endorsed and to in IN_WORK)
    criterion.status, criterion.is_endorsed, criterion.superseded_by = to, is_endorsed, successor
    Criterion.objects.filter(pk=criterion.pk).update(status=to, is_endorsed=is_endorsed, superseded_by=successor)
    return note(criterion, before, to, actor=by, reason=reason)
