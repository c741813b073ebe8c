"""The list of notices, the wishes, the way to stop mail, and the button to follow."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.template import Context, Template
from django.test import Client, RequestFactory

from portal.models import Frequency, Notice, NoticeWish
from portal.notices import follow, follows
from portal.notices.stopping import PURPOSE, WITHIN, token_for
from portal.notices.wishes import EVERYTHING, wishes_of
from tests.factories.pages import make_home
from tests.portal.notices.cast import MONDAY, make_member, make_thing, tell_about, the_notice

pytestmark = pytest.mark.django_db
LIST, WISHES, FOLLOW = "/en/members/notices/", "/en/members/wishes/", "/en/members/follow/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def home():
    return make_home()


@pytest.fixture
def thing():
    return make_thing()


@pytest.fixture
def mira(thing):
    return make_member(thing=thing)


@pytest.fixture
def browser(mira):
    client = Client()
    client.force_login(mira, backend=BACKEND)
    return client


def page_of(client, address=LIST):
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", [LIST, WISHES, f"{LIST}1/"])
def test_pages_are_for_people_who_signed_in(client, address):
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("address", [f"{LIST}read/", f"{LIST}1/read/", FOLLOW, f"{WISHES}resume/"])
def test_what_changes_something_is_no_link(browser, address):
    assert browser.get(address).status_code == 405


def test_unread_notices_stand_first(browser, thing, mira):
    for number, key in enumerate(["old", "newer", "newest"]):
        tell_about(thing, mira, key=key, title=key, at=MONDAY.replace(hour=number))
    Notice.objects.filter(key="newer").update(read_at=MONDAY)
    page = page_of(browser)
    places = [page.index(f"{key}</a>") for key in ("newest", "old", "newer")]
    assert places == sorted(places)
    assert "2 wait to be read." in page


def test_empty_list_says_what_will_stand_there(browser):
    assert "Nothing to tell you yet" in page_of(browser)


def test_long_list_has_pages(browser, thing, mira):
    for number in range(25):
        tell_about(thing, mira, key=str(number), title=f"N{number}.")
    assert page_of(browser).count("Mark as read") == 20
    assert page_of(browser, f"{LIST}?page=2").count("Mark as read") == 5


def test_list_asks_the_database_as_often_for_one_as_for_many(browser, thing, mira, django_assert_max_num_queries):
    for number in range(20):
        tell_about(thing, mira, key=str(number))
    rights = 20
    with django_assert_max_num_queries(rights + 14):
        browser.get(LIST)


def test_what_was_lost_from_sight_is_gone_from_list_and_count(browser, thing, mira):
    tell_about(thing, mira)
    mira.groups.clear()
    assert "Take-back" not in page_of(browser)
    assert the_notice().told_as == "not_mailed"
    assert browser.get(f"{LIST}{the_notice().pk}/").status_code == 404


def test_notices_of_others_are_not_there(browser, thing):
    tell_about(thing, make_member("ben@example.org", thing))
    number = the_notice().pk
    assert "Take-back" not in page_of(browser)
    assert browser.get(f"{LIST}{number}/").status_code == 404
    assert browser.post(f"{LIST}{number}/read/").status_code == 404
    browser.post(f"{LIST}read/", {"newest": number})
    assert the_notice().read_at is None


def test_opening_a_notice_leads_to_the_thing_and_marks_it_read(browser, thing, mira):
    tell_about(thing, mira)
    assert browser.get(f"{LIST}{the_notice().pk}/")["Location"] == "/en/thing/"
    assert the_notice().read_at


def test_browser_that_looks_ahead_marks_nothing(browser, thing, mira):
    tell_about(thing, mira)
    browser.get(f"{LIST}{the_notice().pk}/", headers={"Sec-Purpose": "prefetch;prerender"})
    assert the_notice().read_at is None


def test_marking_one_returns_to_where_one_was(browser, thing, mira):
    tell_about(thing, mira)
    answer = browser.post(f"{LIST}{the_notice().pk}/read/", {"next": f"{LIST}?page=2"})
    assert answer["Location"] == f"{LIST}?page=2"
    assert the_notice().read_at


def test_marking_never_leads_out_of_the_portal(browser, thing, mira):
    tell_about(thing, mira)
    answer = browser.post(f"{LIST}{the_notice().pk}/read/", {"next": "https://elsewhere.example/"})
    assert answer["Location"] == LIST


def test_marking_all_leaves_what_came_meanwhile(browser, thing, mira):
    tell_about(thing, mira)
    seen = the_notice().pk
    tell_about(thing, mira, key="meanwhile")
    browser.post(f"{LIST}read/", {"newest": seen})
    assert list(Notice.objects.filter(read_at=None).values_list("key", flat=True)) == ["meanwhile"]


@pytest.mark.parametrize("odd", ["", "x", "²", "9" * 30])
def test_odd_numbers_mark_nothing(browser, thing, mira, odd):
    tell_about(thing, mira)
    assert browser.post(f"{LIST}read/", {"newest": odd}).status_code == 302
    assert the_notice().read_at is None


def test_wishes_are_kept(browser, mira):
    answers = {"kind-decision": "never", "kind-topic": "weekly", "kind-news": "instant"}
    assert browser.post(WISHES, answers)["Location"] == WISHES
    assert wishes_of(mira) == {"decision": "never", "topic": "weekly", "news": "instant"}
    page = page_of(browser, WISHES)
    assert re.findall(r'name="kind-topic" value="(\w+)"[^>]* checked', page) == ["weekly"]


def test_wish_that_is_missing_or_made_up_is_asked_again(browser, mira):
    answer = browser.post(WISHES, {"kind-decision": "hourly", "kind-topic": "weekly"})
    assert answer.status_code == 422
    assert "2 answers need your attention" in answer.content.decode()
    assert not NoticeWish.objects.exists()


def test_language_is_asked_where_there_is_a_choice(browser, mira, settings):
    assert "Language of notices" not in page_of(browser, WISHES)
    settings.LANGUAGES = [("en", "English"), ("nl", "Dutch")]
    answers = {"kind-decision": "never", "kind-topic": "weekly", "kind-news": "instant", "language": "nl"}
    browser.post(WISHES, answers)
    mira.refresh_from_db()
    assert mira.language == "nl"


def test_paused_mail_can_be_resumed(browser, mira):
    type(mira).objects.update(mail_paused_at=MONDAY)
    assert "Mail to you is paused" in page_of(browser, WISHES)
    browser.post(f"{WISHES}resume/")
    assert "Mail to you is paused" not in page_of(browser, WISHES)


def stop_address(person, kind="topic"):
    return f"/notices/stop/{token_for(person, kind)}/"


def test_looking_at_the_stop_page_changes_nothing(client, mira):
    page = page_of(client, stop_address(mira))
    assert "Topics" in page
    assert mira.email not in page
    assert not NoticeWish.objects.exists()


def test_one_click_of_a_mail_program_stops_the_kind():
    mira = make_member("one-click@example.org")
    program = Client(enforce_csrf_checks=True)
    answer = program.post(stop_address(mira), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert wishes_of(mira) == {"decision": "instant", "topic": "never", "news": "weekly"}


@pytest.mark.parametrize(("kind", "answers"), [("topic", {"what": "everything"}), (EVERYTHING, {})])
def test_everything_can_be_stopped(client, mira, kind, answers):
    client.post(stop_address(mira, kind), answers)
    assert set(wishes_of(mira).values()) == {Frequency.NEVER}


def test_stop_link_works_for_ninety_days(client, mira, monkeypatch):
    address = stop_address(mira)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + WITHIN - 60)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + WITHIN + 60)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("value", ["text", [1], [1, "topic", 2], {"a": 1}, [None, "topic"], ["x", "topic"]])
def test_wrong_tokens_stop_nothing(client, mira, value):
    assert client.post(f"/notices/stop/{signing.dumps(value, salt=PURPOSE)}/").status_code == 404


def test_tokens_of_another_purpose_and_closed_accounts_stop_nothing(client, mira):
    foreign = signing.dumps([mira.pk, "topic"], salt="registration-confirm")
    assert client.post(f"/notices/stop/{foreign}/").status_code == 404
    type(mira).objects.update(is_active=False)
    assert client.post(stop_address(mira)).status_code == 404
    assert not NoticeWish.objects.exists()


def test_button_follows_and_stops_following(browser, thing, mira):
    answers = {"target": f"auth.group:{thing.pk}", "next": "/en/there/"}
    assert browser.post(FOLLOW, answers)["Location"] == "/en/there/"
    assert follows(mira, thing)
    browser.post(FOLLOW, answers | {"wish": "stop"})
    assert not follows(mira, thing)


@pytest.mark.parametrize(
    "target", ["", "auth.group", "auth.group:x", "auth.group:999999", "auth.user:1", "portal.user:1"]
)
def test_nobody_follows_what_is_not_there(browser, target):
    assert browser.post(FOLLOW, {"target": target}).status_code == 404


def test_nobody_follows_what_they_may_not_view(browser, mira):
    assert browser.post(FOLLOW, {"target": f"auth.group:{make_thing('Secret').pk}"}).status_code == 404


def button(user, thing):
    request = RequestFactory().get("/en/there/?q=1")
    request.user = user
    return Template("{% load notices %}{% follow_button thing %}").render(Context({"request": request, "thing": thing}))


def test_button_says_whether_one_follows(thing, mira):
    assert 'value="follow"' in button(mira, thing)
    assert "csrfmiddlewaretoken" in button(mira, thing)
    assert 'value="/en/there/?q=1"' in button(mira, thing)
    follow(mira, thing)
    assert 'value="stop"' in button(mira, thing)


def test_there_is_no_button_for_strangers_and_for_other_things(thing, mira):
    assert button(AnonymousUser(), thing) == ""
    assert button(mira, mira) == ""


def test_count_for_the_header_asks_nothing_for_strangers(thing, mira, django_assert_num_queries):
    tell_about(thing, mira)
    request = RequestFactory().get("/")
    template = Template("{% load notices %}{% unread_notices as unread %}{{ unread }}")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert template.render(Context({"request": request})) == "0"
    request.user = mira
    with django_assert_num_queries(1):
        assert template.render(Context({"request": request})) == "1"
        assert template.render(Context({"request": request})) == "1"


@pytest.mark.parametrize(("wish", "says"), [("follow", "You follow Take-back guide now."), ("stop", "any more.")])
def test_script_gets_the_button_anew_with_its_news(browser, thing, mira, wish, says):
    answers = {"target": f"auth.group:{thing.pk}", "wish": wish, "next": "/en/there/"}
    answer = browser.post(FOLLOW, answers, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'data-announce="You' in answer.text
    assert says in answer.text
    assert f'name="wish" value="{"stop" if wish == "follow" else "follow"}"' in answer.text
    assert "<form" not in answer.text
    assert follows(mira, thing) is (wish == "follow")
    assert "data-announce" not in button(mira, thing)
