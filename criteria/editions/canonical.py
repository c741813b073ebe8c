"""One exact text for a document, so that anybody can check that an edition is what it was."""

import hashlib
import json
from typing import Any

from criteria.documents import CriterionDocument

NOT_CONTENT = {"published_on", "updated_on", "edition", "life"}
"""What says when a document was published and what runs; two editions that differ in nothing else are the same."""


def content(document: CriterionDocument) -> dict[str, Any]:
    """The document as plain JSON values, without what is not its content.

    What is empty is left out: documents may get new parts later, and the checksums of earlier ones must stay true.
    """
    return _filled(document.model_dump(mode="json", exclude=NOT_CONTENT))


def _filled(value: Any) -> Any:
    """The value without members that are null, false, zero, or an empty text, list or object, at any depth."""
    if isinstance(value, list):
        return [_filled(each) for each in value]
    if isinstance(value, dict):
        return {key: kept for key, each in value.items() if (kept := _filled(each))}
    return value


def canonical(document: CriterionDocument) -> str:
    """Its content as JSON with sorted keys and no spaces (the shape of RFC 8785 for texts, whole numbers and lists)."""
    return json.dumps(content(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(document: CriterionDocument) -> str:
    """SHA-256 of the canonical text, in hexadecimal digits."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()
