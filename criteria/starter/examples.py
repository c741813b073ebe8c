"""Made-up members and submissions in every state, for development: written by the same actions people use."""

import unicodedata
from pathlib import Path
from typing import Annotated

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.text import slugify
from pydantic import Field

from criteria.models import Criterion, ProductGroup, Resource
from criteria.resources import reviewing, sharing
from criteria.starter.records import Key, Ref, Text
from criteria.terms import Decision, ResourceKind, Visibility
from networks.models import Membership, NetworkPage, Role
from portal.models import User
from portal.seed.reading import Record, read

FOLDER = Path(__file__).parent.parent / "data" / "examples"
LINK = "https://example.org/"


class MemberRecord(Record):
    """Somebody who does not exist."""

    name: Text
    network: Key
    role: Role

    @property
    def email(self) -> str:
        """maja.eksempel@example.org: the domain belongs to nobody (RFC 2606)."""
        plain = unicodedata.normalize("NFKD", self.name.replace("ø", "o")).encode("ascii", "ignore").decode()
        return f"{slugify(plain).replace('-', '.')}@example.org"


class DecisionRecord(Record):
    by: Text
    decision: Decision
    reason: Text


class WithdrawalRecord(Record):
    by: Text
    reason: Text


class ExampleRecord(Record):
    """A submission with what happened to it."""

    title: Annotated[str, Field(pattern="^Example: ", max_length=200)]
    kind: ResourceKind
    by: Text
    abstract: Text
    languages: list[str]
    visibility: Visibility
    shared_with: list[Key] = []
    products: list[Key] = []
    criteria: list[Ref] = []
    tags: list[Text] = []
    submitted: bool = False
    decisions: list[DecisionRecord] = []
    withdrawn: WithdrawalRecord | None = None


def load(folder: Path = FOLDER) -> int:
    """Write the examples; how many resources that were. Raises StarterDataError for a mistake in a file."""
    members = read(folder / "members.yaml", MemberRecord)
    examples = read(folder / "resources.yaml", ExampleRecord)
    people = {member.name: _join(member) for member in members}
    for example in examples:
        _write(example, people)
    return len(examples)


def _join(member: MemberRecord) -> User:
    first, _space, last = member.name.partition(" ")
    person = User.objects.create_user(member.email, None, first_name=first, last_name=last)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Membership.objects.create(
        user=person,
        network=NetworkPage.objects.get(slug=member.network),
        role=member.role,
        state=Membership.State.ACTIVE,
        since=timezone.now(),
    )
    return person


def _write(example: ExampleRecord, people: dict[str, User]) -> Resource:
    author = people[example.by]
    resource = sharing.start(kind=example.kind, title=example.title, by=author)
    Resource.objects.filter(pk=resource.pk).update(is_example=True)
    fields = example.model_dump(include={"abstract", "languages", "visibility"}) | {
        "product_groups": ProductGroup.objects.filter(key__in=example.products),
        "criteria": Criterion.objects.filter(ref__in=example.criteria),
        "tags": example.tags,
        "shared_with": NetworkPage.objects.filter(slug__in=example.shared_with),
        "link": LINK,
    }
    resource = sharing.save_draft(resource, fields=fields, by=author)
    if example.submitted or example.decisions:
        resource = sharing.submit(resource, by=author)
    for made in example.decisions:
        version = resource.newest_frozen()
        if version is not None:
            reviewing.decide(version, decision=made.decision, reason=made.reason, by=people[made.by])
    if example.withdrawn is not None:
        sharing.withdraw(resource, reason=example.withdrawn.reason, by=people[example.withdrawn.by])
    return resource
