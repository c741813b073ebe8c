"""Who may read, write and moderate: every role, everything that can be talked about, every verb and every door."""

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.models import Comment
from criteria.talk import people, queries
from portal.reader import Reader
from portal.rights import may
from tests.factories.talk import make_comment, make_report
from tests.people import make_user

pytestmark = pytest.mark.django_db
SECRET = "quagga"

WHO = ["visitor", "account", "reader", "contributor", "reviewer", "coordinator", "secretariat",
       "foreign-reader", "foreign-contributor", "foreign-reviewer", "foreign-coordinator"]  # fmt: skip
OUTSIDE = {"visitor", "account"}
FOREIGN = {name for name in WHO if name.startswith("foreign-")}
READERS = {"reader", "foreign-reader"}
THINGS = ["criterion", "network", "members", "public"]


def reads(thing):
    return set(WHO) - OUTSIDE - (FOREIGN if thing == "network" else set())


def writes(thing):
    return reads(thing) - READERS


def moderates(thing):
    if thing == "criterion":
        return {"coordinator", "foreign-coordinator", "secretariat"}
    return {"reviewer", "coordinator", "secretariat"}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("who", WHO)
def test_rights_on_what_is_talked_about(cast, things, who, thing):
    target, reader = getattr(things, thing), cast.reader(who)
    expected = {"read_talk": reads, "comment": writes, "hide_comment": moderates}
    assert {verb: may(reader, verb, target) for verb in expected} == {
        verb: who in allowed(thing) for verb, allowed in expected.items()
    }


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("who", WHO)
def test_rights_on_somebody_elses_comment(cast, things, who, thing):
    comment, reader = make_comment(getattr(things, thing), cast.user("author")), cast.reader(who)
    assert may(reader, "view", comment) is (who in reads(thing))
    assert may(reader, "report_comment", comment) is (who in reads(thing))
    assert may(reader, "hide_comment", comment) is (who in moderates(thing))
    assert not may(reader, "edit_comment", comment)
    assert not may(reader, "remove_comment", comment)


@pytest.mark.parametrize("thing", THINGS)
def test_rights_on_ones_own_comment(cast, things, thing):
    comment, reader = make_comment(getattr(things, thing), cast.user("author")), cast.reader("author")
    assert may(reader, "edit_comment", comment)
    assert may(reader, "remove_comment", comment)
    assert not may(reader, "report_comment", comment)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("who", WHO)
def test_hidden_comment_is_seen_by_its_author_and_moderators_only(cast, things, who, thing):
    comment = make_comment(getattr(things, thing), cast.user("author"), hidden_at=timezone.now(), hidden_reason="Rude.")
    assert may(cast.reader("author"), "view", comment)
    assert may(cast.reader(who), "view", comment) is (who in moderates(thing))


def doors(target, comment):
    address = queries.say_address(target)
    return {
        "page": target.get_absolute_url(),
        "part": address,
        "permalink": comment.get_absolute_url(),
        "answer": reverse("criteria:answer", args=[comment.pk]),
        "report": reverse("criteria:act", args=[comment.pk, "report"]),
        "hide": reverse("criteria:act", args=[comment.pk, "hide"]),
        "edit": reverse("criteria:act", args=[comment.pk, "edit"]),
        "remove": reverse("criteria:act", args=[comment.pk, "remove"]),
        "settle": reverse("criteria:act", args=[comment.pk, "settle"]),
        "reports": reverse("criteria:reports"),
        "people": people_address(target),
    }


def people_address(target):
    return f"{queries.people_address(target)}?q=member"


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("who", WHO)
def test_no_door_tells_more_than_the_rights_say(cast, things, who, thing):
    target = getattr(things, thing)
    comment = make_comment(target, cast.user("author"), f"A {SECRET} crossed.")
    make_report(comment, cast.user("other"))
    for door, address in doors(target, comment).items():
        headers = {"HX-Request": "true"} if door == "part" else {}
        response = cast.client(who).get(address, headers=headers)
        told = SECRET in response.text
        if who not in reads(thing):
            assert not told, door
        if door not in {"page", "part", "permalink", "reports"}:
            right = {"answer": writes, "people": writes, "hide": moderates, "settle": moderates, "report": reads}
            allowed = right.get(door, lambda _thing: set())(thing)
            assert response.status_code == (200 if who in allowed else 404), door
        if door == "reports":
            assert told is (who in moderates(thing)), door
        if door == "permalink":
            assert response.status_code == (302 if who in reads(thing) else 404)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("who", WHO)
def test_only_who_may_write_adds_a_comment(cast, things, who, thing):
    target = getattr(things, thing)
    response = cast.client(who).post(queries.say_address(target), {"text": "A word from me"})
    assert Comment.objects.filter(text="A word from me").exists() is (who in writes(thing))
    if who not in writes(thing):
        assert response.status_code in {403, 404}
        assert "A word from me" in response.text
        assert target.title not in response.text


@pytest.mark.parametrize("verb", ["edit", "remove", "hide", "unhide", "settle", "report", "answer"])
def test_guessed_numbers_and_foreign_talk_look_alike(cast, things, verb):
    comment = make_comment(things.network, cast.user("author"))
    client = cast.client("foreign-coordinator")
    answers = [
        client.post(f"/en/criteria/talk/{pk}/{verb}/", {"reason": "Because.", "decision": "hide"})
        for pk in (comment.pk, comment.pk + 1000, 10**17)
    ]
    assert {answer.status_code for answer in answers} == {404}
    comment.refresh_from_db()
    assert comment.state == "shown"


@pytest.mark.parametrize("thing", THINGS)
def test_queries_agree_with_rules(cast, things, thing):
    target = getattr(things, thing)
    users = [cast.user(who) for who in WHO if who != "visitor"] + [make_user("root@example.org", superuser=True)]
    closed = cast.user("closed")
    closed.is_active = False
    closed.save()
    by_rule = {user for user in [*users, closed] if may(Reader(user), "read_talk", target)}
    assert set(people.readers_of(target)) - {cast.user("author")} == by_rule
    assert set(people.moderators_of(target)) <= {user for user in users if may(Reader(user), "hide_comment", target)}


def test_secretariat_hears_of_reports_where_no_reviewer_is(cast, things):
    secretary = cast.user("secretariat")
    assert list(people.moderators_of(things.members)) == [secretary]
    reviewer = cast.user("reviewer")
    assert reviewer in people.moderators_of(things.members)


@pytest.mark.parametrize("who", ["visitor", "account", "coordinator", "secretariat"])
def test_cms_list_is_for_the_secretariat(cast, things, person, who):
    make_comment(things.criterion, cast.user("author"), f"A {SECRET} crossed.")
    for address in ("/admin/comments/", "/admin/comments/?export=csv", "/admin/comments/?export=xlsx"):
        response = cast.client(who).get(address)
        assert response.status_code in {302, 403}, address
    assert person("editor").client.get("/admin/comments/").status_code in {302, 403}
    found = person("admin").client.get("/admin/comments/?q=quagga")
    assert SECRET in found.text
    assert SECRET not in person("admin").client.get("/admin/comments/?condition=hidden").text
