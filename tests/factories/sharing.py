"""Makes members of networks and what they share, in every state, by the same actions people use."""

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from criteria.models import Resource, ResourceFile
from criteria.resources import reviewing, sharing, uploads
from criteria.terms import Decision, ResourceKind, Visibility
from networks.models import Membership, NetworkPage, Role
from portal.models import User
from tests.factories.resources import join
from tests.people import make_user

_numbers = count(1)
GUIDE = b"How we take laptops back, step by step.\n"


def make_member(network: NetworkPage, role: Role = Role.CONTRIBUTOR, *, name: str = "") -> User:
    """Somebody with an account who is an active member of a network."""
    user = make_user(f"{name or role}-{next(_numbers)}@example.org")
    join(user, network, role)
    return user


def leave(user: User) -> None:
    Membership.objects.filter(user=user).update(state=Membership.State.ENDED, until=timezone.now())


def make_draft(by: User, network: NetworkPage, **fields: Any) -> Resource:
    """A draft with all that a submission needs."""
    number = next(_numbers)
    title = fields.pop("title", f"Guide {number}")
    resource = sharing.start(kind=fields.pop("kind", ResourceKind.GUIDELINE), title=title, by=by)
    defaults: dict[str, Any] = {
        "abstract": f"What guide {number} is for.",
        "languages": ["en"],
        "network": network,
        "link": f"https://guide.example.org/{number}",
        "visibility": Visibility.NETWORK,
    }
    return sharing.save_draft(resource, fields=defaults | fields, by=by)


def make_submitted(by: User, network: NetworkPage, **fields: Any) -> Resource:
    return sharing.submit(make_draft(by, network, **fields), by=by)


def make_published(by: User, network: NetworkPage, **fields: Any) -> Resource:
    """Published by a reviewer made for it."""
    resource = make_submitted(by, network, **fields)
    decide(resource, Decision.APPROVE, by=make_member(network, Role.REVIEWER))
    return Resource.objects.get(pk=resource.pk)


def decide(resource: Resource, decision: Decision, *, by: User, reason: str = "As agreed.") -> None:
    version = resource.newest_frozen()
    assert version is not None
    reviewing.decide(version, decision=decision, reason=reason, by=by)


def add_file(resource: Resource, *, by: User, name: str = "guide.txt", content: bytes = GUIDE) -> ResourceFile:
    """An uploaded file that was looked at."""
    row = sharing.add_file(resource, uploaded=SimpleUploadedFile(name, content), by=by)
    uploads.inspect_file.call(row.pk)
    return ResourceFile.objects.get(pk=row.pk)
