"""Who works on the library at the start, and that criteria go through a review before they are published."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from criteria.models import (
    AmbitionLevel,
    BackgroundFact,
    CpvCode,
    Criterion,
    Label,
    LabelRequirement,
    LifeCycleStage,
    ProductGroup,
    ReasonedApproval,
    SourceReference,
    Strategy,
    Tag,
    Theme,
)
from portal.seed.rights import EDITORS, MODERATORS, grant

VOCABULARY = (AmbitionLevel, CpvCode, Label, LifeCycleStage, ProductGroup, Strategy, Tag, Theme)
WORKS = (BackgroundFact, Criterion, LabelRequirement, SourceReference)
WORKFLOW = "Criteria, with a reason"


def load() -> int:
    """Editors write criteria and sources; moderators publish them and look after the vocabulary."""
    _require_reasons()
    return sum(
        (
            grant(EDITORS, WORKS, ["add", "change", "view"]),
            grant(EDITORS, VOCABULARY, ["view"]),
            grant(MODERATORS, WORKS, ["add", "change", "view", "publish", "lock", "unlock", "delete"]),
            grant(MODERATORS, VOCABULARY, ["add", "change", "view", "delete"]),
        )
    )


def _require_reasons() -> None:
    """Criteria go through a workflow in which moderators say why; one that somebody chose by hand stays."""
    kind = ContentType.objects.get_for_model(Criterion)
    if WorkflowContentType.objects.filter(content_type=kind).exists():
        return
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    if made:
        task = ReasonedApproval.objects.create(name=WORKFLOW)
        task.groups.set(Group.objects.filter(name=MODERATORS))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=kind, workflow=workflow)
