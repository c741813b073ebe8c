"""Following things, and what is given out and erased about a person."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from portal.models import Follow, Frequency, Notice, NoticeWish, OutgoingMail
from portal.notices import follow, followed_by, followers_of, follows, unfollow
from portal.notices.personal import erase, export
from portal.notices.telling import tell_due
from portal.notices.wishes import choose
from tests.portal.notices.cast import NEXT_DAY, make_member, make_thing, tell_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing():
    return make_thing()


@pytest.fixture
def mira(thing):
    return make_member(thing=thing)


def test_following_twice_is_following_once(thing, mira):
    assert (follow(mira, thing), follow(mira, thing)) == (True, False)
    assert follows(mira, thing)
    assert (unfollow(mira, thing), unfollow(mira, thing)) == (True, False)
    assert not follows(mira, thing)


def test_nobody_anonymous_follows(thing):
    assert not follows(None, thing)


def test_followers_are_open_accounts_that_follow_this_thing(thing, mira):
    follow(mira, thing)
    follow(make_member("ben@example.org"), make_thing("Other"))
    follow(make_member("closed@example.org", is_active=False), thing)
    assert list(followers_of(thing)) == [mira]


def test_followers_of_several_things_are_there_once_and_nobody_follows_nothing(thing, mira):
    other = make_thing("Other")
    ben = make_member("ben@example.org")
    follow(mira, thing)
    follow(mira, other)
    follow(ben, other)
    assert list(followers_of(thing, None, other)) == [mira, ben]
    assert not followers_of(None).exists()
    assert not followers_of().exists()


def test_list_of_what_one_follows(thing, mira):
    follow(mira, thing)
    (only,) = followed_by(mira)
    assert (only.label, only.title, only.url) == ("Group", "Take-back guide", f"/en/groups/{thing.pk}/")
    assert only.key == f"auth.group:{thing.pk}"


def test_list_leaves_out_what_is_gone_or_closed(thing, mira):
    gone, closed = make_thing("Gone"), make_thing("Closed")
    for each in (thing, gone, closed):
        follow(mira, each)
    mira.groups.add(gone)
    gone.delete()
    assert [each.title for each in followed_by(mira)] == ["Take-back guide"]


@pytest.fixture
def full_life(thing, mira):
    follow(mira, thing)
    choose(mira, {"topic": Frequency.DAILY})
    tell_about(thing, mira)
    tell_about(thing, make_member("ben@example.org", thing), actor=mira, key="two")
    tell_due(NEXT_DAY)


@pytest.mark.usefixtures("full_life")
def test_export_holds_all_of_it(mira):
    given = json.loads(json.dumps(export(mira), cls=DjangoJSONEncoder))
    assert given["notices"][0]["title"] == "News of Take-back guide"
    assert given["wishes"] == [{"kind": "topic", "frequency": "daily"}]
    assert given["follows"][0]["what"] == "Take-back guide"


@pytest.mark.usefixtures("full_life")
def test_erasing_leaves_the_notices_of_others(mira):
    erase(mira)
    left = Notice.objects.get()
    assert (left.recipient.email, left.actor) == ("ben@example.org", None)
    assert not NoticeWish.objects.exists()
    assert not Follow.objects.exists()
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["ben@example.org"]
