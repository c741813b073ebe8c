"""What needs an editor: the listing's filter and the dashboard ask the same questions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from criteria import care
from criteria.models import Criterion, LegalBasis
from criteria.terms import Confidence, LegalRole
from tests.factories.criteria import make_criterion

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def needing(find):
    return [criterion.title for criterion in find(Criterion.objects.order_by("title"))]


@pytest.mark.parametrize(("days", "needs"), [(-1, True), (0, True), (1, False), (None, False)])
def test_review_is_due_from_its_day_on(days, needs):
    make_criterion(review_due_on=None if days is None else TODAY + timedelta(days=days))
    assert bool(needing(care.review_due)) is needs


def test_missing_proof():
    make_criterion(title="proved", proofs=1)
    make_criterion(title="unproved", proofs=0)
    assert needing(care.without_proof) == ["unproved"]


def test_missing_legal_basis():
    make_criterion(title="no act")
    based = make_criterion(title="based")
    based.legal_bases.add(LegalBasis(act="Directive 2014/24/EU", jurisdiction="EU", role=LegalRole.ENABLES))
    based.save()
    assert needing(care.without_legal_basis) == ["no act"]


def test_to_check_until_every_source_was_opened():
    make_criterion(title="unchecked")
    make_criterion(title="without source", sources=())
    checked = make_criterion(title="checked")
    for source in checked.sources.all():
        source.confidence = Confidence.VERIFIED
        source.save()
    assert needing(care.to_check) == ["unchecked", "without source"]


def test_drafts_are_unpublished_or_changed_since():
    make_criterion(title="published")
    make_criterion(title="draft", published=False)
    changed = make_criterion(title="changed")
    changed.summary = "Something new."
    changed.save_revision()
    assert needing(care.drafts) == ["changed", "draft"]
