"""Accounts: made and entered by a code, silent about who exists, guarded by a second factor, ended for good."""

import json
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from networks.models import Membership, Role
from portal import personal_data
from portal.models import JournalEntry, User
from portal.states import Refused
from tests.factories.members import make_invitation, make_member, make_membership
from tests.factories.pages import make_event, make_home, make_network, make_registration
from tests.keeping import kept
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SIGNUP, LOGIN, CODE = "/accounts/signup/", "/accounts/login/", "/accounts/login/code/"
CONFIRM = "/accounts/confirm-email/"
HOME = "/en/members/"


def code_in(message):
    return re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4}|[A-Z0-9]{6,8})\s*$", message.body, re.MULTILINE)[1]


def sign_up(client, email="nora@example.org", name="Nora Nordmann", **extra):
    return client.post(SIGNUP, {"email": email, "name": name, **extra})


def enter_code(client, url, code=None):
    return client.post(url, {"code": code or code_in(mail.outbox[-1])})


def test_an_account_needs_a_name_an_address_and_the_code(client):
    answer = sign_up(client)
    assert answer.status_code == 302
    assert client.get(HOME).status_code == 302
    entered = enter_code(client, answer["Location"])
    assert entered["Location"] == HOME
    user = User.objects.get(email="nora@example.org")
    assert (user.get_full_name(), user.has_usable_password()) == ("Nora Nordmann", False)
    assert EmailAddress.objects.get(user=user).verified
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("field", ["is_staff", "is_superuser", "is_active", "groups", "erased_at", "password1"])
def test_nothing_else_can_be_given_at_sign_up(client, field):
    sign_up(client, **{field: "1"})
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.erased_at, user.groups.count()) == (False, False, None, 0)
    assert not user.has_usable_password()


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "x" * 121, "bad\u202ename"])
def test_a_name_is_one_line(client, name):
    assert "name" in sign_up(client, name=name).context["form"].errors
    assert not User.objects.exists()


