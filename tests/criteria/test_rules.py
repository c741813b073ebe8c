"""What a criterion and its words must hold before they are saved."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from criteria.models import CpvCode, Criterion, LabelEquivalence, LabelGeneration, Parameter, ProductGroup
from criteria.models.vocabulary import cpv_check_digit
from criteria.terms import Comparator, CriterionType, ScaleMethod
from tests.factories.criteria import make_criterion, make_label, make_product_group

pytestmark = pytest.mark.django_db


def mistakes_of(record):
    try:
        record.clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("changes", "mistakes"),
    [
        ({}, set()),
        ({"criterion_type": CriterionType.AWARD}, {"scale_method"}),
        ({"scale_method": ScaleMethod.LINEAR}, {"scale_method"}),
        ({"criterion_type": CriterionType.AWARD, "scale_method": ScaleMethod.LINEAR}, set()),
        ({"weight_min": Decimal(20), "weight_max": Decimal(10)}, {"weight_max"}),
        ({"weight_min": Decimal(10), "weight_max": Decimal(10)}, set()),
        ({"reviewed_on": date(2026, 5, 1), "review_due_on": date(2026, 5, 1)}, {"review_due_on"}),
        ({"ref": "CFIT-OTH-ER-99"}, {"ref"}),
    ],
)
def test_criterion_rules(changes, mistakes):
    criterion = make_criterion()
    for field, value in changes.items():
        setattr(criterion, field, value)
    assert mistakes_of(criterion) == mistakes


@pytest.mark.parametrize("ref", ["", "CFIT", "cfit-lap-bat-01", "CFIT-LAP-BAT-1", "CFIT-LAP-BAT-01\n", "X-LAP-BAT-01"])
def test_references_have_one_shape(ref):
    with pytest.raises(ValidationError):
        Criterion._meta.get_field("ref").run_validators(ref or "?")


def test_unpublished_criterion_may_still_get_another_reference():
    criterion = make_criterion(published=False)
    criterion.ref = "CFIT-OTH-ER-99"
    assert mistakes_of(criterion) == set()


@pytest.mark.parametrize(
    ("fields", "mistakes"),
    [
        ({"value": 800}, set()),
        ({"text": "class A"}, set()),
        ({}, {"value"}),
        ({"comparator": Comparator.YES}, set()),
        ({"comparator": Comparator.YES, "value": 1}, {"value"}),
        ({"comparator": Comparator.RANGE, "value": 10}, {"upper"}),
        ({"comparator": Comparator.RANGE, "value": 10, "upper": 5}, {"upper"}),
        ({"comparator": Comparator.RANGE, "value": 10, "upper": 20}, set()),
        ({"value": 1, "minimum": 5, "maximum": 4}, {"maximum"}),
    ],
)
def test_threshold_rules(fields, mistakes):
    assert mistakes_of(Parameter(key="k", label="Number", **fields)) == mistakes


@pytest.mark.parametrize(
    "code", ["30213100-6", "30200000-1", "32250000-0", "48820000-2", "30125110-5", "50312000-5", "30231300-0"]
)
def test_check_digit_of_known_cpv_codes(code):
    """Codes as they stand in Regulation (EC) No 213/2008."""
    assert cpv_check_digit(code[:8]) == int(code[-1])


@pytest.mark.parametrize(("code", "fits"), [("30213100-6", True), ("30213100-7", False)])
def test_wrong_check_digit_is_refused(code, fits):
    assert (mistakes_of(CpvCode(code=code, name="Portable computers")) == set()) is fits


def test_group_cannot_be_part_of_itself():
    above = make_product_group("hardware")
    below = make_product_group("laptop", parent="hardware")
    above.parent = below
    assert mistakes_of(above) == {"parent"}


def test_key_of_a_group_is_unique():
    make_product_group("laptop")
    with pytest.raises(ValidationError):
        ProductGroup(key="laptop", name="Laptops").full_clean()


def test_generation_belongs_to_its_label():
    generation = LabelGeneration.objects.create(label=make_label("tco"), name="10")
    assert mistakes_of(LabelEquivalence(label=make_label("epeat"), generation=generation)) == {"generation"}


def test_generation_cannot_end_before_it_starts():
    generation = LabelGeneration(label=make_label(), name="1", valid_from=date(2024, 1, 1), valid_to=date(2023, 1, 1))
    assert mistakes_of(generation) == {"valid_to"}
