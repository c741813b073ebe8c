"""What sharing holds about a person: given to them whole, and what is left when their account is closed."""

import json

from django.apps import apps
from django.db import models

from criteria.models import Resource
from criteria.resources import reviewing
from criteria.terms import Decision, ResourceState, Visibility
from portal import personal_data
from portal.models import User
from tests.factories.sharing import decide, make_draft, make_published, make_submitted


def test_own_data_hold_what_was_shared_decided_and_written(cast):
    resource = make_submitted(cast.buyer, cast.norway, title="Take-back guide")
    reviewing.message(resource, text="When do you need it?", by=cast.reviewer)
    decide(resource, Decision.REQUEST_CHANGES, by=cast.reviewer, reason="Chapter two is missing.")
    shared = json.loads(json.dumps(personal_data.export_of(cast.buyer)["resources"]))
    assert [row["title"] for row in shared["shared"]] == ["Take-back guide"]
    reviewed = personal_data.export_of(cast.reviewer)["resources"]
    assert [row["reason"] for row in reviewed["decisions"]] == ["Chapter two is missing."]
    assert [row["text"] for row in reviewed["messages"]] == ["When do you need it?"]


def test_what_was_published_stays_without_its_author(cast, client):
    resource = make_published(cast.buyer, cast.norway, visibility=Visibility.PUBLIC)
    personal_data.erase(cast.buyer)
    kept = Resource.objects.get(pk=resource.pk)
    assert (kept.state, str(kept.submitted_by)) == (ResourceState.PUBLISHED, "Former member")
    assert client.get(kept.get_absolute_url()).status_code == 200


def test_a_draft_that_nobody_saw_goes_with_its_author_and_others_stay(cast):
    unseen = make_draft(cast.buyer, cast.norway)
    others = make_draft(cast.dutch, cast.netherlands)
    personal_data.erase(cast.buyer)
    assert list(Resource.objects.filter(pk__in=[unseen.pk, others.pk])) == [others]


def test_no_table_names_a_person_who_shared_and_reviewed(cast):
    cast.reviewer.last_name = "Unmistakable"
    cast.reviewer.save()
    reviewer = User.objects.get(pk=cast.reviewer.pk)
    resource = make_submitted(cast.buyer, cast.norway)
    decide(resource, Decision.APPROVE, by=reviewer, reason="Good.")
    make_submitted(reviewer, cast.norway)
    personal_data.erase(reviewer)
    found = [
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and model.objects.filter(**{f"{field.name}__icontains": "unmistakable"}).exists()
    ]
    assert not found
