"""`/api/v1/resources`: guidelines and tools that everybody may read."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from criteria.api.criteria import Cursor, Limit
from criteria.api.schemas import ResourceList, ResourceRecord
from criteria.api.shelves import listed, parameters_of
from criteria.exports import records
from criteria.models import ResourceEntry
from criteria.resources.shelf import RESOURCES
from portal.api.paging import LIMIT
from portal.api.records import answered, findable
from portal.api.registry import example
from portal.reader import NOBODY

router = Router()


@router.get(
    "",
    response=ResourceList,
    operation_id="list_resources",
    summary="Find guidelines and tools",
    openapi_extra=example("/resources?limit=1") | {"parameters": parameters_of(RESOURCES)},
)
def list_resources(request: HttpRequest, limit: Limit = LIMIT, cursor: Cursor = "") -> HttpResponse:
    """All public resources that fit, with the same filters and order as their page."""
    return listed(request, RESOURCES, records.resources, cursor=cursor, limit=limit)


@router.get(
    "/{slug}",
    response=ResourceRecord,
    operation_id="read_resource",
    summary="Read a guideline or tool",
    openapi_extra=example("/resources/se-compare-criteria"),
)
def read_resource(
    request: HttpRequest, slug: Annotated[str, Path(description="The last part of the address of its page.")]
) -> HttpResponse:
    """The version that is published now, with its files."""
    entry = ResourceEntry.objects.visible_to(NOBODY).filter(resource__slug=findable(slug)).first()
    return answered(request, entry, _record, modified=lambda found: found.updated_on)


def _record(request: HttpRequest, entry: ResourceEntry) -> dict[str, Any]:
    (found,) = records.resources(request, [entry])
    return found
