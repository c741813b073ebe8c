"""Who may move a criterion along; docs/rights.md says the same in words.

The network that looks after it prepares, the secretariat of the Pact decides. What no network looks after is for the
secretariat alone.
"""

from criteria.models import Criterion
from networks.members.standing import standing_of
from networks.models import Role
from portal.reader import Reader
from portal.rights import rule


def _is_at_least(reader: Reader, criterion: Criterion, role: Role) -> bool:
    return standing_of(reader).is_at_least(criterion.owner_network_id, role)


@rule("consult", Criterion)
def consult(reader: Reader, criterion: Criterion) -> bool:
    """Open a consultation, make it longer, call it off."""
    return _is_at_least(reader, criterion, Role.COORDINATOR)


@rule("put_into_review", Criterion)
def put_into_review(reader: Reader, criterion: Criterion) -> bool:
    return _is_at_least(reader, criterion, Role.COORDINATOR)


@rule("send_back", Criterion)
def send_back(reader: Reader, criterion: Criterion) -> bool:
    """From review back to work: reviewers of the network that looks after it."""
    return _is_at_least(reader, criterion, Role.REVIEWER)


@rule("renew", Criterion)
def renew(reader: Reader, criterion: Criterion) -> bool:
    """Begin a new edition of what is endorsed, or give it up."""
    return _is_at_least(reader, criterion, Role.COORDINATOR)


@rule("endorse", Criterion)
def endorse(reader: Reader, criterion: Criterion) -> bool:
    """The networks have agreed; correcting the wording of what is endorsed is part of it."""
    return standing_of(reader).is_secretariat


@rule("retire", Criterion)
def retire(reader: Reader, criterion: Criterion) -> bool:
    """Withdraw it, say what took its place, or take it up again."""
    return standing_of(reader).is_secretariat
