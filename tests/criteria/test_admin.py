"""Editors at work on the library in the CMS."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from criteria.models import Criterion, LibraryEntry
from criteria.terms import CriterionType, LegalRole, ScaleMethod
from tests.factories.criteria import make_criterion, make_level, make_product_group, make_theme

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_criteria_criterion"
LIST = reverse(f"{NAME}:list")
INLINES = ("parameters", "verifications", "legal_bases", "sources", "labels", "scale_steps", "relations")


def form_of(**changes):
    """A filled-in form of a criterion as the CMS sends it; rows of a part as lists of mappings."""
    rows = {name: changes.pop(name, []) for name in INLINES}
    values = {
        "ref": "CFIT-LAP-BAT-77",
        "title": "Long battery life",
        "summary": "The battery lasts.",
        "requirement": "The battery keeps 80 % after 800 cycles.",
        "criterion_type": CriterionType.TECHNICAL_SPEC,
        "status": "proposed",
        "applies_to": "new",
        "ambition": make_level("basic").pk,
        "theme": make_theme().pk,
        **{name: inline_formset(each) for name, each in rows.items()},
    }
    return nested_form_data(values | changes) | {"product_groups": [make_product_group("laptop").pk]}


@pytest.fixture
def editor(person):
    return person("editor").client


def saved(editor, **changes):
    """Send the form for a new criterion; gives the criterion, or the page with its mistakes."""
    publish = {"action-publish": "1"} if changes.pop("publish", False) else {}
    response = editor.post(reverse(f"{NAME}:add"), form_of(**changes) | publish)
    if response.status_code == 302:
        return Criterion.objects.get(ref=changes.get("ref", "CFIT-LAP-BAT-77"))
    return response.text


def test_editor_saves_a_draft(editor):
    criterion = saved(editor)
    assert not criterion.live
    assert not LibraryEntry.objects.exists()
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=str(criterion.pk)).exists()


def test_moderator_publishes_and_readers_see_it(person, client):
    criterion = saved(person("moderator").client, publish=True)
    assert client.get(criterion.get_absolute_url()).status_code == 200
    assert ModelLogEntry.objects.filter(action="wagtail.publish", object_id=str(criterion.pk)).exists()


def test_editor_who_asks_to_publish_saves_a_draft(editor):
    assert not saved(editor, publish=True).live


SCORED = {"criterion_type": CriterionType.AWARD, "scale_method": ScaleMethod.STEPPED}
STEP = {"start": "1", "text": "", "share": "0.5"}
LAW = {"act": "Regulation X", "jurisdiction": "EU", "role": LegalRole.ALREADY_LAW}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ref": "battery"}, "Write a reference such as"),
        ({"criterion_type": CriterionType.AWARD}, "Points need a scale"),
        (SCORED, "at least one step"),
        ({"scale_steps": [STEP]}, "Only award criteria have steps"),
        (SCORED | {"scale_steps": [STEP], "scale_parameter": "cycles"}, "No threshold has this key"),
        ({"ambition": ""}, "Choose a level, or add the act"),
        ({"parameters": [{"key": "cycles", "label": "Cycles", "comparator": "at_least"}]}, "Give a number"),
        ({"legal_bases": [LAW | {"jurisdiction": "XX"}]}, "There is no country"),
        ({"legal_bases": [LAW | {"url": "javascript:alert(1)"}]}, "Enter a valid URL"),
        ({"title": ""}, "This field is required"),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(person, changes, says):
    answer = saved(person("moderator").client, publish=True, **changes)
    assert says in answer
    assert "The battery keeps 80 % after 800 cycles." in answer
    assert not Criterion.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        SCORED | {"scale_steps": [STEP]},
        {"ambition": "", "legal_bases": [LAW]},
        {"parameters": [{"key": "cycles", "label": "Cycles", "comparator": "at_least", "value": "800"}]},
    ],
)
def test_parts_that_fit_are_accepted(person, changes):
    assert saved(person("moderator").client, publish=True, **changes).live


def test_reference_is_fixed_once_published(person):
    moderator = person("moderator").client
    criterion = saved(moderator, publish=True)
    form = form_of(ref="CFIT-LAP-BAT-78") | {"action-publish": "1"}
    answer = moderator.post(reverse(f"{NAME}:edit", args=[criterion.pk]), form)
    assert "People cite it as CFIT-LAP-BAT-77 already" in answer.text


def listed(client, **filters):
    page = client.get(LIST, filters)
    assert page.status_code == 200
    return [row.ref for row in page.context["object_list"]]


@pytest.mark.parametrize(
    ("need", "refs"),
    [
        ("review_due", ["CFIT-AAA-AA-01"]),
        ("without_proof", ["CFIT-BBB-BB-01"]),
        ("to_check", ["CFIT-AAA-AA-01", "CFIT-BBB-BB-01", "CFIT-CCC-CC-01"]),
        ("drafts", ["CFIT-CCC-CC-01"]),
        ("nonsense", ["CFIT-AAA-AA-01", "CFIT-BBB-BB-01", "CFIT-CCC-CC-01"]),
    ],
)
def test_listing_filters_by_what_is_needed(editor, need, refs):
    make_criterion(ref="CFIT-AAA-AA-01", review_due_on=timezone.localdate() - timedelta(days=1))
    make_criterion(ref="CFIT-BBB-BB-01", proofs=0)
    make_criterion(ref="CFIT-CCC-CC-01", published=False)
    assert listed(editor, need=need) == refs


def test_listing_searches(editor):
    make_criterion(ref="CFIT-AAA-AA-01", title="Long battery life")
    make_criterion(ref="CFIT-BBB-BB-01", title="Recycled paper")
    assert listed(editor, q="battery") == ["CFIT-AAA-AA-01"]
    assert listed(editor, q="CFIT-BBB") == ["CFIT-BBB-BB-01"]


def test_listing_costs_the_same_for_many(editor, django_assert_max_num_queries):
    def cost(number):
        for _number in range(number):
            make_criterion()
        editor.get(LIST)
        with django_assert_max_num_queries(60) as captured:
            editor.get(LIST)
        return len(captured)

    assert cost(3) == cost(27)


DANGEROUS = ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]


@pytest.mark.parametrize("title", DANGEROUS)
def test_exports_hold_text_and_no_formulas(editor, title):
    make_criterion(title=title, theme="=1+1")
    sheet = csv.reader(io.StringIO("".join(map(bytes.decode, editor.get(f"{LIST}?export=csv").streaming_content))))
    _head, row = list(sheet)
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(editor.get(f"{LIST}?export=xlsx").streaming_content)))
    assert {cell.data_type for line in book.active.iter_rows(min_row=2) for cell in line} <= {"s", "n", "b", "d"}


def test_preview_shows_the_draft_as_its_page(editor):
    criterion = make_criterion(title="Old title", published=False)
    address = reverse(f"{NAME}:preview_on_edit", args=[criterion.pk])
    form = form_of(ref=criterion.ref, title="Typed just now")
    assert editor.post(address, form).json()["is_valid"]
    page = editor.get(address)
    assert "Typed just now" in page.text
    assert "this is not published yet" in page.text
    assert Criterion.objects.get(pk=criterion.pk).title == "Old title"


def test_dashboard_counts_what_is_needed_and_leads_there(person):
    make_criterion(published=False, proofs=0)
    page = person("editor").client.get(reverse("wagtailadmin_home")).text
    assert "What the library needs" in page
    assert f"{LIST}?need=without_proof" in page


def test_dashboard_is_silent_to_who_may_not_change_criteria(person):
    member = person("member")
    member.user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert "What the library needs" not in member.client.get(reverse("wagtailadmin_home")).text


def test_editor_hands_in_for_review_and_moderator_approves(person, starter):
    editor, moderator = person("editor").client, person("moderator").client
    response = editor.post(reverse(f"{NAME}:add"), form_of(ref="CFIT-NEW-ONE-01") | {"action-submit": "1"})
    criterion = Criterion.objects.get(ref="CFIT-NEW-ONE-01")
    state = WorkflowState.objects.get(object_id=str(criterion.pk), status=WorkflowState.STATUS_IN_PROGRESS)
    assert response.status_code == 302
    assert not criterion.live
    task = state.current_task_state
    approve = reverse(f"{NAME}:workflow_action", args=[criterion.pk, "approve", task.pk])
    assert editor.post(approve).status_code in {302, 403}
    assert not Criterion.objects.get(pk=criterion.pk).live
    moderator.post(approve, {"comment": "Complete, and nobody else has it."})
    assert Criterion.objects.get(pk=criterion.pk).live


@pytest.mark.parametrize(
    "model",
    [
        "productgroup",
        "theme",
        "strategy",
        "lifecyclestage",
        "ambitionlevel",
        "label",
        "labelrequirement",
        "sourcereference",
        "backgroundfact",
        "cpvcode",
        "tag",
    ],
)
def test_every_part_of_the_library_can_be_listed_and_added(person, starter, model):
    moderator = person("moderator").client
    assert moderator.get(reverse(f"wagtailsnippets_criteria_{model}:list")).status_code == 200
    assert moderator.get(reverse(f"wagtailsnippets_criteria_{model}:add")).status_code == 200
