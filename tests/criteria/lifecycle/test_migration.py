"""Upgrades: statuses that were chosen freely become states, and nothing that readers saw disappears."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from criteria.lifecycle.reading import history
from criteria.models import Criterion, LibraryEntry
from tests.factories.criteria import make_criterion

pytestmark = pytest.mark.django_db
to_states = import_module("criteria.migrations.0015_statuses_become_states").to_states
CONSTRAINTS = ["criterion_status_is_public", "criterion_endorsed_is_live", "criterion_superseded_names_successor"]


@pytest.fixture(autouse=True)
def as_it_was():
    """Without what the next migration makes the database refuse."""
    with connection.cursor() as cursor:
        for name in CONSTRAINTS:
            cursor.execute(f"ALTER TABLE criteria_criterion DROP CONSTRAINT {name}")


@pytest.mark.parametrize(
    ("published", "before", "after"),
    [
        (True, "idea", "proposed"),
        (True, "draft", "proposed"),
        (True, "proposed", "proposed"),
        (True, "consultation", "proposed"),
        (True, "endorsed", "endorsed"),
        (True, "superseded", "proposed"),
        (True, "withdrawn", "withdrawn"),
        (False, "idea", "draft"),
        (False, "proposed", "draft"),
        (False, "endorsed", "draft"),
        (False, "draft", "draft"),
    ],
)
def test_every_old_status_has_its_state(published, before, after):
    criterion = make_criterion(published=published)
    Criterion.objects.filter(pk=criterion.pk).update(status=before)
    LibraryEntry.objects.filter(criterion=criterion).update(facets=[f"status:{before}", "type:award"])
    told = len(history(criterion))
    to_states(apps, None)
    moved = Criterion.objects.get(pk=criterion.pk)
    assert (moved.status, moved.is_endorsed) == (after, after == "endorsed")
    assert len(history(criterion)) - told == (before != after)
    for entry in LibraryEntry.objects.filter(criterion=criterion):
        assert f"status:{after}" in entry.facets
