"""What a criterion is found by, and what of it weighs how much."""

from criteria.documents import CriterionDocument


def texts_of(document: CriterionDocument) -> dict[str, str]:
    """What a criterion is found by: title and reference weigh most, then summary and numbers, requirement, the rest."""
    numbers = " ".join(
        f"{_plain(part.value)} {part.text} {part.unit} {part.label} {part.qualifier} {part.test_standard}"
        for part in document.parameters
    )
    terms = [*document.product_groups, document.theme, *document.stages, *document.tags]
    rest = [
        *(term.label for term in terms),
        *(part.label.label for part in document.labels),
        *(f"{part.act} {part.article} {part.celex}" for part in document.legal),
        *(f"{part.publisher} {part.title} {part.locator}" for part in document.sources),
        *(f"{part.text} {part.standard}" for part in document.proofs),
        document.rationale,
        document.guidance_buyer,
        document.guidance_bidder,
    ]
    return {
        "A": f"{document.title} {document.ref}",
        "B": f"{document.summary} {numbers}",
        "C": document.requirement,
        "D": " ".join(rest),
    }


def _plain(value: object) -> str:
    text = f"{value:f}" if value is not None else ""
    return text.rstrip("0").rstrip(".") if "." in text else text