@pytest.fixture
def everybody():
    """An address with an account, one without, one closed, one never confirmed."""
    make_user("known@example.org")
    closed = make_user("closed@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    EmailAddress.objects.filter(user=make_user("unconfirmed@example.org")).update(verified=False)
    return ["known@example.org", "unknown@example.org", "closed@example.org", "unconfirmed@example.org"]


DOORS = {
    "sign up": (SIGNUP, {"name": "Somebody"}),
    "code": (CODE, {}),
    "reset": ("/accounts/password/reset/", {}),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_tells_who_exists(everybody, door):
    path, fields = DOORS[door]
    seen = set()
    for email in everybody:
        client = Client()
        answer = client.post(path, {"email": email, **fields})
        page = client.get(answer["Location"], follow=True).text
        page = re.sub(r'value="[A-Za-z0-9]{64}"', "", page).replace(email, "ADDRESS")
        seen.add((answer.status_code, answer["Location"], page))
    assert len(seen) == 1
    assert len(mail.outbox) == len(everybody)


def test_a_wrong_code_says_the_same_for_everybody(everybody):
    seen = set()
    for email in everybody:
        client = Client()
        page = client.post(CODE, {"email": email})["Location"]
        answer = client.post(page, {"code": "XXXX-XXXX"})
        seen.add((answer.status_code, re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.text).replace(email, "ADDRESS")))
    assert len(seen) == 1


@pytest.mark.parametrize("door", ["sign up", "code"])
def test_guessing_a_code_ends(client, door):
    make_user("known@example.org")
    page = (sign_up(client) if door == "sign up" else client.post(CODE, {"email": "known@example.org"}))["Location"]
    code = code_in(mail.outbox[-1])
    for _guess in range(10):
        client.post(page, {"code": "XXXX-XXXX"})
    enter_code(client, page, code)
    assert client.get(HOME).status_code == 302


def test_a_code_is_too_old_after_ten_minutes(client, monkeypatch):
    make_user("known@example.org")
    page = client.post(CODE, {"email": "known@example.org"})["Location"]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    enter_code(client, page)
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("email", ["known@example.org", "unknown@example.org"])
def test_asking_for_many_codes_ends(email):
    make_user("known@example.org")
    for _number in range(6):
        Client().post(CODE, {"email": email})
    assert len(mail.outbox) == 3


def test_a_mail_server_that_is_down_tells_nothing(everybody, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.portal.test_accounts.DownBackend"}}
    assert {Client().post(CODE, {"email": email}).status_code for email in everybody} == {302}


class DownBackend:
    """A mail server that does not answer."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError

    def open(self):
        raise ConnectionRefusedError

    def close(self):
        pass


@pytest.mark.parametrize(("who", "goal"), [("member", HOME), ("editor", "/admin/"), ("admin", "/admin/")])
def test_sign_in_leads_to_where_one_works(person, client, who, goal):
    answer = client.post(LOGIN, {"login": person(who).user.email, "password": PASSWORD})
    assert answer["Location"] == goal


def test_sign_up_comes_back_to_where_one_wanted_to_go(client):
    page = client.post(SIGNUP, {"email": "n@example.org", "name": "N N", "next": "/en/criteria/"})["Location"]
    assert enter_code(client, page)["Location"] == "/en/criteria/"


@pytest.fixture
def strict(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@kept
def norway():
    return make_network("Norway", "NO")


DESK = "/en/members/networks/norway/desk/"


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/", "/admin/pages/", "/admin/memberships/", "/admin/memberships/?export=csv"),
        *(DESK, f"{DESK}invite/", f"{DESK}invite/list/"),
        *("/en/resources/queue/", "/en/criteria/talk/reports/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_leads_around_the_second_factor(strict, norway, path, method):
    cora = make_member(norway, "cora", Role.COORDINATOR)
    answer = getattr(cora.client, method)(path)
    assert answer.status_code == 405 or answer["Location"].startswith("/accounts/2fa/?next=")


def test_with_a_second_factor_the_desk_is_open(strict, norway):
    cora = make_member(norway, "cora", Role.COORDINATOR)
    totp.TOTP.activate(cora.user, totp.generate_totp_secret())
    assert cora.client.get("/en/members/networks/norway/desk/").status_code == 200
    assert cora.client.get("/admin/").status_code == 200


def test_readers_and_contributors_need_none(strict, norway):
    mari = make_member(norway, "mari")
    assert mari.client.get(HOME).status_code == 200
    assert mari.client.get("/en/members/networks/norway/").status_code == 200


def test_own_sessions_are_listed_and_ended(client):
    user = make_user("known@example.org")
    other = Client()
    for each in (client, other):
        each.post(LOGIN, {"login": user.email, "password": PASSWORD})
    page = client.get("/accounts/sessions/")
    assert page.context["session_count"] == 2
    client.post("/accounts/sessions/")
    assert client.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302


def test_closing_an_account_ends_its_sessions(client):
    user = make_user("known@example.org")
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    user.is_active = False
    user.save()
    assert not UserSession.objects.exists()
    user.is_active = True
    user.save()
    assert client.get(HOME).status_code == 302


def test_signing_out_clears_the_browser(client):
    user = make_user("known@example.org")
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.post("/accounts/logout/").headers


def signed_in_long_ago(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def passwordless():
    user = make_user("known@example.org")
    user.set_unusable_password()
    user.save()
    return user


def test_the_address_changes_only_after_showing_that_it_is_you(client, passwordless):
    signed_in_long_ago(client, passwordless)
    change = {"email": "new@example.org", "action_add": ""}
    assert client.post("/accounts/email/", change)["Location"] == "/accounts/confirm/?next=%2Faccounts%2Femail%2F"
    page = client.post("/accounts/confirm/", {"next": "/accounts/email/"})["Location"]
    back = client.post(page, {"code": code_in(mail.outbox[-1]), "next": "/accounts/email/"})
    assert back["Location"] == "/accounts/email/"
    page = client.post("/accounts/email/", change)["Location"]
    enter_code(client, page if page.startswith(CONFIRM) else CONFIRM)
    passwordless.refresh_from_db()
    assert passwordless.email == "new@example.org"
    assert mail.outbox[-1].to == ["known@example.org"]


def test_showing_that_it_is_you_takes_three_guesses(client, passwordless):
    signed_in_long_ago(client, passwordless)
    client.post("/accounts/confirm/", {"next": "/"})
    code = code_in(mail.outbox[-1])
    for _guess in range(3):
        assert client.post("/accounts/confirm/", {"code": "XXXX", "next": "/"}).status_code == 422
    assert client.post("/accounts/confirm/", {"code": code, "next": "/"}).status_code == 422


@pytest.mark.parametrize("goal", ["https://evil.example", "//evil.example", "javascript:alert(1)"])
def test_showing_that_it_is_you_leads_nowhere_else(client, passwordless, goal):
    signed_in_long_ago(client, passwordless)
    client.post("/accounts/confirm/", {"next": goal})
    assert client.post("/accounts/confirm/", {"code": code_in(mail.outbox[-1]), "next": goal})["Location"] == HOME


def test_a_person_with_a_password_is_asked_for_it(client):
    user = make_user("known@example.org")
    signed_in_long_ago(client, user)
    assert client.get("/en/members/profile/close/")["Location"].startswith("/accounts/reauthenticate/")


@pytest.fixture
def known(norway):
    """Somebody who left traces everywhere."""
    make_home()
    user = make_user("marieke.nordmann@example.org")
    user.first_name, user.last_name = "Marieke", "Nordmann"
    user.save()
    membership = make_membership(norway, user, message="I am Marieke Nordmann", reason="Marieke Nordmann is fine")
    JournalEntry.objects.create(
        subject=membership, from_state="x", to_state="y", reason="Marieke Nordmann", at="2026-01-01T00:00Z"
    )
    make_invitation(norway, user.email, name="Marieke Nordmann")
    make_registration(make_event(), user.email, name="Marieke Nordmann")
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


def everything_stored():
    """Every value of every table, as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        parts = []
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            parts += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return parts


def test_own_data_comes_as_one_file(client, known):
    signed_in_long_ago(client, known)
    response = client.get("/en/members/profile/data.json")
    data = json.loads(response.content)
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert data["account"]["address"] == known.email
    assert data["networks"]["memberships"][0]["message"] == "I am Marieke Nordmann"
    assert data["registrations"][0]["name"] == "Marieke Nordmann"


def test_nothing_of_a_person_is_left_anywhere(client, known):
    client.post(LOGIN, {"login": known.email, "password": PASSWORD})
    personal_data.erase(known)
    left = [row for row in everything_stored() if re.search("marieke|nordmann", row, re.IGNORECASE)]
    assert left == []
    known.refresh_from_db()
    assert (str(known), known.is_active, known.groups.count()) == ("Former member", False, 0)
    assert Membership.objects.get(user=known).state == "ended"
    assert client.get(HOME).status_code == 302
    assert JournalEntry.objects.filter(to_state="erased", subject_id=str(known.pk)).exists()


def test_closing_needs_the_address_typed(client, passwordless):
    signed_in_long_ago(client, passwordless)
    page = client.post("/accounts/confirm/", {"next": "/en/members/profile/close/"})["Location"]
    client.post(page, {"code": code_in(mail.outbox[-1]), "next": "/en/members/profile/close/"})
    path = reverse("members:close")
    assert client.post(path, {"confirmation": "other@example.org"}).status_code == 422
    assert client.post(path, {"confirmation": "Known@example.org"}).status_code == 200
    passwordless.refresh_from_db()
    assert not passwordless.is_active
    assert client.get(HOME).status_code == 302


def test_the_last_administrator_stays(person):
    admin = person("admin").user
    with pytest.raises(Refused, match="last administrator"):
        personal_data.erase(admin)
    assert User.objects.get(pk=admin.pk).is_active


def test_a_closed_address_is_free_again(client, passwordless):
    personal_data.erase(passwordless)
    page = sign_up(client, "known@example.org")["Location"]
    assert enter_code(client, page)["Location"] == HOME


def test_the_secretariat_is_told_when_the_last_coordinator_closes(norway, django_capture_on_commit_callbacks):
    cora = make_member(norway, "cora", Role.COORDINATOR).user
    make_member(make_network("Sweden", "SE"), "sekka", Role.SECRETARIAT)
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase(cora)
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["sekka@example.org"], "Nobody coordinates Norway any more")
    ]


def test_anonymous_pages_say_sign_in_without_cookie_or_query(client, django_assert_num_queries):
    make_home()
    client.get("/en/")
    page = client.get("/en/")
    assert "Sign in" in page.text
    assert not page.cookies
