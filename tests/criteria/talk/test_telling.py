"""Who is told what: once each, never who cannot see it, nothing of the comment itself."""

import pytest

from criteria.talk import actions
from portal.models import Notice
from portal.notices import follow
from portal.notices.queries import viewable

pytestmark = pytest.mark.django_db


def told():
    return {(notice.recipient.email.partition("@")[0], notice.kind) for notice in Notice.objects.all()}


def test_each_is_told_once_for_the_first_reason_that_fits(cast, things):
    follow(cast.user("other"), things.members)
    follow(cast.user("third"), things.members)
    things.members.submitted_by = cast.user("sharer")
    things.members.save()
    thread = actions.say(cast.reader("author"), things.members, "Begin")
    assert told() == {("other", "talk.comment"), ("third", "talk.comment"), ("sharer", "talk.comment")}
    Notice.objects.all().delete()
    actions.say(cast.reader("contributor"), things.members, "@other yes", parent=thread)
    assert told() == {
        ("other", "talk.mention"),
        ("author", "talk.reply"),
        ("third", "talk.comment"),
        ("sharer", "talk.comment"),
    }


def test_followers_who_left_the_network_are_told_nothing(cast, things):
    follow(cast.user("foreign-contributor"), things.network)
    follow(cast.user("account"), things.criterion)
    actions.say(cast.reader("contributor"), things.network, "Inside")
    actions.say(cast.reader("contributor"), things.criterion, "Among members")
    assert told() == set()


def test_notices_hold_no_word_and_no_name(cast, things):
    cast.user("other")
    actions.say(cast.reader("contributor"), things.criterion, "A quagga, @other")
    notice = Notice.objects.get()
    for word in ("quagga", "Contributor", things.criterion.title):
        assert word not in notice.title + notice.text


def test_notice_goes_with_what_it_is_about(cast, things):
    cast.user("other")
    comment = actions.say(cast.reader("contributor"), things.criterion, "@other")
    notices = Notice.objects.prefetch_related("about")
    assert viewable(cast.reader("other"), notices)
    actions.hide(cast.reader("coordinator"), comment, "Rude.")
    assert not viewable(cast.reader("other"), Notice.objects.filter(recipient=cast.user("other")))


def test_moderators_author_and_reporter_hear_of_a_report(cast, things):
    cast.user("foreign-coordinator")
    comment = actions.say(cast.reader("contributor"), things.members, "Buy now")
    cast.user("reviewer"), cast.user("coordinator")
    for who in ("other", "third"):
        actions.report(cast.reader(who), comment, "Advertising.")
    assert told() == {("reviewer", "talk.moderation"), ("coordinator", "talk.moderation")}
    assert Notice.objects.count() == 2
    Notice.objects.all().delete()
    actions.settle(cast.reader("reviewer"), comment, keep=False, reason="It is.")
    assert {(notice.recipient.email, notice.text) for notice in Notice.objects.all()} == {
        ("contributor@example.org", "It is."),
        ("other@example.org", "Comment gone"),
        ("third@example.org", "Comment gone"),
    }
