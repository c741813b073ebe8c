"""The shape of what the API says of published records: their documents, and where to find what belongs to them."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from criteria.documents import CriterionDocument, FilePart, ResourceDocument
from criteria.terms import ChangeKind, TextState


class CriterionLinks(BaseModel):
    """Where a criterion is, for programs and for people."""

    self: str = Field(description="This record in the API.")
    editions: str = Field(description="Every published wording of it.")
    adoptions: str = Field(description="What networks say to it.")
    permanent: str = Field(description="The address to cite: gives HTML, JSON, JSON-LD or BibTeX as you ask for it.")
    page: str = Field(description="The page for people.")


class TextRecord(BaseModel):
    """How far to rely on the language a record is given in. Only where `lang` asked for one."""

    language: str = Field(
        description="The language of the texts; the original's where there is none in that of `lang`."
    )
    state: TextState = Field(description="`machine` was checked by nobody: the original counts.")
    since: date | None
    original_language: str
    in_original: list[str] = Field(description="Keys of the paragraphs that are given in the original.")


class OfferedText(BaseModel):
    """A language that it can be read in beside the original."""

    language: str
    state: TextState
    since: date | None
    url: str


class CriterionRecord(CriterionDocument):
    """A published criterion, whole, as its page shows it."""

    links: CriterionLinks
    text: TextRecord | None = Field(default=None, description="About the language of the texts; only with `lang`.")
    texts: list[OfferedText] = Field(default=[], description="Other languages; not in lists.")


class CriterionList(BaseModel):
    """A page of criteria."""

    items: list[CriterionRecord]
    total: int = Field(description="How many fit the filters, on all pages.")
    next: str | None = Field(description="The address of the next page; null at the end.")
    unknown: list[str] = Field(description="Values of filters that no record has: left out, the first three named.")
    unknown_count: int = Field(description="How many values of filters were left out.")


class EditionLinks(BaseModel):
    """Where an edition is."""

    self: str
    permanent: str = Field(description="The address to cite; what it gives never changes.")
    document: str = Field(description="The document alone, as its checksum was taken from it.")
    page: str


class EditionRecord(BaseModel):
    """One published wording: when, why and how it can be checked."""

    ref: str
    number: str = Field(description="major.minor: a new major number means more than wording changed.")
    change_kind: ChangeKind
    change_note: str = Field(description="What changed and why, in the editors' words.")
    published_at: datetime
    checksum: str = Field(description="SHA-256 of the document's content; how it is taken stands in docs/api.md.")
    links: EditionLinks


class WholeEdition(EditionRecord):
    """One published wording with its document."""

    document: CriterionDocument
    text: TextRecord | None = Field(default=None, description="About the language of the texts; only with `lang`.")
    texts: list[OfferedText] = Field(default=[], description="Other languages of this edition; only with `lang`.")


class EditionList(BaseModel):
    """All editions of a criterion, newest first."""

    items: list[EditionRecord]


class ResourceFileRecord(FilePart):
    """A file to be had."""

    url: str


class ResourceLinks(BaseModel):
    """Where a resource is."""

    self: str
    page: str


class ResourceRecord(ResourceDocument):
    """A guideline, tool or other thing that members share with everybody."""

    files: tuple[ResourceFileRecord, ...] = ()
    links: ResourceLinks


class ResourceList(BaseModel):
    """A page of guidelines and tools."""

    items: list[ResourceRecord]
    total: int = Field(description="How many fit the filters, on all pages.")
    next: str | None = Field(description="The address of the next page; null at the end.")
    unknown: list[str] = Field(description="Values of filters that no record has: left out, the first three named.")
    unknown_count: int = Field(description="How many values of filters were left out.")
