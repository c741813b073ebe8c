"""What translators read: the languages of one criterion, and all criteria in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q, QuerySet

from criteria.documents import CriterionDocument
from criteria.languages.known import others, own_name
from criteria.languages.rights import writes_in
from criteria.languages.staleness import Sheet, sheet
from criteria.models import Criterion, CriterionText, Edition, LibraryEntry
from criteria.terms import TextState
from portal.reader import Reader

NEEDS = ("missing", "stale", "drafts")
PER_PAGE = 50


@dataclass(frozen=True)
class Standing:
    """A criterion in a language: what readers see of it, and what is in work. `draft` only for who may read drafts."""

    ref: str
    title: str
    language: str
    shown: CriterionText | None = None
    draft: CriterionText | None = None

    @property
    def name(self) -> str:
        return own_name(self.language)

    @property
    def state(self) -> str:
        """How far readers can rely on what they see; empty where there is nothing."""
        return str(TextState(self.shown.state).label) if self.shown else ""


@dataclass(frozen=True)
class Desk:
    """A criterion beside one of its languages, as a translator works on it. `text` is the draft, else what is shown."""

    criterion: Criterion
    language: str
    edition: Edition
    document: CriterionDocument
    draft: CriterionText | None
    shown: CriterionText | None

    @property
    def text(self) -> CriterionText | None:
        return self.draft or self.shown

    @property
    def name(self) -> str:
        return own_name(self.language)

    @cached_property
    def sheet(self) -> Sheet:
        return sheet(self.document, self.text.paragraphs if self.text else {})

    @property
    def seen(self) -> int:
        """The round that a form begins from; 0 for a new draft."""
        return self.draft.round if self.draft else 0


def languages_of(reader: Reader, criterion: Criterion) -> list[Standing]:
    """Every language texts can stand in; drafts of those the reader writes in. One query."""
    own, found = writes_in(reader), _by_language(criterion.texts.filter(replaced_at=None))
    title = criterion.title
    return [_standing(criterion.ref, title, code, found.get(code, ()), with_draft=code in own) for code in others()]


@dataclass(frozen=True)
class Overview:
    """A page of criteria in one language."""

    rows: tuple[Standing, ...]
    page: Page[LibraryEntry]


def in_language(reader: Reader, language: str, need: str = "", page: str = "") -> Overview:
    """All published criteria in one language, or those with a need; three queries."""
    rows: QuerySet[LibraryEntry] = LibraryEntry.objects.select_related("criterion")
    if need in NEEDS:
        rows = rows.filter(criterion__in=needing(Criterion.objects.all(), language, need).values("pk"))
    texts = CriterionText.objects.filter(language=language, replaced_at=None).defer("paragraphs")
    rows = rows.prefetch_related(Prefetch("criterion__texts", texts, to_attr="spoken"))
    with_draft = language in writes_in(reader)
    found = Paginator(rows.order_by("title", "rid").defer("document", "facets"), PER_PAGE).get_page(page)
    shown = [_standing(row.ref, row.title, language, row.criterion.spoken, with_draft=with_draft) for row in found]
    return Overview(tuple(shown), found)


def needing(criteria: QuerySet[Criterion], language: str, need: str) -> QuerySet[Criterion]:
    """Published criteria whose text in a language is missing, out of date, or waits as a draft."""
    texts = CriterionText.objects.filter(language=language)
    shown = texts.shown()
    answers = {
        "missing": ~Q(pk__in=shown.filter(missing=0).values("criterion")),
        "stale": Q(pk__in=shown.filter(stale__gt=0).values("criterion")),
        "drafts": Q(pk__in=texts.drafts().values("criterion")),
    }
    return criteria.filter(answers[need], live=True)


def stale_texts(reader: Reader) -> QuerySet[CriterionText]:
    """What readers see and is out of date, in the languages the reader writes in; the oldest first."""
    rows = CriterionText.objects.shown().filter(language__in=writes_in(reader), stale__gt=0, criterion__live=True)
    return rows.select_related("criterion").defer("paragraphs").order_by(F("changed_at"), "pk")


def desk(criterion: Criterion, language: str, number: str = "") -> Desk | None:
    """An edition beside its translation, the current one unless it is named; None where there is none."""
    editions = list(criterion.editions.defer("document"))
    edition = next((each for each in editions if each.number == number), next(iter(editions), None))
    if edition is None:
        return None
    found = _by_language(criterion.texts.filter(replaced_at=None, language=language)).get(language, ())
    draft = next((row for row in found if row.is_draft), None)
    shown = next((row for row in found if not row.is_draft), None)
    return Desk(criterion, language, edition, edition.read(), draft, shown)


def _by_language(rows: Iterable[CriterionText]) -> dict[str, list[CriterionText]]:
    found: dict[str, list[CriterionText]] = {}
    for row in rows:
        found.setdefault(row.language, []).append(row)
    return found


def _standing(ref: str, title: str, language: str, rows: Iterable[CriterionText], *, with_draft: bool) -> Standing:
    kept = list(rows)
    shown = next((row for row in kept if not row.is_draft), None)
    draft = next((row for row in kept if row.is_draft), None) if with_draft else None
    return Standing(ref, title, language, shown, draft)
