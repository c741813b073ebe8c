"""Every door of the CMS, from every place, by everybody: none leads where the life of a criterion does not."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Workflow, WorkflowState

from criteria.models import Criterion
from criteria.starter import rights
from criteria.terms import Status
from portal.seed.rights import MODERATORS
from tests.criteria.test_admin import NAME, form_of
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import PLACES, endorse, make_criterion_at
from tests.factories.resources import join
from tests.keeping import kept_for_each
from tests.people import make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast, person):
    """Who works in the CMS; the coordinator does not."""
    secretary = make_user("sofie@example.org", MODERATORS)
    join(secretary, cast.network, "secretariat")
    return {
        "secretary": signed_in("secretary", secretary),
        "moderator": person("moderator"),
        "editor": person("editor"),
        "coordinator": signed_in("coordinator", cast.coordinator),
    }


def edited(criterion, **changes):
    """The form of the editor for a criterion, with its own values."""
    own = {name: getattr(criterion, name) for name in ("ref", "title", "summary", "requirement")}
    own |= {"ambition": criterion.ambition_id, "theme": criterion.theme_id, "change_note": "Said better."}
    return form_of(**own | changes)


def publish_by_form(client, criterion, **changes):
    form = edited(criterion, **{"rationale": "Because."} | changes)
    client.post(reverse(f"{NAME}:edit", args=[criterion.pk]), form | {"action-publish": "1", "status": "endorsed"})


def publish_by_workflow(client, criterion, **changes):
    draft = criterion.get_latest_revision_as_object()
    draft.rationale = "Because."
    draft.save_revision()
    criterion.get_workflow().start(criterion, None)
    state = WorkflowState.objects.get(object_id=str(criterion.pk), status=WorkflowState.STATUS_IN_PROGRESS)
    approve = reverse(f"{NAME}:workflow_action", args=[criterion.pk, "approve", state.current_task_state.pk])
    client.post(approve, {"comment": "All agreed."})


def take_back(client, criterion):
    client.post(reverse(f"{NAME}:unpublish", args=[criterion.pk]))


DOORS = {"form": publish_by_form, "workflow": publish_by_workflow, "unpublish": take_back}
LEADS = {
    ("form", "draft"): {"secretary": "proposed", "moderator": "proposed"},
    ("form", "endorsed"): {},
    ("workflow", "draft"): {"secretary": "proposed", "moderator": "proposed"},
    ("workflow", "review"): {"secretary": "endorsed"},
    ("workflow", "endorsed, next in review"): {"secretary": "endorsed"},
    ("form", "review"): {"secretary": "endorsed"},
    ("form", "endorsed, next in review"): {"secretary": "endorsed"},
    ("unpublish", "proposed"): {"secretary": "draft", "moderator": "draft"},
}
"""Where a door leads to another state; everywhere else the criterion stays where it is."""


@kept_for_each(PLACES)
def placed(place, cast):
    """A place, and a criterion that is there."""
    return place, make_criterion_at(place, cast.secretary, owner_network=cast.network)


@pytest.mark.parametrize("door", DOORS)
def test_doors_of_the_cms(placed, people, starter_workflow, door):
    place, criterion = placed
    for who, person in people.items():
        before = transaction.savepoint_create()
        DOORS[door](person.client, Criterion.objects.get(pk=criterion.pk))
        expected = LEADS.get((door, place), {}).get(who, criterion.status)
        assert Criterion.objects.get(pk=criterion.pk).status == expected, who
        transaction.savepoint_rollback(before)


@pytest.fixture
def starter_workflow(db):
    rights.load()
    assert Workflow.objects.filter(active=True).exists()


def test_only_wording_of_what_is_endorsed_is_corrected(cast, people):
    criterion = make_criterion_at("endorsed", cast.secretary)
    publish_by_form(people["secretary"].client, criterion)
    assert Criterion.objects.get(pk=criterion.pk).edition == "1.2"
    publish_by_form(people["secretary"].client, criterion, rationale="Because.", applies_to="both")
    criterion = Criterion.objects.get(pk=criterion.pk)
    assert (criterion.edition, criterion.applies_to) == ("1.2", "new")
    assert criterion.get_latest_revision_as_object().applies_to == "both"


def test_an_old_revision_brings_no_old_status_back(cast):
    criterion = make_criterion()
    first = criterion.latest_revision
    criterion = make_endorsed(criterion, cast)
    restored = Criterion.objects.get(pk=criterion.pk).with_content_json(first.content)
    assert (restored.status, restored.is_endorsed) == (Status.ENDORSED, True)


def make_endorsed(criterion, cast):
    endorse(criterion, cast.secretary)
    return Criterion.objects.get(pk=criterion.pk)


def test_nothing_is_made_in_a_state(db):
    criterion = make_criterion(published=False)
    copied = Criterion(**{field.name: getattr(criterion, field.name) for field in Criterion._meta.concrete_fields
                          if field.name not in {"id", "ref", "latest_revision", "live_revision"}})  # fmt: skip
    copied.ref, copied.status, copied.is_endorsed = "CFIT-TST-NEW-99", Status.ENDORSED, True
    copied.save()
    assert Criterion.objects.get(ref="CFIT-TST-NEW-99").status == Status.DRAFT


def test_editor_says_what_publishing_will_bring(people, cast):
    criterion = make_criterion_at("proposed", cast.secretary)
    draft = criterion.get_latest_revision_as_object()
    draft.applies_to = "both"
    draft.save_revision()
    page = people["moderator"].client.get(reverse(f"{NAME}:edit", args=[criterion.pk])).text
    assert "What or whom it covers" in page
    assert "makes edition 2.0" in page
    assert f"/en/criteria/{criterion.ref}/life/" in page


def test_a_change_is_published_with_a_note(people, cast):
    criterion = make_criterion_at("proposed", cast.secretary)
    publish_by_form(people["moderator"].client, criterion, change_note="")
    assert Criterion.objects.get(pk=criterion.pk).edition == "1.0"
    publish_by_form(people["moderator"].client, criterion)
    assert Criterion.objects.get(pk=criterion.pk).edition == "1.1"


@pytest.mark.parametrize(("place", "shown"), [("proposed", True), ("consultation", False), ("withdrawn", False)])
def test_menu_offers_what_the_state_allows(people, cast, place, shown):
    criterion = make_criterion_at(place, cast.secretary)
    page = people["moderator"].client.get(reverse(f"{NAME}:edit", args=[criterion.pk])).text
    assert ("action-publish" in page) is shown
    assert (reverse(f"{NAME}:unpublish", args=[criterion.pk]) in page) is shown


def test_an_incomplete_draft_can_be_opened_in_the_editor(people, cast):
    criterion = make_criterion_at("proposed", cast.secretary)
    draft = criterion.get_latest_revision_as_object()
    draft.criterion_type = ""
    draft.save_revision(clean=False)
    assert people["editor"].client.get(reverse(f"{NAME}:edit", args=[criterion.pk])).status_code == 200


def test_nobody_approves_without_a_reason(people, cast, starter_workflow):
    criterion = make_criterion_at("review", cast.secretary)
    criterion.get_workflow().start(criterion, None)
    task = WorkflowState.objects.get(object_id=str(criterion.pk)).current_task_state
    client = people["secretary"].client
    client.post(reverse(f"{NAME}:workflow_action", args=[criterion.pk, "approve", task.pk]), {"comment": " "})
    assert Criterion.objects.get(pk=criterion.pk).status == "review"
    sent = edited(criterion) | {"action-workflow-action": "1", "workflow-action-name": "approve"}
    page = client.post(reverse(f"{NAME}:edit", args=[criterion.pk]), sent, follow=True).text
    assert "why: readers see it" in page
    assert Criterion.objects.get(pk=criterion.pk).status == "review"


def test_workflow_says_why_it_cannot_publish(people, cast, starter_workflow):
    criterion = make_criterion_at("consultation", cast.secretary)
    publish_by_workflow(people["moderator"].client, criterion)
    page = people["moderator"].client.get(reverse(f"{NAME}:edit", args=[criterion.pk])).text
    assert "what people comment on stays as it is" in page
