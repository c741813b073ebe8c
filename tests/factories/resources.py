"""Makes guidelines and tools for tests: published unless said otherwise, as the library shows them."""

from itertools import count
from typing import Any

from django.utils import timezone

from criteria.models import Criterion, Resource, ResourceFile, ResourceVersion
from criteria.resources.composing import compose
from criteria.terms import FileState, ResourceKind, ResourceState, Visibility
from networks.models import Membership, NetworkPage, Role
from portal.models import User
from tests.factories.criteria import make_product_group, make_theme

_numbers = count(1)


def make_resource(
    *,
    published: bool = True,
    visibility: str = Visibility.PUBLIC,
    shared_with: tuple[NetworkPage, ...] = (),
    products: tuple[str, ...] = (),
    themes: tuple[str, ...] = (),
    criteria: tuple[Criterion, ...] = (),
    tags: tuple[str, ...] = (),
    text: str = "",
    link: str = "https://guides.example/",
    **fields: Any,
) -> Resource:
    """A resource; `text` is what a file of it says."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"kind": ResourceKind.GUIDELINE, "title": f"Guide {number}", "slug": f"guide-{number}"}
    resource = Resource.objects.create(**defaults | fields, visibility=visibility)
    resource.product_groups.set(make_product_group(key) for key in products)
    resource.themes.set(make_theme(key) for key in themes)
    resource.criteria.set(criteria)
    resource.shared_with.set(shared_with)
    resource.tags.add(*tags)
    version = ResourceVersion.objects.create(resource=resource, number=1, link=link)
    if text:
        version.files.add(make_file(resource, text))
    if published:
        publish(resource, version)
    return resource


def publish(resource: Resource, version: ResourceVersion) -> None:
    """What the review does at its end, without the review."""
    now = timezone.now()
    version.document = compose(resource, version).model_dump(mode="json")
    version.frozen_at = version.published_at = now
    version.save()
    resource.live_version, resource.state, resource.published_at = version, ResourceState.PUBLISHED, now
    resource.save()


def make_file(resource: Resource, text: str, state: str = FileState.READY) -> ResourceFile:
    values = {"name": "guide.pdf", "media_type": "application/pdf", "size": 1000, "sha256": "0" * 64}
    return ResourceFile.objects.create(resource=resource, text=text, state=state, **values)


def join(user: User, network: NetworkPage, role: str = Role.CONTRIBUTOR) -> Membership:
    """A person becomes an active member."""
    state = Membership.State.ACTIVE
    return Membership.objects.create(user=user, network=network, role=role, state=state, since=timezone.now())
