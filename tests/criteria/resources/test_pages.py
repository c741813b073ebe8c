"""Guidelines and tools over HTTP: what each page shows, keeps and refuses."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from criteria.models import Resource, ResourceFile
from criteria.resources import sharing
from criteria.terms import Decision, ResourceState, Visibility
from tests.factories.criteria import make_criterion
from tests.factories.files import HTML
from tests.factories.sharing import (
    GUIDE,
    add_file,
    decide,
    make_draft,
    make_published,
    make_submitted,
)
from tests.people import make_user

pytestmark = pytest.mark.django_db
BASE = "/en/resources"


def browser(user=None):
    client = Client()
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def answers(**changes):
    """A filled-in sharing form."""
    return {
        "kind": "guideline",
        "title": "Take-back guide",
        "abstract": "How we take laptops back.",
        "languages": ["nb"],
        "visibility": "network",
        "link": "https://guide.example.org/",
        "tags": "take-back, laptops",
    } | changes


def test_published_page_tells_what_it_is(cast):
    criterion = make_criterion(title="Safe take-back")
    resource = make_published(
        cast.buyer,
        cast.norway,
        title="Take-back guide",
        visibility=Visibility.PUBLIC,
        criteria=[criterion],
        tags=["take-back"],
        year=2025,
    )
    text = browser().get(resource.get_absolute_url()).content.decode()
    for part in ("Take-back guide", "Safe take-back", "2025", "guide.example.org", "take-back", "schema.org"):
        assert part in text
    assert "State" not in text
    assert cast.buyer.get_full_name() not in text


def test_public_page_is_cached_and_personal_ones_are_not(cast):
    resource = make_published(cast.buyer, cast.norway, visibility=Visibility.PUBLIC)
    address = resource.get_absolute_url()
    assert "private" not in browser().get(address).headers.get("Cache-Control", "")
    assert "no-store" in browser(cast.dutch).get(address).headers["Cache-Control"]


def test_page_needs_few_queries_however_much_there_is(cast, django_assert_max_num_queries):
    resource = make_published(cast.buyer, cast.norway, visibility=Visibility.PUBLIC)
    client = browser()
    client.get(resource.get_absolute_url())
    with django_assert_max_num_queries(10):
        client.get(resource.get_absolute_url())


def test_sharing_from_nothing_to_submitted_without_script(cast):
    client = browser(cast.buyer)
    begun = client.post(f"{BASE}/share/", {"kind": "guideline", "title": "Take-back guide"})
    form = begun.headers["Location"]
    file = SimpleUploadedFile("guide.txt", GUIDE)
    saved = client.post(form, answers(do="save", network=cast.norway.pk, uploads=[file]))
    assert saved.status_code == 302
    done = client.post(form, answers(do="submit", network=cast.norway.pk))
    assert done.headers["Location"].endswith("/review/")
    resource = Resource.objects.get()
    assert resource.state == ResourceState.SUBMITTED
    assert [file.name for file in resource.newest_frozen().read().files] == ["guide.txt"]
    assert set(resource.tags.names()) == {"take-back", "laptops"}


def test_mistakes_keep_what_was_typed_and_what_was_uploaded(cast):
    draft = make_draft(cast.buyer, cast.norway)
    file = SimpleUploadedFile("guide.txt", GUIDE)
    response = browser(cast.buyer).post(
        f"{BASE}/{draft.slug}/edit/", answers(do="submit", abstract="", year="12", uploads=[file])
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "Take-back guide" in text
    assert "guide.txt" in text
    assert 'value="12"' in text
    assert ResourceFile.objects.get().resource == draft
    assert Resource.objects.get().title == "Take-back guide"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tags": ", ".join(f"tag {n}" for n in range(200))}, "are enough"),
        ({"tags": "<script>alert(1)</script>"}, "without markup"),
        ({"tags": "x" * 60}, "too long"),
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 300}, "at most 200"),
        ({"link": "javascript:alert(1)"}, "error"),
        ({"related": "no-such-thing"}, "has this address"),
        ({"visibility": "everyone"}, "Select a valid choice"),
        ({"criteria": ["999999"]}, "Select a valid choice"),
        ({"network": "999999"}, "Select a valid choice"),
    ],
)
def test_odd_answers_get_a_sentence(cast, changes, sentence):
    draft = make_draft(cast.buyer, cast.norway)
    response = browser(cast.buyer).post(f"{BASE}/{draft.slug}/edit/", answers(do="save", **changes))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_related_things_the_author_cannot_see_are_not_there(cast):
    hidden = make_published(cast.dutch, cast.netherlands)
    draft = make_draft(cast.buyer, cast.norway)
    response = browser(cast.buyer).post(f"{BASE}/{draft.slug}/edit/", answers(do="save", related=hidden.slug))
    assert response.status_code == 422


def test_script_saves_while_typing_and_hears_what_is_wrong(cast):
    make_published(cast.buyer, cast.norway, title="Take-back guide of Oslo")
    draft = make_draft(cast.buyer, cast.norway)
    response = browser(cast.buyer).post(
        f"{BASE}/{draft.slug}/edit/",
        answers(abstract="Half a sent", year="abc"),
        headers={"Accept": "application/json"},
    )
    told = json.loads(response.content)
    assert list(told["errors"]) == ["Year"]
    assert "Take-back guide of Oslo" in told["similar"]
    draft.refresh_from_db()
    assert draft.abstract == "Half a sent"


def test_similar_things_are_only_those_the_author_may_see(cast):
    make_published(cast.dutch, cast.netherlands, title="Take-back guide of Utrecht")
    draft = make_draft(cast.buyer, cast.norway, title="Take-back guide")
    assert "Utrecht" not in browser(cast.buyer).get(f"{BASE}/{draft.slug}/edit/").content.decode()


def test_script_uploads_one_file_at_a_time(cast):
    draft = make_draft(cast.buyer, cast.norway)
    client, address = browser(cast.buyer), f"{BASE}/{draft.slug}/upload/"
    good = client.post(address, {"file": SimpleUploadedFile("guide.txt", GUIDE)})
    assert "guide.txt" in json.loads(good.content)["files"]
    bad = client.post(address, {"file": SimpleUploadedFile("guide.pdf", HTML)})
    assert bad.status_code == 422
    assert "not a real .pdf" in json.loads(bad.content)["error"]
    assert client.post(address).status_code == 422
    assert ResourceFile.objects.count() == 1


def test_file_over_the_limit_is_refused_with_the_limit(cast):
    draft = make_draft(cast.buyer, cast.norway)
    big = SimpleUploadedFile("guide.txt", b"x" * (20 * 1024 * 1024 + 1))
    response = browser(cast.buyer).post(f"{BASE}/{draft.slug}/upload/", {"file": big})
    assert "20 MB" in json.loads(response.content)["error"]
    assert not ResourceFile.objects.exists()


def test_file_is_removed_by_its_button(cast):
    draft = make_draft(cast.buyer, cast.norway)
    row = add_file(draft, by=cast.buyer)
    client = browser(cast.buyer)
    for odd in ("x", "999999", "-1"):
        client.post(f"{BASE}/{draft.slug}/edit/", answers(remove=odd))
    assert ResourceFile.objects.exists()
    client.post(f"{BASE}/{draft.slug}/edit/", answers(remove=row.pk))
    assert not ResourceFile.objects.exists()


def test_preview_is_for_the_author(cast):
    draft = make_draft(cast.buyer, cast.norway, title="Half-written")
    response = browser(cast.buyer).get(f"{BASE}/{draft.slug}/preview/")
    assert "Only you see this" in response.content.decode()
    assert browser(cast.coordinator).get(f"{BASE}/{draft.slug}/preview/").status_code == 404


def test_download_whole_and_in_parts_is_counted_once(cast):
    draft = make_draft(cast.buyer, cast.norway, visibility=Visibility.PUBLIC)
    row = add_file(draft, by=cast.buyer)
    decide(sharing.submit(draft, by=cast.buyer), Decision.APPROVE, by=cast.reviewer)
    address, client = f"{BASE}/{draft.slug}/files/{row.pk}/", browser()
    whole = client.get(address, headers={"User-Agent": "Firefox"})
    assert b"".join(whole.streaming_content) == GUIDE
    assert whole.headers["Content-Disposition"].startswith("attachment")
    later = client.get(address, headers={"Range": "bytes=5-", "User-Agent": "Firefox"})
    assert b"".join(later.streaming_content) == GUIDE[5:]
    client.head(address, headers={"User-Agent": "Firefox"})
    client.get(address, headers={"User-Agent": "Googlebot/2.1"})
    assert ResourceFile.objects.get().downloads == 1


@pytest.mark.parametrize("state", ["waiting", "held", "infected"])
def test_files_that_are_not_ready_are_handed_to_nobody(cast, state):
    draft = make_draft(cast.buyer, cast.norway)
    row = add_file(draft, by=cast.buyer)
    ResourceFile.objects.update(state=state)
    for person in (cast.buyer, cast.secretary, None):
        assert browser(person).get(f"{BASE}/{draft.slug}/files/{row.pk}/").status_code == 404


def test_file_is_not_reachable_under_another_resource(cast):
    draft = make_draft(cast.buyer, cast.norway)
    row = add_file(draft, by=cast.buyer)
    other = make_published(cast.buyer, cast.norway, visibility=Visibility.PUBLIC)
    assert browser().get(f"{BASE}/{other.slug}/files/{row.pk}/").status_code == 404


def test_review_page_shows_the_difference_and_takes_the_decision(cast):
    resource = make_submitted(cast.buyer, cast.norway, abstract="We take phones back.")
    decide(resource, Decision.REQUEST_CHANGES, by=cast.coordinator, reason="Which phones?")
    sharing.save_draft(resource, fields={"abstract": "We take old phones back."}, by=cast.buyer)
    resource = sharing.submit(resource, by=cast.buyer)
    client, address = browser(cast.coordinator), f"{BASE}/{resource.slug}/review/"
    text = client.get(address).content.decode()
    assert "Which phones?" in text
    assert "<ins>" in text
    version = resource.newest_frozen().pk
    missing = client.post(f"{address}decide/", {"version": version, "decision": "approve", "reason": ""})
    assert missing.status_code == 422
    client.post(f"{address}decide/", {"version": version, "decision": "approve", "reason": "Good now."})
    assert Resource.objects.get().state == ResourceState.PUBLISHED


def test_the_slower_reviewer_reads_who_was_faster(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    data = {"version": resource.newest_frozen().pk, "decision": "reject", "reason": "No."}
    decide(resource, Decision.APPROVE, by=cast.coordinator)
    response = browser(cast.reviewer).post(f"{BASE}/{resource.slug}/review/decide/", data)
    assert response.status_code == 409
    assert "was faster" in response.content.decode()


def test_messages_and_handing_on(cast):
    resource = make_submitted(cast.reviewer, cast.norway)
    client, address = browser(cast.coordinator), f"{BASE}/{resource.slug}/review/"
    assert client.post(f"{address}message/", {"text": ""}).status_code == 422
    client.post(f"{address}message/", {"text": "Please wait <b>a day</b>."})
    assert "Please wait &lt;b&gt;a day" in client.get(address).content.decode()
    assert client.post(f"{address}delegate/", {"person": cast.buyer.pk}).status_code == 422
    client.post(f"{address}delegate/", {"person": cast.secretary.pk})
    assert Resource.objects.get().reviewer == cast.secretary


def test_queue_is_for_reviewers_and_shows_age_and_dead_links(cast):
    make_submitted(cast.buyer, cast.norway, title="Take-back guide")
    dead = make_published(cast.buyer, cast.norway, title="Lost guide")
    type(dead.live_version).objects.filter(pk=dead.live_version.pk).update(link_condition="gone")
    Resource.objects.filter(state="submitted").update(waiting_since="2026-01-05T12:00Z")
    text = browser(cast.reviewer).get(f"{BASE}/queue/").content.decode()
    for part in ("Take-back guide", "overdue", "Lost guide"):
        assert part in text
    assert browser(cast.dutch).get(f"{BASE}/queue/").status_code == 404


def test_queue_needs_the_same_queries_for_many(cast, django_assert_max_num_queries):
    for _number in range(4):
        make_submitted(cast.buyer, cast.norway)
    client = browser(cast.coordinator)
    client.get(f"{BASE}/queue/")
    with django_assert_max_num_queries(24):
        client.get(f"{BASE}/queue/")


def test_mine_lists_my_own_and_tells_outsiders_the_way(cast):
    make_draft(cast.buyer, cast.norway, title="My draft")
    make_draft(cast.reviewer, cast.norway, title="Not mine")
    text = browser(cast.buyer).get(f"{BASE}/mine/").content.decode()
    assert "My draft" in text
    assert "Not mine" not in text
    assert "Find your network" in browser(make_user("sam@example.org")).get(f"{BASE}/mine/").content.decode()


def test_moves_by_buttons(cast):
    resource = make_submitted(cast.buyer, cast.norway)
    client, address = browser(cast.buyer), f"{BASE}/{resource.slug}"
    client.post(f"{address}/move/", {"do": "take_back"})
    assert Resource.objects.get().state == ResourceState.DRAFT
    assert client.post(f"{address}/move/", {"do": "publish"}).status_code == 404
    assert client.post(f"{address}/move/", {"do": "reopen"}).status_code == 302
    assert Resource.objects.get().state == ResourceState.DRAFT


def test_withdrawing_asks_why(cast):
    resource = make_published(cast.buyer, cast.norway)
    client, address = browser(cast.coordinator), f"{BASE}/{resource.slug}/withdraw/"
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "The law changed."})
    assert Resource.objects.get().state == ResourceState.WITHDRAWN
    assert browser(cast.dutch).get(address).status_code == 404
