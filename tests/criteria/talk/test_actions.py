"""The rules of saying, changing, taking back, hiding, reporting and deciding."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from criteria.models import Comment, Report
from criteria.talk import actions, personal, telling
from criteria.talk.limits import TooOften
from networks.models import Membership, Role
from portal.models import JournalEntry
from portal.reader import Reader
from portal.states import Refused
from tests.factories.talk import make_comment, make_member, make_report

pytestmark = pytest.mark.django_db


def say(cast, things, text="It worked.", who="contributor", thing="criterion", **more):
    return actions.say(cast.reader(who), getattr(things, thing), text, **more)


def test_answers_stand_one_level_deep(cast, things):
    thread = say(cast, things)
    answer = say(cast, things, "For us too.", "other", parent=thread)
    assert answer.parent == thread
    with pytest.raises(Refused):
        say(cast, things, "And for me.", parent=answer)


def test_answer_belongs_to_the_same_talk(cast, things):
    elsewhere = say(cast, things, thing="members")
    with pytest.raises(Refused):
        say(cast, things, "Lost?", parent=elsewhere)


@pytest.mark.parametrize("gone", ["hidden", "taken back"])
def test_nobody_answers_to_what_is_gone(cast, things, gone):
    thread = say(cast, things)
    if gone == "hidden":
        actions.hide(cast.reader("coordinator"), thread, "Rude.")
    else:
        actions.remove(cast.reader("contributor"), thread)
    with pytest.raises(Refused, match="gone"):
        say(cast, things, "An answer", "other", parent=thread)


def test_member_removed_while_writing(cast, things):
    reader = cast.reader("contributor")
    Membership.objects.filter(user=reader.user).update(state="ended", until=timezone.now())
    with pytest.raises(Refused, match="may not write"):
        actions.say(reader, things.criterion, "Too late")


@pytest.mark.parametrize("thing", ["criterion", "members"])
def test_thing_withdrawn_while_writing(cast, things, thing):
    target = getattr(things, thing)
    if thing == "criterion":
        target.unpublish()
    else:
        target.state, target.live_version = "withdrawn", None
        target.save()
    with pytest.raises(Refused, match="may not write"):
        say(cast, things, thing=thing)


def test_changed_within_half_an_hour(cast, things):
    comment = say(cast, things)
    later = comment.created_at + timedelta(minutes=29)
    assert actions.edit(cast.reader("contributor"), comment, "It worked well.", at=later).edited_at == later
    with pytest.raises(Refused, match="half an hour"):
        actions.edit(cast.reader("contributor"), comment, "No", at=later + timedelta(minutes=2))


def test_taken_back_text_is_gone_for_good(cast, things):
    comment = say(cast, things)
    make_report(comment, cast.user("other"))
    actions.remove(cast.reader("contributor"), comment)
    assert Comment.objects.get().text == ""
    assert (Report.objects.get().state, Report.objects.get().text) == ("hidden", "")


def test_only_the_author_takes_it_back(cast, things):
    comment = say(cast, things)
    with pytest.raises(Refused):
        actions.remove(cast.reader("secretariat"), comment)


def test_hidden_with_reason_and_shown_again(cast, things):
    comment = say(cast, things)
    actions.hide(cast.reader("coordinator"), comment, "Rude.")
    actions.unhide(cast.reader("foreign-coordinator"), comment, "Not so rude.")
    entries = JournalEntry.objects.filter(subject_id=str(comment.pk), subject_type__model="comment").order_by("pk")
    assert [(entry.from_state, entry.to_state, entry.reason) for entry in entries] == [
        ("shown", "hidden", "Rude."),
        ("hidden", "shown", "Not so rude."),
    ]
    assert entries[0].actor == cast.user("coordinator")


def test_each_person_reports_once(cast, things):
    comment = say(cast, things)
    actions.report(cast.reader("other"), comment, "Advertising.")
    with pytest.raises(Refused, match="already"):
        actions.report(cast.reader("other"), comment, "Advertising!")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(comment, cast.user("other"))


@pytest.mark.parametrize(("keep", "state"), [(True, "kept"), (False, "hidden")])
def test_deciding_settles_all_reports(cast, things, keep, state):
    comment = say(cast, things)
    for who in ("other", "reader"):
        actions.report(cast.reader(who), comment, "Look at this.")
    actions.settle(cast.reader("coordinator"), comment, keep=keep, reason="Looked at it.")
    assert set(Report.objects.values_list("state", "text")) == {(state, "")}
    comment.refresh_from_db()
    assert bool(comment.hidden_at) is not keep
    with pytest.raises(Refused, match="already"):
        actions.settle(cast.reader("secretariat"), comment, keep=True, reason="Me too.")


def test_nobody_decides_about_their_own(cast, things):
    comment = say(cast, things, who="coordinator")
    actions.report(cast.reader("other"), comment, "Hm.")
    with pytest.raises(Refused):
        actions.settle(cast.reader("coordinator"), comment, keep=True, reason="I like it.")


@pytest.mark.parametrize(("times", "span"), [(6, 60), (60, 3600), (200, 86400)])
def test_so_many_comments_in_so_long(cast, things, times, span):
    now = timezone.now()
    for number in range(times):
        at = now - timedelta(seconds=(span - 1) * (number + 0.5) / times)
        make_comment(things.members, cast.user("contributor"), f"Number {number}", created_at=at)
    with pytest.raises(TooOften):
        say(cast, things, "One more", at=now)
    assert say(cast, things, "Mine", "other", at=now)


def test_same_text_twice(cast, things):
    comment = say(cast, things, "Buy now")
    with pytest.raises(Refused, match="already"):
        say(cast, things, "Buy now")
    with pytest.raises(Refused, match="already"):
        say(cast, things, "Buy now", thing="members")
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert say(cast, things, "Buy now", thing="members")


def test_new_members_link_little(cast, things):
    newcomer = Reader(make_member(cast.home, Role.CONTRIBUTOR, "newcomer", days=0.5))
    known = Reader(make_member(cast.home, Role.CONTRIBUTOR, "known", days=2))
    text = "https://a.example https://b.example"
    assert actions.say(known, things.criterion, f"{text} https://c.example")
    assert actions.say(newcomer, things.criterion, text)
    with pytest.raises(Refused, match="first day"):
        actions.say(newcomer, things.criterion, "https://c.example")


def test_mentions_are_those_who_may_read(cast, things):
    for name in ("other", "foreign-reader", "account"):
        cast.user(name)
    comment = say(cast, things, "@other @foreign-reader @nobody @contributor", thing="network")
    assert [mention.handle for mention in comment.mentions.all()] == ["other"]


def test_ten_mentions_known_or_not(cast, things):
    say(cast, things, " ".join(f"@nobody{number}" for number in range(10)))
    with pytest.raises(Refused, match="ten"):
        say(cast, things, " ".join(f"@nobody{number}" for number in range(11)))


def test_change_tells_only_who_is_new(cast, things, monkeypatch):
    told = []
    monkeypatch.setattr(telling, "_tell", lambda kind, people, *rest, **more: told.append((kind, list(people))))
    cast.user("other"), cast.user("third")
    comment = say(cast, things, "@other")
    told.clear()
    actions.edit(cast.reader("contributor"), comment, "@other @third")
    assert told == [(telling.MENTION, [cast.user("third")])]


def test_each_hears_of_a_comment_once_and_its_author_never(cast, things):
    things.members.submitted_by = cast.user("author")
    things.members.save()
    thread = make_comment(things.members, cast.user("author"))
    answer = say(cast, things, "@author @other", thing="members", parent=thread)
    audience = dict(telling.audience(answer, [cast.user("author"), cast.user("other")]))
    assert audience == {
        telling.MENTION: [cast.user("author"), cast.user("other")],
        telling.REPLY: [],
        telling.COMMENT: [],
    }
    plain = dict(telling.audience(answer, []))
    assert plain[telling.REPLY] == [cast.user("author")]


def test_export_holds_what_one_said_and_nothing_of_others(cast, things):
    mine = say(cast, things, "Mine")
    theirs = say(cast, things, "Theirs", "other")
    actions.report(cast.reader("contributor"), theirs, "Hm.")
    exported = personal.export(cast.user("contributor"))
    assert [row["text"] for row in exported["comments"]] == ["Mine"]
    assert [row["reason"] for row in exported["reports"]] == ["Hm."]
    assert mine.get_absolute_url() == exported["comments"][0]["address"]


def test_erased_person_leaves_words_without_a_name(cast, things):
    cast.user("other")
    said = say(cast, things, "Still true")
    about = say(cast, things, "Ask @other, not @other-one", "author")
    personal.erase(cast.user("other"))
    personal.erase(cast.user("contributor"))
    said.refresh_from_db(), about.refresh_from_db()
    assert (said.author, said.text) == (None, "Still true")
    assert about.text == "Ask @former-member, not @other-one"
    page = cast.client("reader").get(things.criterion.get_absolute_url()).text
    assert "Former member" in page


def test_comments_survive_the_deletion_of_an_account(cast, things):
    said = say(cast, things, "Still true")
    cast.user("contributor").delete()
    said.refresh_from_db()
    assert (said.author, said.text) == (None, "Still true")
