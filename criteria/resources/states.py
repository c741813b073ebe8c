"""The moves of a resource's working copy; what readers see is its live version, which only some moves touch."""

from criteria.terms import ResourceState
from portal.states import Machine

State = ResourceState

MACHINE = Machine(
    {
        State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.SUBMITTED: frozenset({State.CHANGES_REQUESTED, State.PUBLISHED, State.WITHDRAWN, State.DRAFT}),
        State.CHANGES_REQUESTED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.PUBLISHED: frozenset({State.DRAFT, State.WITHDRAWN}),
        State.WITHDRAWN: frozenset({State.DRAFT}),
    }
)
IN_WORK = frozenset({State.DRAFT, State.CHANGES_REQUESTED})
"""The author writes; one version is open."""
