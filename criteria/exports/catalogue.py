"""`/dcat.jsonld`: the data sets of the portal for catalogues of open data (DCAT 3), with the ways to get them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from criteria.editions.citing import PUBLISHER
from criteria.exports.linked import MEDIA_TYPE
from criteria.models import Edition, LibraryEntry
from portal.answers import as_json, for_programs
from portal.reader import NOBODY
from portal.tables import XLSX

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGES = {"en": "ENG", "nl": "NLD", "fr": "FRA", "de": "DEU", "nb": "NOB"}
"""The EU's table of languages, by which catalogues compare."""
IANA = "https://www.iana.org/assignments/media-types/"
FILES = {"csv": "text/csv", "xlsx": XLSX, "json": "application/json", "jsonld": MEDIA_TYPE}

type Absolute = Callable[[str], str]


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every fact in it is known: no licence is named, because none was decided, and no day that nobody recorded."""
    at = request.build_absolute_uri
    newest = Edition.objects.visible_to(NOBODY).order_by("-published_at").values_list("published_at", flat=True).first()
    spoken = LibraryEntry.objects.visible_to(NOBODY).values_list("document__language", flat=True).order_by().distinct()
    data = {
        "@context": CONTEXT,
        "@id": at(reverse("exchange:dcat")),
        "@type": "dcat:Catalog",
        "dct:title": _english("Circular and Fair ICT Pact: data"),
        "dct:description": _english("What public buyers of ICT publish here together, for programs."),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": PUBLISHER},
        "dct:language": _languages(code for code, _name in settings.LANGUAGES),
        "foaf:homepage": {"@id": at("/")},
        "dcat:service": _service(at),
        "dcat:dataset": [_criteria(at, sorted(spoken), newest), _adoption(at), _resources(at), _networks(at)],
    }
    return for_programs(request, as_json(data, content_type=MEDIA_TYPE), modified=newest)


def _criteria(at: Absolute, spoken: Sequence[str], newest: datetime | None) -> dict[str, Any]:
    feed = _distribution(at, reverse("exchange:feed"), "application/atom+xml", "Changes as a feed")
    about = "Requirements for buying circular and fair ICT: thresholds, proof, legal basis, sources and editions."
    return {
        **_dataset(at, "criteria", "Criteria for circular and fair ICT", about),
        **({"dct:modified": {"@type": "xsd:dateTime", "@value": newest.isoformat()}} if newest else {}),
        "dct:language": _languages(spoken),
        "dcat:landingPage": {"@id": at(reverse("criteria:browse"))},
        "dcat:distribution": [*_files(at, "criteria:export"), _served(at, "criteria"), feed],
    }


def _adoption(at: Absolute) -> dict[str, Any]:
    about = "Which network of public buyers asks for which edition of a criterion, with its own wording and reasons."
    files = [
        _distribution(
            at, reverse("criteria:matrix_file", args=[ending]), FILES[ending], f"The matrix as {ending.upper()}"
        )
        for ending in ("csv", "xlsx")
    ]
    return {
        **_dataset(at, "adoption", "Adoption of criteria", about),
        "dcat:landingPage": {"@id": at(reverse("criteria:matrix"))},
        "dcat:distribution": [*files, _served(at, "adoptions")],
    }


def _resources(at: Absolute) -> dict[str, Any]:
    about = "Guidelines, tools, templates and practice cases for buying circular and fair ICT that everybody may read."
    return {
        **_dataset(at, "resources", "Guidelines and tools", about),
        "dcat:landingPage": {"@id": at(reverse("resources:browse"))},
        "dcat:distribution": [*_files(at, "resources:export"), _served(at, "resources")],
    }


def _networks(at: Absolute) -> dict[str, Any]:
    about = "The networks of public buyers in countries and regions, and the organisations that take part."
    return {**_dataset(at, "networks", "Networks", about), "dcat:distribution": [_served(at, "networks")]}


def _dataset(at: Absolute, key: str, title: str, about: str) -> dict[str, Any]:
    return {
        "@id": f"{at(reverse('exchange:dcat'))}#{key}",
        "@type": "dcat:Dataset",
        "dct:identifier": key,
        "dct:title": _english(title),
        "dct:description": _english(about),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": PUBLISHER},
    }


def _files(at: Absolute, name: str) -> list[dict[str, Any]]:
    return [
        _distribution(at, reverse(name, args=[ending]), media_type, f"The whole list as {ending.upper()}")
        for ending, media_type in FILES.items()
    ]


def _distribution(at: Absolute, path: str, media_type: str, title: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _english(title),
        "dcat:accessURL": {"@id": at(path)},
        "dcat:downloadURL": {"@id": at(path)},
        "dcat:mediaType": {"@id": f"{IANA}{media_type}"},
    }


def _served(at: Absolute, part: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _english("In pages, with filters"),
        "dcat:accessURL": {"@id": at(f"/api/v1/{part}")},
        "dcat:accessService": {"@id": at("/api/v1/")},
        "dcat:mediaType": {"@id": f"{IANA}application/json"},
    }


def _service(at: Absolute) -> dict[str, Any]:
    return {
        "@id": at("/api/v1/"),
        "@type": "dcat:DataService",
        "dct:title": _english("Read API"),
        "dcat:endpointURL": {"@id": at("/api/v1/")},
        "dcat:endpointDescription": {"@id": at("/api/v1/openapi.json")},
    }


def _languages(codes: Any) -> list[dict[str, str]]:
    authority = "http://publications.europa.eu/resource/authority/language/"
    return [{"@id": authority + LANGUAGES[code]} for code in codes if code in LANGUAGES]


def _english(text: str) -> dict[str, str]:
    return {"@language": "en", "@value": text}
