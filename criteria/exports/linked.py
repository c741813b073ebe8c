"""Published records as linked data: JSON-LD in the words of schema.org and DCMI.

Only terms are used whose definition fits: a criterion is a creative work with a permanent address, its thresholds are
property values it mentions, its legal bases legislation it is based on.
"""

from collections.abc import Callable, Iterable
from typing import Any

from criteria.documents import (
    CriterionDocument,
    LegalPart,
    ParameterPart,
    Related,
    ResourceDocument,
    SourcePart,
    Term,
)
from criteria.editions.citing import PUBLISHER
from criteria.languages.known import PARAMETER
from criteria.languages.reading import Text
from criteria.terms import Comparator, RelationKind

MEDIA_TYPE = "application/ld+json"
CONTEXT = {"@vocab": "https://schema.org/", "dcterms": "http://purl.org/dc/terms/"}
"""Written out: nobody has to fetch anything to read it."""
RELATIONS = {RelationKind.REPLACES: "dcterms:replaces"}
"""The others have no term that means just that."""

type Address = Callable[[str], str]


def criterion(
    document: CriterionDocument, *, address: Address, edition_address: str = "", texts: Iterable[Text] = ()
) -> dict[str, Any]:
    """A criterion, or one edition of it where `edition_address` is given. `address` takes a reference.

    Its `texts` in other languages are works of their own, with a language on every string.
    """
    lasting = address(document.ref)
    node = {
        "@id": edition_address or lasting,
        "@type": "CreativeWork",
        "identifier": document.ref,
        "url": edition_address or lasting,
        "name": document.title,
        "abstract": document.summary,
        "text": document.requirement,
        "inLanguage": document.language,
        "version": document.edition,
        "creativeWorkStatus": str(document.status.label),
        "datePublished": document.published_on,
        "dateModified": document.updated_on,
        "publisher": {"@type": "Organization", "name": PUBLISHER},
        "dcterms:type": str(document.criterion_type.label),
        "dcterms:isVersionOf": {"@id": lasting} if edition_address else None,
        "about": [_term(each) for each in (*document.product_groups, document.theme)],
        "keywords": [tag.label for tag in document.tags],
        "mentions": [_threshold(part) for part in document.parameters],
        "isBasedOn": [_act(part) for part in document.legal],
        "citation": [_source(part) for part in document.sources],
        "workTranslation": [_translation(text, edition_address or lasting) for text in texts],
    }
    return _without_nothing(node | _relations(document.related, address))


def _translation(text: Text, original: str) -> dict[str, Any]:
    """What of it stands in another language; what does not is left to the original."""
    node = {
        "@id": f"{original}?{PARAMETER}={text.language}",
        "@type": "CreativeWork",
        "inLanguage": text.language,
        "translationOfWork": {"@id": original},
        "creativeWorkStatus": str(text.state.label),
        "dateModified": text.since,
    }
    said = {"name": "title", "abstract": "summary", "text": "requirement"}
    strings = {
        name: {"@value": text.texts[key], "@language": text.language} for name, key in said.items() if key in text.texts
    }
    return _without_nothing(node | strings)


def resource(document: ResourceDocument, *, address: Address, criterion_address: Address) -> dict[str, Any]:
    """A guideline, tool or other shared thing. The licence is what its author said, or left out."""
    node = {
        "@id": address(document.slug),
        "@type": "CreativeWork",
        "url": address(document.slug),
        "name": document.title,
        "abstract": document.abstract,
        "genre": str(document.kind.label),
        "inLanguage": list(document.languages),
        "creator": document.authors,
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
        "datePublished": str(document.year) if document.year else None,
        "license": document.licence,
        "about": [_term(each) for each in (*document.product_groups, *document.themes)],
        "keywords": [tag.label for tag in document.tags],
        "mentions": [{"@id": criterion_address(ref)} for ref in document.criteria],
        "sameAs": document.link,
    }
    return _without_nothing(node)


def one(node: dict[str, Any]) -> dict[str, Any]:
    return {"@context": CONTEXT} | node


def _term(term: Term) -> dict[str, Any]:
    return {"@type": "DefinedTerm", "termCode": term.key, "name": term.label}


def _threshold(part: ParameterPart) -> dict[str, Any]:
    bounds: dict[str, Any] = {
        Comparator.AT_LEAST: {"minValue": part.value},
        Comparator.AT_MOST: {"maxValue": part.value},
        Comparator.RANGE: {"minValue": part.value, "maxValue": part.upper},
    }.get(part.comparator, {"value": part.value if part.value is not None else part.text or True})
    counted = part.counted_from
    told = {
        "@type": "PropertyValue",
        "propertyID": part.key,
        "name": part.label,
        "unitText": part.unit,
        "description": ", ".join(filter(None, [part.qualifier, str(counted.label) if counted else ""])),
        "measurementTechnique": part.test_standard,
    }
    return _without_nothing(told | {name: _number(value) for name, value in bounds.items()})


def _act(part: LegalPart) -> dict[str, Any]:
    told = {
        "@type": "Legislation",
        "name": ", ".join(filter(None, [part.act, part.article])),
        "legislationIdentifier": part.celex,
        "legislationJurisdiction": part.jurisdiction,
        "url": part.url,
        "description": str(part.role.label),
    }
    return _without_nothing(told)


def _source(part: SourcePart) -> dict[str, Any]:
    told = {
        "@type": "CreativeWork",
        "name": part.title,
        "publisher": {"@type": "Organization", "name": part.publisher} if part.publisher else None,
        "datePublished": str(part.year) if part.year else None,
        "url": part.url,
        "pagination": part.locator,
    }
    return _without_nothing(told)


def _relations(related: Iterable[Related], address: Address) -> dict[str, Any]:
    found: dict[str, list[dict[str, str]]] = {}
    for part in related:
        found.setdefault(RELATIONS.get(part.relation, "dcterms:relation"), []).append({"@id": address(part.ref)})
    return dict(found)


def _number(value: Any) -> Any:
    """Numbers as JSON has them: whole ones without a fraction."""
    if value is None or isinstance(value, str | bool):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _without_nothing(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
