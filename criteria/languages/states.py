"""Where a text in another language can go: readers see it unchecked, checked or official, and a draft never."""

from criteria.terms import TextState
from portal.states import Machine

S = TextState
MACHINE = Machine(
    {
        S.DRAFT: frozenset({S.MACHINE, S.CHECKED}),
        S.MACHINE: frozenset({S.DRAFT}),
        S.CHECKED: frozenset({S.OFFICIAL, S.DRAFT}),
        S.OFFICIAL: frozenset({S.DRAFT}),
    }
)
"""Back to a draft means taken away from readers. Work on a text goes on in a draft beside it."""
