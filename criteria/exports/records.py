"""Published records as plain values for programs: their documents, and where to find what belongs to them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from criteria.documents import CriterionDocument, FilePart, ResourceDocument, Value
from criteria.languages.known import PARAMETER, chosen
from criteria.languages.reading import Text, plainly, texts_in, told
from criteria.models import Edition, LibraryEntry, ResourceEntry, ResourceFile
from criteria.terms import FileState
from portal.reader import NOBODY, Reader

API = "/api/v1"


def open_documents(entries: Iterable[LibraryEntry]) -> list[dict[str, Any]]:
    """The documents of criteria, without relations to criteria that are not published; one query for all of them."""
    return without_unpublished([in_order(entry.document, CriterionDocument) for entry in entries])


def without_unpublished(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same documents, naming only criteria that everybody may see; one query for all of them."""
    named = {part["ref"] for document in documents for part in document["related"]}
    rows = LibraryEntry.objects.visible_to(NOBODY).filter(ref__in=named)
    known = set(rows.values_list("ref", flat=True)) if named else set()
    for document in documents:
        document["related"] = [part for part in document["related"] if part["ref"] in known]
    return documents


def spoken(documents: list[dict[str, Any]], entries: Sequence[LibraryEntry], language: str) -> list[dict[str, Any]]:
    """The documents in a language where they have a text in it; `text` says so. One query, none for the original."""
    if not language:
        return documents
    texts = texts_in(entries, language)
    found = []
    for data, entry in zip(documents, entries, strict=True):
        document = CriterionDocument.model_validate(data)
        text = texts.get(entry.pk, Text(document.language))
        found.append(in_words(document, text))
    return found


def in_words(document: CriterionDocument, text: Text) -> dict[str, Any]:
    """A document in a language as JSON has it, with the member `text` that says how far to rely on it."""
    data = plainly(document, text).model_dump(mode="json")
    return data | {"text": told(text, document)}


def text(request: HttpRequest, ref: str, found: Text, number: str = "") -> dict[str, Any]:
    """A language that a criterion, or one edition of it, can be read in, and where."""
    at = f"{API}/criteria/{ref}" + (f"/editions/{number}" if number else "")
    return {
        "language": found.language,
        "state": found.state.value,
        "since": found.since,
        "url": request.build_absolute_uri(f"{at}?{PARAMETER}={found.language}"),
    }


def criteria(request: HttpRequest, entries: Iterable[LibraryEntry]) -> list[dict[str, Any]]:
    """Records of published criteria, in the language that the address asks for."""
    at, rows = request.build_absolute_uri, list(entries)
    return [
        document
        | {
            "links": {
                "self": at(f"{API}/criteria/{document['ref']}"),
                "editions": at(f"{API}/criteria/{document['ref']}/editions"),
                "adoptions": at(f"{API}/adoptions?ref={document['ref']}"),
                "permanent": at(reverse("permanent:criterion", args=[document["ref"]])),
                "page": at(reverse("criteria:criterion", args=[document["ref"]])),
            }
        }
        for document in spoken(open_documents(rows), rows, chosen(request.GET))
    ]


def edition(request: HttpRequest, row: Edition) -> dict[str, Any]:
    """The record of an edition without its document."""
    at, named = request.build_absolute_uri, [row.ref, row.number]
    return {
        "ref": row.ref,
        "number": row.number,
        "change_kind": row.change_kind,
        "change_note": row.change_note,
        "published_at": row.published_at,
        "checksum": row.checksum,
        "links": {
            "self": at(f"{API}/criteria/{row.ref}/editions/{row.number}"),
            "permanent": at(reverse("permanent:edition", args=named)),
            "document": at(reverse("permanent:edition-format", args=[*named, "json"])),
            "page": at(row.get_absolute_url()),
        },
    }


def resources(request: HttpRequest, entries: Iterable[ResourceEntry], reader: Reader = NOBODY) -> list[dict[str, Any]]:
    """Records of resources. What the reader may not see beside them is not named; three queries for all of them."""
    documents = [in_order(entry.document, ResourceDocument) for entry in entries]
    slugs = _known(ResourceEntry.objects.visible_to(reader), "resource__slug", documents, "related")
    refs = _known(LibraryEntry.objects.visible_to(reader), "ref", documents, "criteria")
    keys = {part["key"] for document in documents for part in document["files"]}
    ready = ResourceFile.objects.filter(pk__in=keys, state=FileState.READY).values_list("pk", flat=True) if keys else ()
    files = set(ready)
    at = request.build_absolute_uri
    for document in documents:
        slug = document["slug"]
        document["related"] = [each for each in document["related"] if each in slugs]
        document["criteria"] = [each for each in document["criteria"] if each in refs]
        document["files"] = [
            part | {"url": at(reverse("resources:download", args=[slug, part["key"]]))}
            for part in document["files"]
            if part["key"] in files
        ]
        document["links"] = {
            "self": at(f"{API}/resources/{slug}"),
            "page": at(reverse("resources:resource", args=[slug])),
        }
    return documents


def in_order(data: dict[str, Any], kind: type[Value]) -> dict[str, Any]:
    """A copy whose members stand in the order of the document: the database keeps none."""
    return {name: data[name] for name in kind.model_fields if name in data}


def document_in(record: dict[str, Any], kind: type[Value]) -> dict[str, Any]:
    """The document that a record was made of: without what was added to it."""
    data = in_order(record, kind)
    files = [{name: part[name] for name in FilePart.model_fields if name in part} for part in data.get("files", ())]
    return data | {"files": files} if "files" in data else data


def _known(rows: Any, field: str, documents: list[dict[str, Any]], member: str) -> set[str]:
    named = {each for document in documents for each in document[member]}
    return set(rows.filter(**{f"{field}__in": named}).values_list(field, flat=True)) if named else set()
