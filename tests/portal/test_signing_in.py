"""Signing in, also in front of the CMS: password, code by mail, second factor, limits."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CODE = "/accounts/login/code/"


@pytest.fixture
def editor(person):
    return person("editor").user


def sign_in(client, email, password=PASSWORD, **fields):
    return client.post(LOGIN, {"login": email, "password": password, **fields})


def inside(client):
    return client.get("/admin/").status_code == 200


def test_editor_signs_in_with_a_password(editor, client):
    assert sign_in(client, editor.email, next="/admin/")["Location"] == "/admin/"
    assert inside(client)


def test_address_is_known_in_any_spelling(editor, client):
    sign_in(client, editor.email.upper())
    assert inside(client)


def test_cms_leads_to_the_one_sign_in(client):
    assert client.get("/admin/")["Location"] == f"{LOGIN}?next=/admin/"
    assert client.get("/admin/login/?next=/admin/pages/")["Location"] == f"{LOGIN}?next=/admin/pages/"


def test_account_without_rights_stays_outside(person, client):
    sign_in(client, person("member").user.email)
    assert not inside(client)


def code_of(message):
    return re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4}|[A-Z0-9]{6,8})\s*$", message.body, re.MULTILINE)[1]


def test_editor_signs_in_with_a_code_by_mail(editor, client):
    client.post(f"{CODE}", {"email": editor.email})
    client.post(f"{CODE}confirm/", {"code": code_of(mail.outbox[0])})
    assert inside(client)


def test_code_is_bound_to_the_browser_that_asked(editor, client):
    client.post(CODE, {"email": editor.email})
    stranger = Client()
    stranger.post(f"{CODE}confirm/", {"code": code_of(mail.outbox[0])})
    assert not inside(stranger)


def test_guessing_the_code_ends(editor, client):
    client.post(CODE, {"email": editor.email})
    code = code_of(mail.outbox[0])
    for _number in range(5):
        client.post(f"{CODE}confirm/", {"code": "XXXX-XXXX"})
    client.post(f"{CODE}confirm/", {"code": code})
    assert not inside(client)


@pytest.mark.parametrize(("form", "path"), [("code", CODE), ("reset", "/accounts/password/reset/")])
def test_known_and_unknown_addresses_get_the_same_answer(editor, form, path):
    answers = [Client().post(path, {"email": email}) for email in (editor.email, "nobody@example.org")]
    assert len({(answer.status_code, answer.get("Location")) for answer in answers}) == 1


@pytest.mark.parametrize("email", ["edda@example.org", "nobody@example.org"])
def test_guessing_passwords_ends(editor, client, email):
    answers = [sign_in(client, email, "wrong-password-1") for _number in range(12)]
    assert "Too many failed login attempts" in answers[-1].text or answers[-1].status_code == 429
    sign_in(client, email)
    assert not inside(client)


def test_second_factor_is_asked_and_cannot_be_walked_around(editor, client):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(editor, secret)
    assert Authenticator.objects.filter(user=editor).exists()
    assert sign_in(client, editor.email)["Location"].startswith("/accounts/2fa/authenticate/")
    assert not inside(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not inside(client)
    value = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/authenticate/", {"code": value})
    assert inside(client)


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "%2f%2fe",
    ],
)
def test_sign_in_leads_nowhere_else(editor, client, goal):
    where = sign_in(client, editor.email, next=goal)["Location"]
    assert urlsplit(urljoin(f"http://testserver{LOGIN}", where)).netloc == "testserver"


def test_signing_in_starts_a_new_session(editor, client):
    client.get(LOGIN)
    session = client.session
    session["left"] = "by a stranger"
    session.save()
    before = client.session.session_key
    sign_in(client, editor.email)
    assert client.session.session_key != before


def test_signing_out_ends_it_and_asks_by_post(editor, client):
    sign_in(client, editor.email)
    client.get("/accounts/logout/")
    assert inside(client)
    client.post("/accounts/logout/")
    assert not inside(client)


def test_account_that_was_closed_is_out_at_once(editor, client):
    sign_in(client, editor.email)
    editor.is_active = False
    editor.save()
    assert not inside(client)


def test_no_account_without_a_confirmed_address(client, django_user_model):
    client.post("/accounts/signup/passkey/", {"email": "new@example.org", "name": "New"})
    assert not django_user_model.objects.filter(email="new@example.org").exists()


def test_account_pages_wear_the_portals_face(editor, client):
    for path in (LOGIN, CODE, "/accounts/password/reset/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "Public buyers, one voice" in page.text
    sign_in(client, editor.email)
    for path in ("/accounts/2fa/", "/accounts/email/", "/accounts/logout/", "/accounts/2fa/totp/activate/"):
        page = client.get(path, follow=True)
        assert page.status_code == 200, path
        assert "Public buyers, one voice" in page.text


def test_who_sets_up_the_first_second_step_is_not_asked_for_it_at_once(client):
    user = make_user("known@example.org")
    user.set_unusable_password()
    user.save()
    page = client.post("/accounts/login/code/", {"email": user.email})["Location"]
    client.post(page, {"code": code_of(mail.outbox[-1])})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    counter = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/2fa/recovery-codes/"
    assert len(answer.context["unused_codes"]) == 10
