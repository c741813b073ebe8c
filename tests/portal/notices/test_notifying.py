"""Who is told, once, in which language."""

from functools import partial

import pytest
from django.utils.translation import gettext, gettext_lazy

from portal.models import Frequency, Notice
from portal.notices import notify, notifying, queries, register_kind
from portal.notices.telling import tell, vet
from portal.notices.wishes import choose
from tests.portal.notices.cast import MONDAY, make_member, make_thing, tell_about, the_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing():
    return make_thing()


@pytest.fixture
def mira(thing):
    return make_member(thing=thing)


def told():
    return set(Notice.objects.values_list("recipient__email", flat=True))


def test_notice_says_what_happened(thing, mira):
    tell_about(thing, mira)
    notice = the_notice()
    assert (notice.recipient, notice.about, notice.title) == (mira, thing, "News of Take-back guide")
    assert (notice.text, notice.path, notice.read_at, notice.told_at) == ("It changed.", "/en/thing/", None, None)


def test_same_key_is_told_once(thing, mira):
    tell_about(thing, mira, mira)
    tell_about(thing, mira, title="Again", kind="news")
    assert the_notice().title == "News of Take-back guide"


def test_one_who_did_it_is_not_told(thing, mira):
    ben = make_member("ben@example.org", thing)
    tell_about(thing, mira, ben, actor=ben)
    assert told() == {"mira@example.org"}
    assert the_notice().actor == ben


def test_closed_accounts_and_people_without_the_right_are_not_told(thing, mira):
    closed = make_member("closed@example.org", thing, is_active=False)
    outsider = make_member("out@example.org")
    tell_about(thing, mira, closed, outsider)
    assert told() == {"mira@example.org"}


def test_nobody_may_view_what_nobody_decided_about(mira):
    notify("topic", to=[mira], about=mira, key="x", title="x", url="/")
    assert not told()


@pytest.mark.parametrize(
    "title",
    [gettext_lazy("Yes"), partial(gettext, "Yes"), lambda: gettext_lazy("Yes")],
    ids=["lazy", "function", "function that is lazy"],
)
def test_everybody_is_told_in_their_language(thing, mira, title):
    tell_about(thing, mira, make_member("daan@example.org", thing, language="nl"), title=title)
    assert dict(Notice.objects.values_list("recipient__language", "title")) == {"en": "Yes", "nl": "Ja"}


def test_title_becomes_one_line_that_fits(thing, mira):
    tell_about(thing, mira, title="Two\r\nBcc: lines " + "x" * 400)
    assert the_notice().title.startswith("Two Bcc: lines x")
    assert len(the_notice().title) == 300


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "thing"])
def test_address_elsewhere_is_refused(thing, mira, url):
    with pytest.raises(ValueError, match="no address inside"):
        tell_about(thing, mira, url=url)


def test_unknown_kind_is_refused(thing, mira):
    with pytest.raises(ValueError, match="not registered"):
        tell_about(thing, mira, kind="gossip")


def test_kind_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        register_kind("topic", "Again", default=Frequency.DAILY)


def test_who_wants_no_mail_is_told_in_the_portal_only(thing, mira):
    choose(mira, {"topic": Frequency.NEVER})
    tell_about(thing, mira)
    assert (the_notice().told_as, the_notice().told_at) == ("not_mailed", MONDAY)


def test_large_groups_see_nothing_until_rights_were_asked(thing, mira, monkeypatch, mailoutbox):
    monkeypatch.setattr(notifying, "MANY", 2)
    outsider = make_member("out@example.org")
    tell_about(thing, mira, outsider, kind="decision")
    assert not queries.listed(mira)
    assert not mailoutbox
    vet()
    assert queries.listed(mira).count() == 1
    assert not queries.listed(outsider)
    tell.call()
    assert [letter.to for letter in mailoutbox] == [["mira@example.org"]]


def test_telling_a_large_group_asks_a_constant_number_of_questions(thing, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(notifying, "MANY", 10)
    people = [make_member(f"p{number}@example.org", thing) for number in range(30)]
    with django_assert_max_num_queries(5):
        tell_about(thing, *people)


def test_questions_to_the_database_do_not_grow_with_the_people(django_assert_max_num_queries, thing, mira):
    people = [make_member(f"p{number}@example.org", thing) for number in range(10)]
    rights = len(people) + 1
    with django_assert_max_num_queries(rights + 4):
        tell_about(thing, mira, *people)
    assert Notice.objects.count() == 11
