"""What criteria need from editors: one question each, asked alike by the listing and by the dashboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import Criterion, CriterionSource, CriterionText, LabelEquivalence, LegalBasis, Verification
from criteria.terms import Confidence, Coverage

type Criteria = QuerySet[Criterion]
SOON = timedelta(days=90)
"""How long before its end a comparison with a label stands in the queue."""


def review_due(criteria: Criteria, today: date | None = None) -> Criteria:
    """The day by which somebody wanted to look again has come."""
    return criteria.filter(review_due_on__lte=today or timezone.localdate())


def without_proof(criteria: Criteria) -> Criteria:
    """Bidders cannot know how to show it."""
    return criteria.exclude(Exists(Verification.objects.filter(criterion=OuterRef("pk"))))


def without_legal_basis(criteria: Criteria) -> Criteria:
    """Nobody wrote down which act lets buyers ask it."""
    return criteria.exclude(Exists(LegalBasis.objects.filter(criterion=OuterRef("pk"))))


def to_check(criteria: Criteria) -> Criteria:
    """Some source was not opened by a person yet, or there is none."""
    unchecked = CriterionSource.objects.filter(criterion=OuterRef("pk"), confidence=Confidence.TO_CHECK)
    sourced = CriterionSource.objects.filter(criterion=OuterRef("pk"))
    return criteria.filter(Exists(unchecked) | ~Exists(sourced))


def label_expiring(criteria: Criteria, today: date | None = None) -> Criteria:
    """What a label shows of it ends within 90 days, or has ended."""
    ending = expiring(LabelEquivalence.objects.filter(criterion=OuterRef("pk")), today)
    return criteria.filter(Exists(ending))


def expiring(equivalences: QuerySet[LabelEquivalence], today: date | None = None) -> QuerySet[LabelEquivalence]:
    """Those to compare again: the day to look again or the end of the generation has come, or comes within 90 days."""
    soon = (today or timezone.localdate()) + SOON
    return equivalences.exclude(coverage=Coverage.NONE).filter(
        Q(look_again_by__lte=soon) | Q(generation__valid_to__lte=soon)
    )


def text_stale(criteria: Criteria) -> Criteria:
    """The original of a translation that readers see has changed."""
    stale = CriterionText.objects.shown().filter(criterion=OuterRef("pk"), stale__gt=0)
    return criteria.filter(Exists(stale), live=True)


def drafts(criteria: Criteria) -> Criteria:
    """Not published, or changed since."""
    return criteria.filter(live=False) | criteria.filter(has_unpublished_changes=True)


@dataclass(frozen=True)
class Need:
    """A question, its key in addresses, and its name."""

    key: str
    label: str | Promise
    find: Callable[[Criteria], Criteria]


NEEDS = (
    Need("review_due", _("Review due"), review_due),
    Need("without_proof", _("Proof missing"), without_proof),
    Need("without_legal_basis", _("Legal basis missing"), without_legal_basis),
    Need("to_check", _("Source to check"), to_check),
    Need("label_expiring", _("Label to compare again"), label_expiring),
    Need("text_stale", _("Translation out of date"), text_stale),
    Need("drafts", _("Not published, or changed since"), drafts),
)
