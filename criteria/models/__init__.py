"""The library's records: words, sources, labels, criteria, and what browsing reads."""

from criteria.models.adoption import NationalValue, Position
from criteria.models.approval import ReasonedApproval
from criteria.models.consultation import Consultation
from criteria.models.consultation_comment import ConsultationComment
from criteria.models.consultation_sheet import ConsultationSheet
from criteria.models.criterion import Criterion, Relation
from criteria.models.discussion import Comment, Mention, Report
from criteria.models.edition import Edition
from criteria.models.importing import ImportRun, ImportState
from criteria.models.label import Label, LabelGeneration, LabelRequirement
from criteria.models.legal import LegalBasis
from criteria.models.projection import (
    LibraryEntry,
    LibrarySearchText,
    LibraryText,
    LibraryThreshold,
    LibraryVersion,
    LibraryWord,
    ResourceEntry,
)
from criteria.models.proof import LabelEquivalence, Verification
from criteria.models.resource import CaseDetails, Resource, ResourceFile, ResourceTag, ResourceVersion
from criteria.models.review import ReviewDecision, ReviewMessage
from criteria.models.selection import Selection, SelectionItem
from criteria.models.source import BackgroundFact, CriterionSource, SourceReference
from criteria.models.tag import CriterionTag, SharedTags, Tag, TagRedirect, TagSynonym
from criteria.models.text import CriterionText
from criteria.models.threshold import Parameter, ScaleStep
from criteria.models.vocabulary import (
    AmbitionLevel,
    CpvCode,
    LevelMapping,
    LifeCycleStage,
    ProductGroup,
    Strategy,
    Theme,
)

__all__ = [
    "AmbitionLevel",
    "BackgroundFact",
    "CaseDetails",
    "Comment",
    "Consultation",
    "ConsultationComment",
    "ConsultationSheet",
    "CpvCode",
    "Criterion",
    "CriterionSource",
    "CriterionTag",
    "CriterionText",
    "Edition",
    "ImportRun",
    "ImportState",
    "Label",
    "LabelEquivalence",
    "LabelGeneration",
    "LabelRequirement",
    "LegalBasis",
    "LevelMapping",
    "LibraryEntry",
    "LibrarySearchText",
    "LibraryText",
    "LibraryThreshold",
    "LibraryVersion",
    "LibraryWord",
    "LifeCycleStage",
    "Mention",
    "NationalValue",
    "Parameter",
    "Position",
    "ProductGroup",
    "ReasonedApproval",
    "Relation",
    "Report",
    "Resource",
    "ResourceEntry",
    "ResourceFile",
    "ResourceTag",
    "ResourceVersion",
    "ReviewDecision",
    "ReviewMessage",
    "ScaleStep",
    "Selection",
    "SelectionItem",
    "SharedTags",
    "SourceReference",
    "Strategy",
    "Tag",
    "TagRedirect",
    "TagSynonym",
    "Theme",
    "Verification",
]
