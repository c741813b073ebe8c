"""`/api/v1/criteria`: published criteria and their editions."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router

from criteria.api.schemas import CriterionList, CriterionRecord, EditionList, WholeEdition
from criteria.api.shelves import listed, parameters_of
from criteria.editions import queries as editions_queries
from criteria.exports import records
from criteria.languages.known import chosen
from criteria.languages.reading import text_in, texts_of_edition, texts_of_entry
from criteria.library import queries
from criteria.library.criteria_shelf import CRITERIA
from criteria.models import Edition, LibraryEntry
from portal.answers import as_json, for_programs
from portal.api.paging import CURSOR_LENGTH, LIMIT, MAX_LIMIT
from portal.api.records import answered, findable
from portal.api.registry import example
from portal.reader import NOBODY

router = Router()
Ref = Annotated[str, Path(description="The reference, such as CFIT-LAP-BAT-01.", examples=["CFIT-LAP-BAT-01"])]
Number = Annotated[
    str, Path(description="The number of the edition.", pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$", examples=["1.0"])
]
Limit = Annotated[int, Query(description="How many at most on one page.", ge=1, le=MAX_LIMIT)]
Language = Annotated[
    str,
    Query(
        alias="lang",
        description="The language to read texts in, where there is one; `text` says how far to rely on it.",
        max_length=10,
        examples=["nl"],
    ),
]
Cursor = Annotated[str, Query(description="Where to go on: take it from `next`.", max_length=CURSOR_LENGTH)]


@router.get(
    "",
    response=CriterionList,
    operation_id="list_criteria",
    summary="Find criteria",
    openapi_extra=example("/criteria?product=laptop&limit=1") | {"parameters": parameters_of(CRITERIA)},
)
def list_criteria(
    request: HttpRequest, limit: Limit = LIMIT, cursor: Cursor = "", language: Language = ""
) -> HttpResponse:
    """All published criteria that fit, with the same filters and order as the library's page."""
    return listed(request, CRITERIA, records.criteria, cursor=cursor, limit=limit)


@router.get(
    "/{ref}",
    response=CriterionRecord,
    operation_id="read_criterion",
    summary="Read a criterion",
    openapi_extra=example("/criteria/CFIT-LAP-BAT-01"),
)
def read_criterion(request: HttpRequest, ref: Ref, language: Language = "") -> HttpResponse:
    """The current wording of a criterion, whole."""
    entry = queries.find(NOBODY, _plain(ref))
    return answered(request, entry, _current, modified=lambda found: None if chosen(request.GET) else found.updated_on)


@router.get(
    "/{ref}/editions",
    response=EditionList,
    operation_id="list_editions",
    summary="List the editions of a criterion",
    openapi_extra=example("/criteria/CFIT-LAP-BAT-01/editions"),
)
def list_editions(request: HttpRequest, ref: Ref) -> HttpResponse:
    """Every published wording, newest first, without the documents."""
    rows = editions_queries.editions_of(NOBODY, _plain(ref))
    if not rows:
        raise Http404
    data = {"items": [records.edition(request, row) for row in rows]}
    return for_programs(request, as_json(data), modified=rows[0].published_at)


@router.get(
    "/{ref}/editions/{number}",
    response=WholeEdition,
    operation_id="read_edition",
    summary="Read an edition",
    openapi_extra=example("/criteria/CFIT-LAP-BAT-01/editions/1.0"),
)
def read_edition(request: HttpRequest, ref: Ref, number: Number, language: Language = "") -> HttpResponse:
    """One wording as it was published. It never changes; texts in other languages (`lang`) do."""
    row = editions_queries.find(NOBODY, _plain(ref), number)
    return answered(request, row, _whole, modified=lambda found: None if chosen(request.GET) else found.published_at)


def _current(request: HttpRequest, entry: LibraryEntry) -> dict[str, Any]:
    (found,) = records.criteria(request, [entry])
    return found | {"texts": [records.text(request, entry.ref, each) for each in texts_of_entry(entry)]}


def _whole(request: HttpRequest, row: Edition) -> dict[str, Any]:
    """An edition; in another language beside what is said of its texts."""
    data = records.edition(request, row) | {"document": row.document}
    asked = chosen(request.GET)
    if not asked:
        return data
    texts = texts_of_edition(row)
    spoken = records.in_words(row.read(), text_in(asked, texts, row.document["language"]))
    data |= {"text": spoken.pop("text"), "document": spoken}
    return data | {"texts": [records.text(request, row.ref, each, row.number) for each in texts]}


def _plain(ref: str) -> str:
    """References are in capitals."""
    return findable(ref.upper())
