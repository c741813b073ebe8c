"""The tables of criteria and of resources: one definition of columns for all kinds of spreadsheets.

A row is a record. What a record has several of stands in one cell, separated by semicolons.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument, LegalPart, ProofPart, ResourceDocument, SourcePart, Term
from criteria.library import wording
from networks.models.place import language_name
from portal.tables import Column

SEPARATOR = "; "


def _joined(parts: Iterable[str]) -> str:
    return SEPARATOR.join(part for part in parts if part)


def _terms(terms: Iterable[Term]) -> str:
    return _joined(term.label for term in terms)


def _term(term: Term | None) -> str:
    return term.label if term else ""


def _proof(part: ProofPart) -> str:
    return " – ".join(filter(None, [str(part.moment.label), str(part.kind.label), part.text, part.standard]))


def _law(part: LegalPart) -> str:
    return ", ".join(filter(None, [f"{part.role.label}: {part.act}", part.article, part.celex]))


def _source(part: SourcePart) -> str:
    told = [f"{part.publisher}: {part.title}", str(part.year or ""), part.locator, part.url]
    return ", ".join(filter(None, told))


def _threshold(document: CriterionDocument) -> str:
    lines = []
    for part in document.parameters:
        rest = wording.meaning(part).removeprefix(part.label).lstrip(", ")
        lines.append(f"{part.label}: {wording.amount(part)} {rest}".strip().replace(wording.NO_BREAK, " "))
    return _joined(lines)


def _labels(document: CriterionDocument) -> str:
    return _joined(
        f"{' '.join(filter(None, [part.label.label, part.generation, part.tier]))}: {part.coverage.label}"
        for part in document.labels
    )


def criteria_columns(address: Callable[[str], str]) -> list[Column[CriterionDocument]]:
    """The columns of a table of criteria; `address` gives the permanent address of a reference."""
    return [
        Column("ref", _("Reference"), lambda each: each.ref, 20),
        Column("title", _("Title"), lambda each: each.title, 40),
        Column("edition", _("Edition"), lambda each: each.edition, 9),
        Column("status", _("Status"), lambda each: str(each.status.label)),
        Column("type", _("Place in the tender"), lambda each: str(each.criterion_type.label), 24),
        Column("level", _("Ambition"), wording.level_label),
        Column("products", _("Product groups"), lambda each: _terms(each.product_groups), 24),
        Column("applies_to", _("New or refurbished"), lambda each: str(each.applies_to.label)),
        Column("theme", _("Theme"), lambda each: each.theme.label),
        Column("strategy", _("Strategy"), lambda each: _term(each.strategy)),
        Column("stages", _("Life-cycle stage"), lambda each: _terms(each.stages)),
        Column("summary", _("Summary"), lambda each: each.summary, 50),
        Column("requirement", _("Requirement"), lambda each: each.requirement, 70),
        Column("thresholds", _("Thresholds"), _threshold, 40),
        Column("proof", _("How a bidder proves it"), lambda each: _joined(map(_proof, each.proofs)), 50),
        Column("law", _("Legal basis"), lambda each: _joined(map(_law, each.legal)), 40),
        Column("labels", _("Labels"), _labels, 30),
        Column("sources", _("Sources"), lambda each: _joined(map(_source, each.sources)), 40),
        Column("tags", _("Tags"), lambda each: _terms(each.tags)),
        Column("owner", _("Looked after by"), lambda each: _term(each.owner)),
        Column("language", _("Language"), lambda each: each.language, 9),
        Column("updated", _("Last change"), lambda each: each.updated_on, 12),
        Column("address", _("Permanent address"), lambda each: address(each.ref), 45),
    ]


def resource_columns(address: Callable[[str], str]) -> list[Column[ResourceDocument]]:
    """The columns of a table of guidelines and tools; `address` gives the page of one."""
    return [
        Column("title", _("Title"), lambda each: each.title, 40),
        Column("kind", _("Kind"), lambda each: str(each.kind.label)),
        Column("abstract", _("What it is for"), lambda each: each.abstract, 60),
        Column("products", _("Product groups"), lambda each: _terms(each.product_groups), 24),
        Column("themes", _("Themes"), lambda each: _terms(each.themes)),
        Column("languages", _("Languages"), lambda each: ", ".join(map(language_name, each.languages))),
        Column("authors", _("Authors"), lambda each: each.authors),
        Column("publisher", _("Publisher"), lambda each: each.publisher),
        Column("year", _("Year"), lambda each: each.year, 8),
        Column("licence", _("Licence"), lambda each: each.licence),
        Column("network", _("Shared by"), lambda each: _term(each.network)),
        Column("tags", _("Tags"), lambda each: _terms(each.tags)),
        Column("criteria", _("Criteria"), lambda each: _joined(each.criteria)),
        Column("link", _("Link"), lambda each: each.link, 40),
        Column("address", _("Address"), lambda each: address(each.slug), 45),
    ]
