"""What authors do: every action asks for the right, and says plainly why not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from criteria.models import Resource, ResourceFile
from criteria.resources import sharing, uploads
from criteria.terms import Decision, FileState, ResourceState, Visibility
from networks.models import Role
from portal.models import JournalEntry, Notice
from portal.reader import NOBODY, Reader
from portal.states import Refused
from tests.factories.pages import make_network
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
from tests.people import make_user

State = ResourceState


def test_outsiders_and_readers_cannot_start(cast):
    for person in (make_user("sam@example.org"), make_member(cast.norway, Role.READER)):
        with pytest.raises(Refused, match="Only members"):
            sharing.start(kind="guideline", title="Take-back guide", by=person)


def test_a_draft_belongs_to_the_only_network_of_its_author(cast):
    assert sharing.start(kind="tool", title="Sheet", by=cast.buyer).network == cast.norway
    join(cast.buyer, cast.netherlands)
    assert sharing.start(kind="tool", title="Sheet", by=cast.buyer).network is None


def test_addresses_tell_nothing_about_other_titles(cast):
    slugs = {sharing.start(kind="tool", title="Take-back", by=cast.buyer).slug for _each in range(3)}
    assert len(slugs) == 3
    assert all(slug.startswith("take-back-") and len(slug) == len("take-back-") + 6 for slug in slugs)


def test_title_without_letters_we_can_write_in_addresses(cast):
    assert sharing.start(kind="tool", title="循環", by=cast.buyer).slug.startswith("tool-")


def test_nobody_else_writes_a_draft(cast):
    draft = make_draft(cast.buyer, cast.norway)
    for person in (cast.reviewer, cast.coordinator, cast.dutch, cast.secretary):
        with pytest.raises(Refused):
            sharing.save_draft(draft, fields={"title": "Mine now"}, by=person)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"abstract": " "}, "few sentences"),
        ({"languages": []}, "languages"),
        ({"link": ""}, "file or a link"),
        ({"network": None}, "Choose the network"),
    ],
)
def test_incomplete_drafts_are_not_submitted(cast, fields, sentence):
    draft = sharing.save_draft(make_draft(cast.buyer, cast.norway), fields=fields, by=cast.buyer)
    with pytest.raises(Refused, match=sentence):
        sharing.submit(draft, by=cast.buyer)
    assert Resource.objects.get().state == State.DRAFT


def test_submitting_freezes_a_version_and_tells_reviewers(cast):
    resource = make_submitted(cast.buyer, cast.norway, title="Take-back guide")
    version = resource.newest_frozen()
    assert version.read().title == "Take-back guide"
    assert resource.open_version() is None
    assert resource.waiting_since is not None
    told = set(Notice.objects.values_list("recipient", flat=True))
    assert told == {cast.reviewer.pk, cast.coordinator.pk}


def test_whoever_left_the_network_keeps_seeing_but_cannot_submit(cast):
    draft = make_draft(cast.buyer, cast.norway)
    leave(cast.buyer)
    assert draft in Resource.objects.visible_to(Reader(cast.buyer))
    with pytest.raises(Refused, match="Only members of the network"):
        sharing.submit(draft, by=cast.buyer)


def test_member_of_another_network_cannot_submit_here(cast):
    draft = make_draft(cast.buyer, cast.norway)
    leave(cast.buyer)
    join(cast.buyer, cast.netherlands)
    with pytest.raises(Refused):
        sharing.submit(draft, by=cast.buyer)


def test_taking_back_opens_a_new_version_with_the_same_files(cast):
    draft = make_draft(cast.buyer, cast.norway)
    row = add_file(draft, by=cast.buyer)
    resource = sharing.take_back(sharing.submit(draft, by=cast.buyer), by=cast.buyer)
    assert resource.state == State.DRAFT
    assert resource.open_version().number == 2
    assert list(resource.open_version().files.all()) == [row]


def test_published_stays_live_while_it_is_edited(cast):
    resource = make_published(cast.buyer, cast.norway, title="Old title", visibility=Visibility.PUBLIC)
    sharing.edit_again(resource, by=cast.buyer)
    edited = sharing.save_draft(resource, fields={"title": "New title", "visibility": "network"}, by=cast.buyer)
    assert edited.live_version.read().title == "Old title"
    assert edited in Resource.objects.visible_to(NOBODY)


def test_a_wider_audience_waits_for_approval(cast):
    resource = make_published(cast.buyer, cast.norway)
    sharing.edit_again(resource, by=cast.buyer)
    sharing.save_draft(resource, fields={"visibility": "public", "shared_with": [cast.netherlands]}, by=cast.buyer)
    assert resource not in Resource.objects.visible_to(NOBODY)
    assert resource not in Resource.objects.visible_to(Reader(cast.dutch))
    decide(sharing.submit(resource, by=cast.buyer), Decision.APPROVE, by=cast.reviewer)
    assert resource in Resource.objects.visible_to(NOBODY)


def test_network_is_fixed_once_submitted(cast):
    resource = sharing.take_back(make_submitted(cast.buyer, cast.norway), by=cast.buyer)
    sharing.save_draft(resource, fields={"network": cast.netherlands}, by=cast.buyer)
    assert Resource.objects.get().network == cast.norway


def test_withdrawing_takes_it_from_readers_with_a_reason(cast):
    resource = make_published(cast.buyer, cast.norway, visibility=Visibility.PUBLIC)
    with pytest.raises(Refused, match="Say why"):
        sharing.withdraw(resource, reason=" ", by=cast.coordinator)
    sharing.withdraw(resource, reason="The law changed.", by=cast.coordinator)
    assert not Resource.objects.visible_to(NOBODY)
    assert JournalEntry.objects.first().reason == "The law changed."
    assert sharing.edit_again(resource, by=cast.buyer).state == State.DRAFT


def test_withdrawn_while_the_next_version_is_written_keeps_what_was_written(cast):
    resource = make_published(cast.buyer, cast.norway)
    sharing.edit_again(resource, by=cast.buyer)
    sharing.save_draft(resource, fields={"note": "Half done"}, by=cast.buyer)
    sharing.withdraw(resource, reason="Wrong file.", by=cast.reviewer)
    assert sharing.edit_again(resource, by=cast.buyer).open_version().note == "Half done"


def test_a_draft_nobody_saw_can_be_deleted_with_its_files(cast, django_capture_on_commit_callbacks):
    draft = make_draft(cast.buyer, cast.norway)
    row = add_file(draft, by=cast.buyer)
    with django_capture_on_commit_callbacks(execute=True):
        sharing.discard(draft, by=cast.buyer)
    assert not Resource.objects.exists()
    assert not row.file.storage.exists(row.file.name)
    submitted = make_submitted(cast.buyer, cast.norway)
    with pytest.raises(Refused):
        sharing.discard(submitted, by=cast.buyer)


def test_the_same_file_twice_is_said(cast):
    draft = make_draft(cast.buyer, cast.norway)
    add_file(draft, by=cast.buyer)
    with pytest.raises(Refused, match="is here already"):
        add_file(draft, by=cast.buyer, name="other.txt")


def test_too_many_files_and_too_many_bytes(cast, monkeypatch):
    draft = make_draft(cast.buyer, cast.norway)
    for number in range(uploads.MAX_FILES):
        add_file(draft, by=cast.buyer, name=f"{number}.txt", content=b"text %d" % number)
    with pytest.raises(Refused, match="files already"):
        add_file(draft, by=cast.buyer, name="more.txt", content=b"more")
    monkeypatch.setattr(uploads, "MAX_TOTAL", 50)
    with pytest.raises(Refused, match="together"):
        add_file(make_draft(cast.buyer, cast.norway), by=cast.buyer, content=b"yet more text")
    assert ResourceFile.objects.count() == uploads.MAX_FILES


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("guide.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("guide.pdf.html", b"<p>hello"),
        ("guide.exe", b"MZ"),
        ("empty.txt", b""),
    ],
)
def test_files_that_are_not_what_they_say_leave_nothing_behind(cast, name, content):
    draft = make_draft(cast.buyer, cast.norway)
    with pytest.raises(Refused):
        sharing.add_file(draft, uploaded=SimpleUploadedFile(name, content), by=cast.buyer)
    assert not ResourceFile.objects.exists()


def test_a_name_of_300_characters_and_tricks_is_shown_short_and_stored_under_another(cast):
    draft = make_draft(cast.buyer, cast.norway)
    row = add_file(draft, by=cast.buyer, name=f"{'x' * 300}\u202etxt.txt")
    assert len(row.name) <= 120
    assert "\u202e" not in row.name
    assert "x" * 10 not in row.file.name


def test_words_of_a_file_are_read(cast):
    row = add_file(make_draft(cast.buyer, cast.norway), by=cast.buyer)
    assert row.state == FileState.READY
    assert "take laptops back" in row.text


def test_removing_a_file_keeps_it_for_earlier_versions(cast):
    draft = make_draft(cast.buyer, cast.norway)
    row = add_file(draft, by=cast.buyer)
    resource = sharing.take_back(sharing.submit(draft, by=cast.buyer), by=cast.buyer)
    sharing.remove_file(resource, key=row.pk, by=cast.buyer)
    assert ResourceFile.objects.filter(pk=row.pk).exists()
    assert not resource.open_version().files.exists()


def test_same_file_elsewhere_is_named_only_to_who_may_see_it(cast):
    draft = make_draft(cast.buyer, cast.norway)
    add_file(draft, by=cast.buyer)
    decide(sharing.submit(draft, by=cast.buyer), Decision.APPROVE, by=cast.reviewer)
    again = add_file(make_draft(cast.dutch, cast.netherlands), by=cast.dutch)
    assert uploads.elsewhere(Reader(cast.dutch), again) is None
    assert uploads.elsewhere(Reader(cast.reviewer), again) == draft


def test_working_group_without_place_can_share(cast):
    group = make_network("Phones", "", kind="working_group")
    join(cast.buyer, group)
    assert make_submitted(cast.buyer, group).state == State.SUBMITTED
