"""Publishing keeps every wording as an edition that nobody can change."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from criteria.editions.canonical import checksum
from criteria.editions.publishing import issue
from criteria.models import Criterion, Edition, LibraryEntry
from criteria.terms import ChangeKind, Status
from tests.factories.criteria import make_criterion, make_product_group, set_status
from tests.people import make_user

pytestmark = pytest.mark.django_db


def publish(criterion, user=None, **changes):
    for field, value in changes.items():
        setattr(criterion, field, value)
    criterion.save_revision(user=user).publish(user=user)
    return Criterion.objects.get(pk=criterion.pk)


def numbers(criterion):
    return [edition.number for edition in criterion.editions.order_by("major", "minor")]


def test_first_publication_is_edition_one():
    criterion = make_criterion()
    edition = criterion.editions.get()
    assert (edition.number, edition.change_kind) == ("1.0", ChangeKind.FIRST)
    assert edition.checksum == checksum(edition.read())
    assert LibraryEntry.objects.get(criterion=criterion).read().edition == "1.0"


def test_a_draft_is_no_edition():
    assert not make_criterion(published=False).editions.exists()


def test_publishing_the_same_again_makes_no_edition():
    criterion = publish(make_criterion())
    assert numbers(criterion) == ["1.0"]


def test_wording_raises_the_minor_and_a_scope_the_major_number():
    criterion = publish(make_criterion(), rationale="Because.")
    criterion = publish(criterion, applies_to="both")
    criterion = publish(criterion, rationale="Because of waste.")
    assert numbers(criterion) == ["1.0", "1.1", "2.0", "2.1"]
    assert criterion.edition == "2.1"


def test_the_editor_has_the_last_word_on_the_kind_of_change():
    editor = make_user("edda@example.org", superuser=True)
    criterion = publish(
        make_criterion(), editor, rationale="Because.", change_kind=ChangeKind.SCOPE, change_note="Meant for more."
    )
    edition = criterion.editions.first()
    assert (edition.number, edition.change_note, edition.approved_by) == ("2.0", "Meant for more.", editor)


def test_the_note_on_a_change_is_not_there_for_the_next_one():
    criterion = publish(make_criterion(), rationale="Because.", change_note="A reason was missing.")
    assert criterion.change_note == ""
    assert criterion.get_latest_revision_as_object().change_note == ""


def test_going_back_to_an_old_revision_makes_a_new_edition():
    criterion = make_criterion()
    first = criterion.latest_revision
    publish(criterion, rationale="Because.")
    first.publish()
    criterion = Criterion.objects.get(pk=criterion.pk)
    assert numbers(criterion) == ["1.0", "1.1", "1.2"]
    assert criterion.edition == "1.2"


@pytest.mark.parametrize("change", [{"change_note": "other"}, {"document": {}}, {"published_at": "2020-01-01T00:00Z"}])
def test_the_database_refuses_to_change_an_edition(change):
    edition = make_criterion().editions.get()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)


def test_nobody_deletes_an_edition():
    edition = make_criterion().editions.get()
    with pytest.raises(DatabaseError, match="cannot be changed or deleted"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).delete()
    with pytest.raises(ValueError, match="was published"):
        edition.save()
    with pytest.raises(ProtectedError):
        edition.criterion.delete()


@pytest.mark.parametrize("status", [Status.CONSULTATION, Status.WITHDRAWN])
def test_another_status_alone_is_no_edition(status):
    criterion = set_status(make_criterion(), status)
    assert issue(criterion.pk, by=None) is None


def test_what_the_networks_endorse_is_an_edition_of_its_own():
    criterion = set_status(make_criterion(), Status.ENDORSED)
    edition = issue(criterion.pk, by=None)
    assert (edition.number, edition.change_kind, edition.read().status) == ("1.1", ChangeKind.STATUS, Status.ENDORSED)
    assert issue(criterion.pk, by=None) is None


ONCE = {
    "its row": 'MERGE INTO "criteria_libraryentry"',
    "the shelf's version": 'UPDATE "criteria_libraryversion"',
    "what it is found by in the CMS": "INSERT INTO wagtailsearch_indexentry",
    "what it refers to": 'FROM "wagtailcore_referenceindex"',
    "who follows it": 'FROM "portal_follow"',
}
"""What is brought up to date when a criterion is published, and the statement that does it."""


def test_a_publication_brings_everything_up_to_date_once():
    """However many parts were saved with it, and however many groups stand above and below its own."""
    make_product_group("monitor", parent="screen")
    criterion = publish(
        make_criterion(products=("laptop", "screen"), labels=("tco",), sources=("SE", "NO"), tags=("repair",), proofs=3)
    )
    criterion.rationale = "Because."
    revision = criterion.save_revision()
    with CaptureQueriesContext(connection) as asked:
        revision.publish()
    said = [query["sql"] for query in asked.captured_queries]
    assert {name: sum(part in sql for sql in said) for name, part in ONCE.items()} == dict.fromkeys(ONCE, 1)
    assert len(said) <= 125


def test_a_draft_that_is_kept_changes_no_index():
    criterion = make_criterion()
    criterion.rationale = "Because."
    with CaptureQueriesContext(connection) as asked:
        criterion.save_revision()
    assert not [query for query in asked.captured_queries if any(part in query["sql"] for part in ONCE.values())]


def test_the_cms_finds_a_criterion_as_it_was_saved_and_no_deleted_one():
    criterion = make_criterion(published=False, title="Wolfram in the dark")
    backend = get_search_backend()
    assert list(backend.search("wolfram", Criterion)) == [criterion]
    criterion.title = "Copper in the light"
    criterion.save()
    assert list(backend.search("copper", Criterion)) == [criterion]
    assert not list(backend.search("wolfram", Criterion))
    entry = criterion.index_entries.get()
    criterion.delete()
    assert not type(entry).objects.filter(pk=entry.pk).exists()


def test_the_cms_knows_what_a_criterion_uses_through_its_parts():
    criterion = make_criterion(labels=("tco",))
    label = criterion.labels.get().label
    assert [usage.object_id for usage in ReferenceIndex.get_references_to(label)] == [str(criterion.pk)]
    criterion.labels.all().delete()
    criterion.labels = []
    criterion.save_revision().publish()
    assert not ReferenceIndex.get_references_to(label).exists()
