"""Makes organisations and what they do in networks."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Collection

from networks.models import NetworkDocument, NetworkPage, Organisation, Participation
from portal.models import PortalDocument


def make_organisation(name: str = "City of Somewhere", **fields: Any) -> Organisation:
    defaults = {"kind": Organisation.Kind.MUNICIPALITY, "country": "NL", "is_buyer": True}
    return Organisation.objects.create(name=name, **defaults | fields)


def take_part(network: NetworkPage, organisation: Organisation, **fields: Any) -> Participation:
    defaults = {"role": Participation.Role.PROCURING}
    return Participation.objects.create(network=network, organisation=organisation, **defaults | fields)


def make_document(title: str = "Guide", *, collection: Collection | None = None, text: str = "words") -> PortalDocument:
    return PortalDocument.objects.create(
        title=title,
        collection=collection or Collection.get_first_root_node(),
        file=ContentFile(text.encode(), name=f"{title.lower()}.txt"),
    )


def share(network: NetworkPage, document: PortalDocument) -> NetworkDocument:
    return NetworkDocument.objects.create(network=network, document=document, note="What it says.")
