"""Who may do what with a resource and its files. Lists ask `Resource.objects.visible_to`; the rest asks here.

Authors act on their own as long as they are members. Reviewers decide in their network, never about what they wrote.
"""

from criteria.models import Resource, ResourceFile
from criteria.resources.states import IN_WORK, State
from criteria.terms import FileState
from networks.members.standing import standing_of
from networks.models import Role
from portal.reader import Reader
from portal.rights import may, rule


def _is_author(reader: Reader, resource: Resource) -> bool:
    return reader.user is not None and resource.submitted_by_id == reader.user.pk


def _contributes(reader: Reader, resource: Resource) -> bool:
    """Whether an author still belongs to the network whose reviewers decide; a first draft may have none yet."""
    standing = standing_of(reader)
    if resource.network_id is None:
        return standing.is_secretariat or bool(standing.networks_as(Role.CONTRIBUTOR))
    return standing.is_at_least(resource.network_id, Role.CONTRIBUTOR)


def _writes(reader: Reader, resource: Resource) -> bool:
    """The author, or the secretariat for what nobody submitted (starter content)."""
    if resource.submitted_by_id is None:
        return standing_of(reader).is_secretariat
    return _is_author(reader, resource) and _contributes(reader, resource)


def _is_involved(reader: Reader, resource: Resource) -> bool:
    """Whether the reader had a hand in what waits for a decision."""
    if reader.user is None or _is_author(reader, resource):
        return True
    return resource.versions.exclude(frozen_at=None).filter(made_by=reader.user, published_at=None).exists()


def _is_named(reader: Reader, resource: Resource) -> bool:
    """Whether somebody asked this reader to review it; whoever is no reviewer anywhere any more does not count."""
    if reader.user is None or resource.reviewer_id != reader.user.pk:
        return False
    standing = standing_of(reader)
    return standing.is_secretariat or bool(standing.networks_as(Role.REVIEWER))


def _reviews(reader: Reader, resource: Resource) -> bool:
    return standing_of(reader).is_at_least(resource.network_id, Role.REVIEWER) or _is_named(reader, resource)


@rule("view", Resource)
def view(reader: Reader, resource: Resource) -> bool:
    return Resource.objects.visible_to(reader).filter(pk=resource.pk).exists()


@rule("edit", Resource)
def edit(reader: Reader, resource: Resource) -> bool:
    return resource.state in IN_WORK and _writes(reader, resource)


@rule("submit", Resource)
def submit(reader: Reader, resource: Resource) -> bool:
    """What is still missing is another question: `sharing.what_is_missing`."""
    return edit(reader, resource)


@rule("take_back", Resource)
def take_back(reader: Reader, resource: Resource) -> bool:
    return resource.state == State.SUBMITTED and _writes(reader, resource)


@rule("reopen", Resource)
def reopen(reader: Reader, resource: Resource) -> bool:
    """Write a new version of what is published or was withdrawn."""
    return resource.state in {State.PUBLISHED, State.WITHDRAWN} and _writes(reader, resource)


@rule("review", Resource)
def review(reader: Reader, resource: Resource) -> bool:
    """Read what was submitted, with the notes about it: its author, and who can decide."""
    if resource.submitted_at is None:
        return False
    return _is_author(reader, resource) or _reviews(reader, resource)


@rule("converse", Resource)
def converse(reader: Reader, resource: Resource) -> bool:
    return review(reader, resource) and standing_of(reader).is_member


@rule("decide", Resource)
def decide(reader: Reader, resource: Resource) -> bool:
    if resource.state != State.SUBMITTED or not _reviews(reader, resource):
        return False
    return not _is_involved(reader, resource)


@rule("delegate", Resource)
def delegate(reader: Reader, resource: Resource) -> bool:
    """Ask a reviewer of any network to decide; nobody chooses who decides about their own."""
    if resource.state != State.SUBMITTED or not standing_of(reader).is_at_least(resource.network_id, Role.COORDINATOR):
        return False
    return not _is_involved(reader, resource)


@rule("withdraw", Resource)
def withdraw(reader: Reader, resource: Resource) -> bool:
    """Take away what readers see, or give up a submission: its author, and reviewers of its network."""
    if resource.state == State.WITHDRAWN or not (resource.is_live or resource.state == State.CHANGES_REQUESTED):
        return False
    if _is_author(reader, resource):
        return standing_of(reader).is_member
    return resource.is_live and standing_of(reader).is_at_least(resource.network_id, Role.REVIEWER)


@rule("discard", Resource)
def discard(reader: Reader, resource: Resource) -> bool:
    """Delete a draft that nobody else has ever seen."""
    return resource.submitted_at is None and resource.state == State.DRAFT and _is_author(reader, resource)


@rule("download", ResourceFile)
def download(reader: Reader, file: ResourceFile) -> bool:
    """A file that passed its checks, of a version the reader may read."""
    return file.state == FileState.READY and reads(reader, file)


def reads(reader: Reader, file: ResourceFile) -> bool:
    """Whether a version that the reader may read holds the file."""
    resource = file.resource
    if not view(reader, resource):
        return False
    if _is_author(reader, resource) or (resource.submitted_by_id is None and standing_of(reader).is_secretariat):
        return True
    holding = file.versions.exclude(frozen_at=None)
    if may(reader, "review", resource):
        return holding.exists()
    return resource.is_live and holding.published_to(reader, resource).exists()
