"""One criterion, or one edition of it, in every format: one table for addresses, negotiation and links."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.documents import CriterionDocument
from criteria.editions.citing import Citation, cite
from criteria.exports import linked
from criteria.exports.records import in_words
from criteria.exports.tables import criteria_columns
from criteria.languages.known import chosen
from criteria.languages.reading import Text, plainly, text_in
from criteria.models import Edition
from portal.answers import as_json
from portal.tables import CSV, XLSX, csv_lines, xlsx_file


@dataclass(frozen=True)
class Wording:
    """A criterion as it is published. `edition` is the one to cite; with `is_fixed` the address names that edition.

    `texts` are the other languages it can be read in; `language` is the one the address asks for, empty for none.
    """

    request: HttpRequest
    data: dict[str, Any]
    edition: Edition | None
    is_fixed: bool
    changed: datetime | date | None
    texts: Sequence[Text] = ()

    @cached_property
    def language(self) -> str:
        return chosen(self.request.GET)

    @cached_property
    def original(self) -> CriterionDocument:
        """As it was published."""
        return CriterionDocument.model_validate(self.data)

    @cached_property
    def text(self) -> Text:
        """What it is read in: the language that was asked for, else the original."""
        return text_in(self.language, self.texts, self.original.language)

    @cached_property
    def document(self) -> CriterionDocument:
        return plainly(self.original, self.text)

    @property
    def name(self) -> str:
        """What its files are called."""
        return "-".join(filter(None, [self.data["ref"], self.data.get("edition", "")]))

    @property
    def citation(self) -> Citation | None:
        if self.edition is None:
            return None
        return cite(self.edition, self.data["title"], portal=self.request.build_absolute_uri("/"))

    @property
    def checksum(self) -> str:
        """The entity tag of the document of an edition; a current wording has none of its own."""
        return self.edition.checksum if self.is_fixed and self.edition else ""

    def address(self, ref: str) -> str:
        return self.request.build_absolute_uri(reverse("permanent:criterion", args=[ref]))


@dataclass(frozen=True)
class Format:
    """A way to give a wording out; `key` is the ending of its address. `make` answers None where there is nothing."""

    key: str
    media_type: str
    label: str | Promise
    make: Callable[[Wording], HttpResponseBase | None]


def _json(wording: Wording) -> HttpResponse:
    """As it was published, word for word, unless a language is asked for."""
    return as_json(in_words(wording.original, wording.text) if wording.language else wording.data)


def _linked(wording: Wording) -> HttpResponse:
    fixed = wording.citation.url if wording.is_fixed and wording.citation else ""
    node = linked.criterion(wording.original, address=wording.address, edition_address=fixed, texts=wording.texts)
    return as_json(linked.one(node), content_type=linked.MEDIA_TYPE)


def _bibtex(wording: Wording) -> HttpResponse | None:
    found = wording.citation
    return HttpResponse(found.bibtex, content_type="application/x-bibtex; charset=utf-8") if found else None


def _csl(wording: Wording) -> HttpResponse | None:
    found = wording.citation
    return as_json([found.csl], content_type="application/vnd.citationstyles.csl+json") if found else None


def _csv(wording: Wording) -> HttpResponse:
    lines = csv_lines(criteria_columns(wording.address), [wording.document])
    return HttpResponse(b"".join(lines), content_type=CSV)


def _xlsx(wording: Wording) -> HttpResponseBase:
    file = xlsx_file(criteria_columns(wording.address), [wording.document], title=wording.document.ref)
    return FileResponse(file, content_type=XLSX, as_attachment=True, filename=f"{wording.name}.xlsx")


FORMATS = (
    Format("json", "application/json", _("JSON"), _json),
    Format("jsonld", linked.MEDIA_TYPE, _("JSON-LD"), _linked),
    Format("bib", "application/x-bibtex", _("BibTeX"), _bibtex),
    Format("csl.json", "application/vnd.citationstyles.csl+json", _("CSL JSON"), _csl),
    Format("csv", "text/csv", _("CSV"), _csv),
    Format("xlsx", XLSX, _("Excel"), _xlsx),
)
BY_KEY = {each.key: each for each in FORMATS}
HTML = "text/html"


def preferred(request: HttpRequest) -> Format | str | None:
    """What the Accept header likes best: a format, `HTML`, or None when it takes none of ours (RFC 9110, 12.5.1)."""
    liked = request.get_preferred_type([HTML, *(each.media_type for each in FORMATS)])
    if liked is None or liked == HTML:
        return liked
    return next(each for each in FORMATS if each.media_type == liked)


def addresses(ref: str, number: str = "") -> Iterable[tuple[Format, str]]:
    """Each format with its address."""
    name, named = ("edition-format", [ref, number]) if number else ("criterion-format", [ref])
    return [(each, reverse(f"permanent:{name}", args=[*named, each.key])) for each in FORMATS]
