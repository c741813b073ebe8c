"""What labels prove: by generation, never label for label; and the queue of what must be compared again."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from criteria import care
from criteria.models import Criterion, LabelEquivalence, LabelGeneration, LibraryEntry
from criteria.terms import Coverage
from tests.criteria.test_admin import saved
from tests.criteria.test_rules import mistakes_of
from tests.criteria.test_search import found
from tests.factories.criteria import make_criterion, make_label

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
COMPARED = {"coverage": Coverage.PARTIAL, "clause": "A.7.1", "gap": "Only laptops.", "checked_on": date(2026, 1, 1)}


@pytest.fixture
def generation():
    return LabelGeneration.objects.create(label=make_label("tco-certified"), name="generation 10", tiers="Silver, Gold")


def shows(criterion, generation, **fields):
    """Publish what a generation shows of a criterion."""
    values = COMPARED | fields
    criterion.labels.add(LabelEquivalence(label=generation.label, generation=generation, **values))
    criterion.save_revision().publish()
    return criterion


@pytest.mark.parametrize(
    ("fields", "mistakes"),
    [
        (COMPARED, set()),
        (COMPARED | {"tier": "Gold"}, set()),
        (COMPARED | {"tier": "Platinum"}, {"tier"}),
        (COMPARED | {"clause": ""}, {"clause"}),
        (COMPARED | {"gap": ""}, {"gap"}),
        (COMPARED | {"coverage": Coverage.FULL, "gap": ""}, set()),
        (COMPARED | {"coverage": Coverage.NONE, "clause": ""}, set()),
        (COMPARED | {"coverage": Coverage.NONE, "gap": ""}, {"gap"}),
        (COMPARED | {"checked_on": None}, {"checked_on"}),
        (COMPARED | {"generation": None}, {"generation"}),
        (COMPARED | {"look_again_by": date(2026, 1, 1)}, {"look_again_by"}),
        (COMPARED | {"look_again_by": date(2026, 1, 2)}, set()),
        ({"coverage": Coverage.UNKNOWN, "generation": None}, set()),
    ],
)
def test_a_comparison_names_generation_day_and_clause(generation, fields, mistakes):
    values = {"label": generation.label, "generation": generation} | fields
    assert mistakes_of(LabelEquivalence(**values)) == mistakes


def test_label_page_tells_what_each_generation_shows(client, generation):
    shows(make_criterion(title="Long battery life"), generation, look_again_by=date(2099, 5, 4))
    page = client.get(reverse("criteria:label", args=["tco-certified"])).text
    for words in ["Generation 10", "Long battery life", "Shows part of it: Only laptops.", "A.7.1", "edition 1.1"]:
        assert words in page
    assert "4 May 2099" in page
    assert "Compared on 1 January 2026" in page


def test_label_page_shows_no_draft(client, generation):
    draft = make_criterion(title="Secret draft", published=False)
    draft.labels.add(LabelEquivalence(label=generation.label, generation=generation, **COMPARED))
    draft.save_revision()
    assert "Secret draft" not in client.get(reverse("criteria:label", args=["tco-certified"])).text


@pytest.mark.parametrize("key", ["unknown", "TCO-Certified", "x" * 300])
def test_unknown_label_is_not_found(client, key):
    assert client.get(reverse("criteria:label", args=[key])).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_label_page_costs_the_same_for_many_criteria(client, generation, count):
    for _number in range(count):
        shows(make_criterion(), generation)
    address = reverse("criteria:label", args=["tco-certified"])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{address}?again={count}")
    assert len(queries) <= 8


def test_what_a_label_does_not_show_is_no_filter_for_it_but_stands_on_its_page(client, generation):
    shows(make_criterion(ref="CFIT-LAP-BAT-01", title="Shown"), generation)
    shows(make_criterion(ref="CFIT-LAP-BAT-02", title="Not shown"), generation, coverage=Coverage.NONE)
    assert found("label=tco-certified") == ["CFIT-LAP-BAT-01"]
    assert "Not shown" in client.get(reverse("criteria:label", args=["tco-certified"])).text


def test_ended_generation_is_said_on_the_criterion(client, generation):
    criterion = shows(make_criterion(), generation)
    generation.valid_to = TODAY - timedelta(days=1)
    generation.save()
    assert "Ended on" in client.get(reverse("criteria:criterion", args=[criterion.ref])).text


@pytest.mark.parametrize(
    ("again", "generation_ends", "waits"),
    [(90, None, True), (91, None, False), (-5, None, True), (None, 90, True), (91, 91, False), (None, None, False)],
)
def test_queue_holds_what_ends_within_90_days(generation, again, generation_ends, waits):
    day = {None: None}.get(again, TODAY + timedelta(days=again or 0))
    shows(make_criterion(), generation, look_again_by=day)
    generation.valid_to = None if generation_ends is None else TODAY + timedelta(days=generation_ends)
    generation.save()
    assert care.label_expiring(Criterion.objects.all()).exists() is waits


def test_report_lists_the_queue_most_urgent_first_and_exports_it(person, generation):
    shows(make_criterion(title="Later"), generation, look_again_by=TODAY + timedelta(days=50))
    shows(make_criterion(title="=SOON()"), generation, look_again_by=TODAY + timedelta(days=5))
    shows(make_criterion(title="In peace"), generation, look_again_by=TODAY + timedelta(days=500))
    editor = person("editor").client
    page = editor.get(reverse("label_report")).text
    assert page.index("=SOON()") < page.index("Later")
    assert "In peace" not in page
    exported = editor.get(reverse("label_report"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(exported.streaming_content).decode())))
    assert [row[1] for row in rows[1:]] == ["'=SOON()", "Later"]


def test_report_is_closed_to_who_may_not_change_criteria(person, client):
    assert client.get(reverse("label_report")).status_code == 302
    assert person("member").client.get(reverse("label_report")).status_code == 302


def test_who_writes_a_comparison_is_kept_in_the_cms_and_nowhere_else(person, generation):
    row = {"label": generation.label.pk, "generation": generation.pk, **COMPARED, "tier": "", "look_again_by": ""}
    moderator = person("moderator")
    criterion = saved(moderator.client, labels=[row], publish=True)
    assert criterion.labels.get().checked_by == moderator.user
    assert "checked_by" not in str(LibraryEntry.objects.get(ref=criterion.ref).document["labels"])
    assert moderator.user.email not in str(criterion.editions.get().document)
