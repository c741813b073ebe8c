"""Who works on the library at the start, and that criteria go through a review before they are published."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType

from criteria.models import (
    AmbitionLevel,
    BackgroundFact,
    CpvCode,
    Criterion,
    Label,
    LabelRequirement,
    LifeCycleStage,
    ProductGroup,
    SourceReference,
    Strategy,
    Tag,
    Theme,
)
from portal.seed.rights import EDITORS, MODERATORS, grant

VOCABULARY = (AmbitionLevel, CpvCode, Label, LifeCycleStage, ProductGroup, Strategy, Tag, Theme)
WORKS = (BackgroundFact, Criterion, LabelRequirement, SourceReference)


def load() -> int:
    """Editors write criteria and sources; moderators publish them and look after the vocabulary."""
    workflow = Workflow.objects.filter(active=True).first()
    if workflow is not None:
        kind = ContentType.objects.get_for_model(Criterion)
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})
    return sum(
        (
            grant(EDITORS, WORKS, ["add", "change", "view"]),
            grant(EDITORS, VOCABULARY, ["view"]),
            grant(MODERATORS, WORKS, ["add", "change", "view", "publish", "lock", "unlock", "delete"]),
            grant(MODERATORS, VOCABULARY, ["add", "change", "view", "delete"]),
        )
    )
