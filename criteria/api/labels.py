"""`/api/v1/labels`: labels, their generations, and what each generation demands of its holders."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Router
from pydantic import BaseModel, Field

from criteria.library.labels import labels
from criteria.models import Label, LabelGeneration
from criteria.terms import Confidence, IsoType
from portal.answers import as_json, for_programs
from portal.api.records import answered, findable
from portal.api.registry import example

router = Router()


class Demand(BaseModel):
    """Something a generation demands of its holders."""

    key: str
    statement: str
    clause: str
    source: str = Field(description="Where this is said.")
    confidence: Confidence = Field(description="Whether a person opened the source and found it there.")


class Generation(BaseModel):
    """One edition of a label's criteria. What a label proves depends on it."""

    name: str
    is_draft: bool
    valid_from: date | None
    last_award_date: date | None = Field(description="Until when certificates were given.")
    valid_to: date | None
    tiers: str
    note: str
    demands: list[Demand]


class LabelLinks(BaseModel):
    """Where a label is."""

    self: str
    criteria: str = Field(description="The criteria that name it, in this API.")
    page: str


class LabelRecord(BaseModel):
    """A label. It is a means of proof, never the requirement itself; equivalent labels must be accepted."""

    key: str
    name: str
    description: str
    owner: str
    iso_type: IsoType
    url: str
    registry_url: str = Field(description="Where certified products are found.")
    generations: list[Generation]
    links: LabelLinks


class LabelList(BaseModel):
    """All labels."""

    items: list[LabelRecord]


@router.get("", response=LabelList, operation_id="list_labels", summary="List labels", openapi_extra=example("/labels"))
def list_labels(request: HttpRequest) -> HttpResponse:
    """All labels with their generations, as the page of labels shows them."""
    return for_programs(request, as_json({"items": [_label(request, row) for row in labels()]}))


@router.get(
    "/{key}",
    response=LabelRecord,
    operation_id="read_label",
    summary="Read a label",
    openapi_extra=example("/labels/tco-certified"),
)
def read_label(
    request: HttpRequest, key: Annotated[str, Path(description="The key of the label, as in filters.")]
) -> HttpResponse:
    """One label with its generations."""
    return answered(request, labels().filter(key=findable(key)).first(), _label)


def _label(request: HttpRequest, row: Label) -> dict[str, Any]:
    at = request.build_absolute_uri
    told = {name: getattr(row, name) for name in ("key", "name", "description", "owner", "iso_type", "url")}
    return told | {
        "registry_url": row.registry_url,
        "generations": [_generation(each) for each in row.generations.all()],
        "links": {
            "self": at(f"/api/v1/labels/{row.key}"),
            "criteria": at(f"/api/v1/criteria?label={row.key}"),
            "page": at(f"{reverse('criteria:labels')}#label-{row.key}"),
        },
    }


def _generation(row: LabelGeneration) -> dict[str, Any]:
    fields = ("name", "is_draft", "valid_from", "last_award_date", "valid_to", "tiers", "note")
    demands = [
        {
            "key": each.key,
            "statement": each.statement,
            "clause": each.clause,
            "source": str(each.source),
            "confidence": each.confidence,
        }
        for each in row.requirements.all()
        if each.is_published
    ]
    return {name: getattr(row, name) for name in fields} | {"demands": demands}
