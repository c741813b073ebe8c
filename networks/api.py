"""`/api/v1/networks`: the networks of procurers, and the working groups across them."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field, WithJsonSchema
from wagtail.models import Locale

from networks.listing import listing
from networks.models import NetworkPage, Participation
from networks.models.network_page import LawRegime
from networks.models.partial_date import Precision
from networks.queries import participants_of, visible_working_groups
from portal.api.paging import CURSOR_LENGTH, LIMIT, MAX_LIMIT, listed, page_of_values, question_of
from portal.api.records import answered, findable
from portal.api.registry import example
from portal.reader import NOBODY

router = Router()
groups = Router()
Kind = Annotated[str, WithJsonSchema({"type": "string", "enum": NetworkPage.Kind.values})]
RoleName = Annotated[str, WithJsonSchema({"type": "string", "enum": Participation.Role.values})]
Law = Annotated[str, WithJsonSchema({"type": "string", "enum": ["", *LawRegime.values]})]
KnownTo = Annotated[str, WithJsonSchema({"type": "string", "enum": Precision.values})]
"""Without names of their own: two rooms may well call different things a kind."""


class Participant(BaseModel):
    """An organisation in a network, under the name it had when it joined."""

    name: str
    name_today: str = Field(description="Empty where it is still the same.")
    role: RoleName
    joined_on: date | None
    joined_precision: KnownTo = Field(description="How much of the date is known.")
    until: date | None
    source: str = Field(description="Where this is known from.")


class NetworkLinks(BaseModel):
    """Where a network is."""

    self: str
    criteria: str | None = Field(description="The criteria that come from its place, in this API.")
    adoptions: str | None = Field(description="What it says to criteria, in this API; working groups say nothing.")
    page: str


class NetworkRecord(BaseModel):
    """The procurers of a country or region, or a working group across them."""

    slug: str
    title: str
    kind: Kind
    place: str = Field(description="ISO 3166 code of its country or region; empty for other kinds.")
    summary: str
    coordinator: str = Field(description="The organisation that brings the buyers together; empty where not recorded.")
    contact_email: str = Field(description="The address of an office.")
    languages: list[str] = Field(description="Working languages as codes.")
    law_regime: Law = Field(description="Which procurement law binds its buyers.")
    joined_on: date | None
    joined_precision: KnownTo
    participants: list[Participant]
    links: NetworkLinks


class NetworkList(BaseModel):
    """A page of networks."""

    items: list[NetworkRecord]
    total: int = Field(description="How many fit the filters, on all pages.")
    next: str | None = Field(description="The address of the next page; null at the end.")
    unknown: list[str] = Field(description="Filters whose value no network has: they were left out.")
    unknown_count: int


@router.get(
    "",
    response=NetworkList,
    operation_id="list_networks",
    summary="Find networks",
    openapi_extra=example("/networks?limit=1"),
)
def list_networks(
    request: HttpRequest,
    kind: Annotated[str, Query(description="Kind of network, such as country.")] = "",
    law: Annotated[str, Query(description="Procurement law, such as EU.")] = "",
    language: Annotated[str, Query(description="Working language, such as nl.")] = "",
    limit: Annotated[int, Query(description="How many at most on one page.", ge=1, le=MAX_LIMIT)] = LIMIT,
    cursor: Annotated[str, Query(description="Where to go on: from `next`.", max_length=CURSOR_LENGTH)] = "",
) -> HttpResponse:
    """The networks of places that fit, by title, with the same filters as their page."""
    asked = {"kind": kind, "law": law, "language": language}
    found = listing(asked, reader=NOBODY, locale_id=_locale_id())
    unknown = [str(each) for each in found.unknown]
    return _listed(request, found.networks, question_of(asked), unknown=unknown, cursor=cursor, limit=limit)


@router.get(
    "/{slug}",
    response=NetworkRecord,
    operation_id="read_network",
    summary="Read a network",
    openapi_extra=example("/networks/netherlands"),
)
def read_network(
    request: HttpRequest, slug: Annotated[str, Path(description="The last part of the address of its page.")]
) -> HttpResponse:
    """One network or working group."""
    rows = NetworkPage.objects.visible_to(NOBODY).filter(locale_id=_locale_id(), slug=findable(slug))
    page = rows.select_related("coordinator").first()
    return answered(request, page, _record, modified=lambda found: found.last_published_at)


@groups.get(
    "",
    response=NetworkList,
    operation_id="list_working_groups",
    summary="List working groups",
    openapi_extra=example("/working-groups?limit=1"),
)
def list_working_groups(
    request: HttpRequest,
    limit: Annotated[int, Query(description="How many at most on one page.", ge=1, le=MAX_LIMIT)] = LIMIT,
    cursor: Annotated[str, Query(description="Where to go on: from `next`.", max_length=CURSOR_LENGTH)] = "",
) -> HttpResponse:
    """The working groups across networks whose page is open to everybody, by title."""
    pages = visible_working_groups(NOBODY, locale_id=_locale_id())
    return _listed(request, pages, "groups", unknown=[], cursor=cursor, limit=limit)


def _listed(
    request: HttpRequest, pages: Iterable[NetworkPage], question: str, *, unknown: list[str], cursor: str, limit: int
) -> HttpResponse:
    everything = list(pages)
    page = page_of_values(
        everything, key=lambda each: [each.title, each.slug], cursor=cursor, limit=limit, question=question
    )
    rows = Prefetch("participations", Participation.objects.select_related("organisation"))
    prefetch_related_objects(page.items, rows)
    items = [_record(request, each) for each in page.items]
    more = {"unknown": unknown, "unknown_count": len(unknown)}
    return listed(request, items, total=len(everything), after=page.after, more=more)


def _record(request: HttpRequest, page: NetworkPage) -> dict[str, Any]:
    at = request.build_absolute_uri
    fields = ("slug", "title", "kind", "place", "summary", "contact_email", "languages", "law_regime")
    return {name: getattr(page, name) for name in fields} | {
        "coordinator": page.coordinator.name if page.coordinator else "",
        "joined_on": page.joined_on,
        "joined_precision": page.joined_precision,
        "participants": [_participant(row) for row in participants_of(page)],
        "links": {
            "self": at(f"/api/v1/networks/{page.slug}"),
            "criteria": at(f"/api/v1/criteria?network={page.place.lower()}") if page.place else None,
            "adoptions": None if page.is_working_group else at(f"/api/v1/adoptions?network={page.slug}"),
            "page": at(page.get_url(request) or "/"),
        },
    }


def _participant(row: Participation) -> dict[str, Any]:
    return {
        "name": str(row),
        "name_today": row.name_today,
        "role": row.role,
        "joined_on": row.joined_on,
        "joined_precision": row.joined_precision,
        "until": row.until,
        "source": row.source_note,
    }


def _locale_id() -> int:
    """Networks have a page in each language; the API reads the portal's first."""
    return Locale.objects.get_for_language(settings.LANGUAGE_CODE).pk
