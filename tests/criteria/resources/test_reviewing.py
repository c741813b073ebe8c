"""What reviewers do: decide with a reason, never about their own, once; talk; hand on; be reminded."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from criteria.models import Resource, ResourceFile, ReviewDecision
from criteria.resources import chores, reviewing, sharing
from criteria.resources.waiting import working_days
from criteria.terms import Decision, FileState, ResourceState, Visibility
from networks.models import Role
from portal.files.links import Condition, LinkState
from portal.models import JournalEntry, Notice
from portal.reader import NOBODY, Reader
from portal.rights import may
from portal.states import Refused
from tests.factories.sharing import (
    add_file,
    decide,
    join,
    leave,
    make_draft,
    make_member,
    make_published,
    make_submitted,
)

State = ResourceState


def told(kind):
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("recipient", "title"))


@pytest.mark.parametrize("decision", list(Decision))
def test_every_decision_needs_a_reason_and_is_told(cast, decision):
    resource = make_submitted(cast.buyer, cast.norway, title="Take-back guide")
    with pytest.raises(Refused, match="reason"):
        decide(resource, decision, by=cast.coordinator, reason="  ")
    decide(resource, decision, by=cast.coordinator, reason="Because of chapter two.")
    recipient, title = told("resource-decided")[0]
    assert recipient == cast.buyer.pk
    assert "Take-back guide" in title
    entry = JournalEntry.objects.first()
    assert (entry.actor, entry.reason) == (cast.coordinator, "Because of chapter two.")


def test_changes_are_asked_made_and_published(cast):
    resource = make_submitted(cast.buyer, cast.norway, visibility=Visibility.MEMBERS)
    decide(resource, Decision.REQUEST_CHANGES, by=cast.coordinator, reason="Say who pays.")
    now = Resource.objects.get()
    assert (now.state, now.open_version().number) == (State.CHANGES_REQUESTED, 2)
    sharing.save_draft(now, fields={"abstract": "The buyer pays."}, by=cast.buyer)
    decide(sharing.submit(now, by=cast.buyer), Decision.APPROVE, by=cast.coordinator)
    now.refresh_from_db()
    assert now.live_version.read().abstract == "The buyer pays."
    assert now in Resource.objects.visible_to(Reader(cast.dutch))
    assert now not in Resource.objects.visible_to(NOBODY)


def test_nobody_decides_about_their_own(cast):
    for author in (cast.reviewer, cast.coordinator):
        resource = make_submitted(author, cast.norway)
        with pytest.raises(Refused):
            decide(resource, Decision.APPROVE, by=author)
    join(cast.secretary, cast.norway)
    resource = make_submitted(cast.secretary, cast.norway)
    assert not may(Reader(cast.secretary), "decide", resource)
    decide(resource, Decision.APPROVE, by=cast.reviewer)


def test_reviewers_of_another_network_do_not_decide(cast):
    elsewhere = make_member(cast.netherlands, Role.COORDINATOR)
    resource = make_submitted(cast.buyer, cast.norway)
    with pytest.raises(Refused):
        decide(resource, Decision.APPROVE, by=elsewhere)
    assert resource not in Resource.objects.visible_to(Reader(elsewhere))


def test_second_reviewer_hears_who_was_faster(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    version = resource.newest_frozen()
    reviewing.decide(version, decision=Decision.APPROVE, reason="Fine.", by=cast.coordinator)
    with pytest.raises(Refused, match=r"Kari.* was faster and decided: publish"):
        reviewing.decide(version, decision=Decision.REJECT, reason="No.", by=cast.reviewer)
    assert ReviewDecision.objects.count() == 1


def test_decision_about_a_version_that_was_replaced_is_refused(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    old = resource.newest_frozen()
    sharing.submit(sharing.take_back(resource, by=cast.buyer), by=cast.buyer)
    with pytest.raises(Refused, match="newer version"):
        reviewing.decide(old, decision=Decision.APPROVE, reason="Fine.", by=cast.reviewer)


def test_rejecting_a_new_version_keeps_the_published_one(cast):
    resource = make_published(cast.buyer, cast.norway, title="First")
    sharing.edit_again(resource, by=cast.buyer)
    sharing.save_draft(resource, fields={"title": "Second"}, by=cast.buyer)
    decide(sharing.submit(resource, by=cast.buyer), Decision.REJECT, by=cast.reviewer, reason="Worse.")
    now = Resource.objects.get()
    assert (now.state, now.live_version.read().title) == (State.PUBLISHED, "First")


def test_rejecting_a_first_submission_withdraws_it(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    decide(resource, Decision.REJECT, by=cast.reviewer)
    assert Resource.objects.get().state == State.WITHDRAWN
    assert sharing.edit_again(resource, by=cast.buyer).state == State.DRAFT


def test_nothing_is_published_with_a_file_that_waits_for_its_check(cast):
    draft = make_draft(cast.buyer, cast.norway)
    row = sharing.add_file(draft, uploaded=SimpleUploadedFile("guide.txt", b"words"), by=cast.buyer)
    ResourceFile.objects.filter(pk=row.pk).update(state=FileState.HELD)
    resource = sharing.submit(draft, by=cast.buyer)
    with pytest.raises(Refused, match="still being checked"):
        decide(resource, Decision.APPROVE, by=cast.reviewer)
    assert Resource.objects.get().state == State.SUBMITTED


def test_only_reviewer_is_the_author_so_a_coordinator_hands_it_on(cast):
    elsewhere = make_member(cast.netherlands, Role.REVIEWER)
    resource = make_submitted(cast.reviewer, cast.norway)
    for nobody in (cast.reviewer, cast.buyer, elsewhere):
        with pytest.raises(Refused):
            reviewing.delegate(resource, to=elsewhere, by=nobody)
    reviewing.delegate(resource, to=elsewhere, by=cast.coordinator)
    assert resource in Resource.objects.visible_to(Reader(elsewhere))
    decide(resource, Decision.APPROVE, by=elsewhere)
    assert Resource.objects.get().state == State.PUBLISHED


@pytest.mark.parametrize("name", ["buyer", "dutch"])
def test_whoever_is_no_reviewer_cannot_be_asked(cast, name):
    resource = make_submitted(cast.reviewer, cast.norway)
    with pytest.raises(Refused):
        reviewing.delegate(resource, to=getattr(cast, name), by=cast.coordinator)


def test_named_reviewer_who_left_does_not_decide(cast):
    elsewhere = make_member(cast.netherlands, Role.REVIEWER)
    resource = make_submitted(cast.buyer, cast.norway)
    reviewing.delegate(resource, to=elsewhere, by=cast.coordinator)
    leave(elsewhere)
    with pytest.raises(Refused):
        decide(resource, Decision.APPROVE, by=elsewhere)
    assert resource not in Resource.objects.visible_to(Reader(elsewhere))


def test_conversation_is_told_to_the_other_side(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    Notice.objects.all().delete()
    reviewing.message(resource, text="Which year is this?", by=cast.coordinator)
    reviewing.message(resource, text="2025", by=cast.buyer)
    assert {person for person, _title in told("resource-decided")} == {cast.buyer.pk}
    assert {person for person, _title in told("resource-review")} == {cast.reviewer.pk, cast.coordinator.pk}
    with pytest.raises(Refused):
        reviewing.message(resource, text="Hello?", by=cast.dutch)


def at(day, hour=12):
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [(2, 2, 0), (2, 3, 1), (6, 9, 1), (6, 8, 0), (7, 9, 1), (2, 9, 5), (2, 16, 10), (9, 2, 0)],
)
def test_working_days_leave_weekends_out(since, until, days):
    assert working_days(at(since), at(until)) == days


def test_reviewers_are_reminded_after_five_working_days_then_coordinators(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    Resource.objects.update(waiting_since=at(2))
    Notice.objects.all().delete()
    assert reviewing.remind(at=at(6)) == 0
    assert reviewing.remind(at=at(9)) == 1
    assert reviewing.remind(at=at(9, 18)) == 0
    assert {person for person, _title in told("resource-review")} == {cast.reviewer.pk, cast.coordinator.pk}
    Notice.objects.all().delete()
    assert reviewing.remind(at=at(16)) == 1
    assert [person for person, _title in told("resource-review")] == [cast.coordinator.pk]
    decide(resource, Decision.APPROVE, by=cast.coordinator)
    assert reviewing.remind(at=at(30)) == 0


def test_without_other_reviewers_the_secretariat_hears(cast):
    alone = make_member(cast.netherlands, Role.REVIEWER)
    make_submitted(alone, cast.netherlands)
    assert {person for person, _title in told("resource-review")} == {cast.secretary.pk}


def test_links_are_visited_once_a_week(cast, monkeypatch):
    make_published(cast.buyer, cast.norway, link="https://gone.example.org/")
    make_draft(cast.buyer, cast.norway)
    visited = []

    def visit(url):
        visited.append(url)
        return LinkState(Condition.GONE, 404, url, datetime.now(UTC))

    monkeypatch.setattr(chores, "check_link", visit)
    assert chores.check_links.call() == 1
    assert chores.check_links.call() == 0
    assert visited == ["https://gone.example.org/"]
    version = Resource.objects.exclude(live_version=None).get().live_version
    assert version.link_condition == "gone"
    version.link_checked_at -= timedelta(days=8)
    version.save()
    assert chores.check_links.call() == 1


def test_withdrawn_file_of_an_earlier_version_stays_with_its_audience(cast):
    draft = make_draft(cast.buyer, cast.norway)
    secret = add_file(draft, by=cast.buyer)
    decide(sharing.submit(draft, by=cast.buyer), Decision.APPROVE, by=cast.reviewer)
    resource = sharing.edit_again(draft, by=cast.buyer)
    sharing.remove_file(resource, key=secret.pk, by=cast.buyer)
    sharing.save_draft(resource, fields={"visibility": "public"}, by=cast.buyer)
    decide(sharing.submit(resource, by=cast.buyer), Decision.APPROVE, by=cast.reviewer)
    assert not may(NOBODY, "download", ResourceFile.objects.get())
    assert may(Reader(make_member(cast.norway)), "download", ResourceFile.objects.get())
