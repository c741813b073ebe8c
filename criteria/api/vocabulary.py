"""`/api/v1/vocabulary`: the words criteria are described and found with."""

from typing import Annotated, Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, Field

from criteria import terms
from criteria.models import AmbitionLevel, LifeCycleStage, ProductGroup, Strategy, Tag, Theme
from criteria.models.vocabulary import Word
from portal.answers import as_json, for_programs
from portal.api.registry import example

router = Router()
FIXED: dict[str, type[models.TextChoices]] = {
    "type": terms.CriterionType,
    "status": terms.Status,
    "applies_to": terms.AppliesTo,
    "comparator": terms.Comparator,
    "counted_from": terms.CountedFrom,
    "proof_moment": terms.ProofMoment,
    "proof_kind": terms.ProofKind,
    "legal_role": terms.LegalRole,
    "scale_method": terms.ScaleMethod,
    "source_kind": terms.SourceKind,
    "confidence": terms.Confidence,
    "coverage": terms.Coverage,
    "relation": terms.RelationKind,
    "resource_kind": terms.ResourceKind,
    "change_kind": terms.ChangeKind,
    "adoption": terms.Adoption,
}
PLAIN: dict[str, type[Word]] = {"theme": Theme, "strategy": Strategy, "stage": LifeCycleStage}


class Mapping(BaseModel):
    """What another scheme calls a level."""

    scheme: str
    level: str


class Cpv(BaseModel):
    """A code of the Common Procurement Vocabulary."""

    code: str
    name: str


class WordRecord(BaseModel):
    """A word: `key` never changes and is what filters take, `label` is what people read."""

    key: str
    label: str
    description: str | None = None
    parent: str | None = Field(None, description="The product group it belongs to.")
    includes: str | None = Field(None, description="What belongs to the product group.")
    excludes: str | None = Field(None, description="What does not.")
    cpv: list[Cpv] | None = None
    rank: int | None = Field(None, description="How far an ambition goes; 1 is the lowest.")
    elsewhere: list[Mapping] | None = None


class WordList(BaseModel):
    """The words of one kind, in their order."""

    key: str
    items: list[WordRecord]


class Vocabulary(BaseModel):
    """All words, by kind."""

    items: list[WordList]


@router.get(
    "",
    response=Vocabulary,
    operation_id="list_vocabulary",
    summary="Read the vocabulary",
    openapi_extra=example("/vocabulary"),
)
def list_vocabulary(request: HttpRequest) -> HttpResponse:
    """All kinds of words. Tags are those the editors have agreed on."""
    return for_programs(request, as_json({"items": [_list(key) for key in _kinds()]}))


@router.get(
    "/{kind}",
    response=WordList,
    operation_id="read_vocabulary",
    summary="Read the words of one kind",
    openapi_extra=example("/vocabulary/theme"),
)
def read_vocabulary(
    request: HttpRequest, kind: Annotated[str, Path(description="The kind of words.", examples=["theme"])]
) -> HttpResponse:
    """The words of one kind, such as `product`, `theme` or `status`, in their order."""
    if kind not in _kinds():
        raise Http404
    return for_programs(request, as_json(_list(kind)))


def _kinds() -> list[str]:
    return ["product", *PLAIN, "level", "tag", *FIXED]


def _list(kind: str) -> dict[str, Any]:
    if kind in FIXED:
        items = [{"key": value, "label": str(label)} for value, label in FIXED[kind].choices]
    elif kind in PLAIN:
        items = [_word(row) for row in PLAIN[kind].objects.all()]
    else:
        items = {"product": _products, "level": _levels, "tag": _tags}[kind]()
    return {"key": kind, "items": items}


def _word(row: Word) -> dict[str, Any]:
    return {"key": row.key, "label": row.name, "description": row.description}


def _products() -> list[dict[str, Any]]:
    rows: QuerySet[ProductGroup] = ProductGroup.objects.select_related("parent").prefetch_related("cpv_codes")
    return [
        _word(row)
        | {
            "parent": row.parent.key if row.parent else None,
            "includes": row.scope,
            "excludes": row.exclusions,
            "cpv": [{"code": each.code, "name": each.name} for each in row.cpv_codes.all()],
        }
        for row in rows
    ]


def _levels() -> list[dict[str, Any]]:
    rows = AmbitionLevel.objects.prefetch_related("mappings")
    return [
        _word(row)
        | {
            "rank": row.rank,
            "elsewhere": [{"scheme": each.scheme, "level": each.scheme_level} for each in row.mappings.all()],
        }
        for row in rows
    ]


def _tags() -> list[dict[str, Any]]:
    rows = Tag.objects.filter(curated=True).order_by("folded")
    return [{"key": row.slug, "label": row.name, "description": row.description} for row in rows]
