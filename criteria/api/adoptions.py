"""`/api/v1/adoptions`: what networks say to editions of criteria. Who recorded it is nobody's business."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router
from pydantic import BaseModel, Field

from criteria.adoption.matrix import Cell
from criteria.api.criteria import Cursor, Limit
from criteria.library.query import SHOWN_UNKNOWN
from criteria.models import Position
from criteria.terms import Adoption, CountedFrom
from portal.api.paging import LIMIT, listed, page_of_rows, question_of
from portal.api.records import findable
from portal.api.registry import example
from portal.reader import NOBODY

router = Router()
FIELDS = {"ref": "ref", "network": "network__slug", "state": "state", "edition": "number"}
"""What can be filtered, and by which field of the rows."""
NONE: list[str] = []


class NationalNumber(BaseModel):
    """The network's own number for a threshold of the edition."""

    key: str = Field(description="The key of the threshold.")
    value: str = Field(description="The number as text.")
    qualifier: str = Field(description="Under which condition.")
    counted_from: CountedFrom | None = Field(description="From which moment a duration runs.")


class AdoptionLinks(BaseModel):
    """Where a position is, and what it is about."""

    self: str
    criterion: str = Field(description="The criterion in this API.")
    edition: str = Field(description="The edition in this API.")
    network: str = Field(description="The network in this API.")
    page: str = Field(description="The page for people, with how it came about.")


class AdoptionRecord(BaseModel):
    """A network's position on one edition. On a newer edition it takes another one; this one stays."""

    ref: str = Field(description="The reference of the criterion.")
    edition: str = Field(description="The number of the edition.")
    current_edition: str = Field(description="The number of the edition that holds now.")
    network: str = Field(description="The last part of the address of its page.")
    network_title: str
    state: Adoption = Field(description="What the network says to it.")
    counts: bool = Field(
        description="Whether it says something about the current edition: it has not ended, and since its edition"
        " only words were changed."
    )
    reason: str = Field(description="Why, in the network's words.")
    national_text: str = Field(description="The wording of its own buyers.")
    national_ref: str = Field(description="The number in its own set.")
    national_url: str = Field(description="Where it stands.")
    legal_note: str = Field(description="What its law says about it.")
    values: list[NationalNumber] = Field(description="Numbers of its own.")
    valid_from: date | None
    valid_to: date | None = Field(description="Afterwards it counts as undecided.")
    decided_at: datetime = Field(description="When it was recorded.")
    is_example: bool = Field(description="Whether it was made up to try the portal.")
    links: AdoptionLinks


class AdoptionList(BaseModel):
    """A page of positions."""

    items: list[AdoptionRecord]
    total: int = Field(description="How many fit the filters, on all pages.")
    next: str | None = Field(description="The address of the next page; null at the end.")
    unknown: list[str] = Field(description="Values of filters that no position has: left out, the first three named.")
    unknown_count: int = Field(description="How many values of filters were left out.")


@router.get(
    "",
    response=AdoptionList,
    operation_id="list_adoptions",
    summary="Find out who asks for what",
    openapi_extra=example("/adoptions?limit=1"),
)
def list_adoptions(
    request: HttpRequest,
    ref: Annotated[list[str], Query(description="References of criteria; repeat it for several.")] = NONE,
    network: Annotated[list[str], Query(description="Networks, such as netherlands; repeat it for several.")] = NONE,
    state: Annotated[list[str], Query(description=f"Positions: {', '.join(Adoption.values)}.")] = NONE,
    edition: Annotated[list[str], Query(description="Numbers of editions, such as 1.0.")] = NONE,
    limit: Limit = LIMIT,
    cursor: Cursor = "",
) -> HttpResponse:
    """What networks say to published criteria, by reference: each network's position on each edition it spoke about."""
    rows, known, unknown = _narrowed({"ref": ref, "network": network, "state": state, "edition": edition})
    page = page_of_rows(rows, order=("ref", "pk"), cursor=cursor, limit=limit, question=question_of(known))
    items = [_record(request, row) for row in page.items]
    more = {"unknown": unknown[:SHOWN_UNKNOWN], "unknown_count": len(unknown)}
    return listed(request, items, total=rows.count(), after=page.after, more=more)


def _narrowed(asked: dict[str, Sequence[str]]) -> tuple[QuerySet[Position], dict[str, list[str]], list[str]]:
    """The positions that fit; the filters as understood; values that no position has, as they were written."""
    number = Concat("edition__major", Value("."), "edition__minor", output_field=CharField())
    everything = Position.objects.visible_to(NOBODY).annotate(
        ref=F("edition__ref"), number=number, current=F("edition__criterion__edition")
    )
    rows, known, unknown = everything, dict[str, list[str]](), list[str]()
    for name, values in asked.items():
        wanted = {findable(each.upper() if name == "ref" else each): each for each in values if each}
        if wanted:
            field = FIELDS[name]
            there = set(everything.filter(**{f"{field}__in": wanted}).values_list(field, flat=True))
            unknown += [written for each, written in wanted.items() if each not in there]
            known[name] = sorted(there)
        if known.get(name):
            rows = rows.filter(**{f"{FIELDS[name]}__in": known[name]})
    rows = rows.select_related("edition", "network").defer("edition__document").prefetch_related("values")
    return rows, known, unknown


def _record(request: HttpRequest, row: Any) -> dict[str, Any]:
    at, cell = request.build_absolute_uri, Cell(row.network, row, row.current)
    slug = row.network.slug
    texts = ("reason", "national_text", "national_ref", "national_url", "legal_note")
    plain = (*texts, "state", "valid_from", "valid_to", "decided_at", "is_example")
    return {name: getattr(row, name) for name in plain} | {
        "ref": row.ref,
        "edition": row.number,
        "current_edition": row.current,
        "network": slug,
        "network_title": row.network.title,
        "counts": cell.counts,
        "values": [
            {
                "key": own.key,
                "value": str(own.value),
                "qualifier": own.qualifier,
                "counted_from": own.counted_from or None,
            }
            for own in row.values.all()
        ],
        "links": {
            "self": at(f"/api/v1/adoptions?ref={row.ref}&network={slug}&edition={row.number}"),
            "criterion": at(f"/api/v1/criteria/{row.ref}"),
            "edition": at(f"/api/v1/criteria/{row.ref}/editions/{row.number}"),
            "network": at(f"/api/v1/networks/{slug}"),
            "page": at(reverse("criteria:position", args=[row.ref, slug])),
        },
    }
