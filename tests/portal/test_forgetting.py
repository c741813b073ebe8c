"""Personal data whose time is over is forgotten by the nightly chore, and nothing else is."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from home.models import Registration
from networks.models import Invitation
from portal.forgetting import forget_overdue, forget_unconfirmed_accounts
from portal.models import OutgoingMail, User
from tests.factories.members import make_invitation
from tests.factories.pages import make_event, make_network, make_registration
from tests.people import make_user

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)


def sign_up(client, days_ago):
    client.post("/accounts/signup/", {"email": "nora@example.org", "name": "Nora Nordmann"})
    User.objects.update(date_joined=timezone.now() - timedelta(days=days_ago))
    return User.objects.get()


@pytest.mark.parametrize(("days_ago", "left"), [(29, 1), (31, 0)])
def test_an_account_that_was_never_confirmed_goes_after_thirty_days(client, days_ago, left):
    sign_up(client, days_ago)
    forget_overdue.call()
    assert (User.objects.count(), EmailAddress.objects.count()) == (left, left)


def test_the_number_of_days_is_the_operators(client, settings):
    settings.UNCONFIRMED_ACCOUNT_DAYS = 3
    sign_up(client, days_ago=4)
    assert forget_overdue.call()["accounts never confirmed"] == 1


def test_an_invitation_to_that_address_still_waits_for_its_owner(client):
    make_invitation(make_network("Norway", "NO"), "nora@example.org")
    sign_up(client, days_ago=40)
    forget_overdue.call()
    assert Invitation.objects.get().is_open()
    assert not User.objects.exists()


@pytest.fixture
def old_account():
    user = make_user("known@example.org")
    User.objects.filter(pk=user.pk).update(date_joined=LONG_AGO)
    return user


def unconfirm(user):
    EmailAddress.objects.filter(user=user).update(verified=False)


def confirmed(user):
    """Nobody has signed in, but the address is proven."""


def was_inside(user):
    unconfirm(user)
    User.objects.filter(pk=user.pk).update(last_login=LONG_AGO)


def made_by_an_administrator(user):
    EmailAddress.objects.filter(user=user).delete()


def has_rights(user):
    unconfirm(user)
    user.groups.add(Group.objects.create(name="Somebody"))


def confirms_another_address(user):
    EmailAddress.objects.create(user=user, email="new@example.org")


@pytest.mark.parametrize(
    "change", [confirmed, was_inside, made_by_an_administrator, has_rights, confirms_another_address]
)
def test_other_old_accounts_stay(old_account, change):
    change(old_account)
    assert forget_unconfirmed_accounts(timezone.now()) == 0
    assert User.objects.filter(pk=old_account.pk).exists()


@pytest.mark.parametrize(("days_after", "erased"), [(89, False), (91, True)])
def test_registrations_are_erased_ninety_days_after_their_event(days_after, erased):
    known = make_registration(make_event(starts_in=-timedelta(days=days_after, hours=2)))
    forget_overdue.call()
    known.refresh_from_db()
    assert (known.state == Registration.State.ERASED, known.email == "") == (erased, erased)


def test_registrations_of_an_event_that_was_moved_are_kept_for_it():
    known = make_registration(make_event(), erase_after=timezone.now() - timedelta(days=1))
    forget_overdue.call()
    known.refresh_from_db()
    assert known.email == "ria@example.org"


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"ends_at": timezone.now() - timedelta(days=91)}, 0),
        ({"revoked_at": timezone.now() - timedelta(days=91)}, 0),
        ({"ends_at": timezone.now() - timedelta(days=89)}, 1),
        ({"ends_at": LONG_AGO, "accepted_at": LONG_AGO}, 1),
    ],
)
def test_invitations_nobody_accepted_go(fields, left):
    make_invitation(make_network("Norway", "NO"), **fields)
    forget_overdue.call()
    assert Invitation.objects.count() == left


def test_mail_nobody_took_is_emptied_and_given_up():
    mail = OutgoingMail.objects.create(key="one", to="ria@example.org", subject="x", text="words")
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(days=31))
    forget_overdue.call()
    mail.refresh_from_db()
    assert (mail.to, mail.text, mail.attempts) == ("", "", 10)


def test_the_command_says_what_it_let_go(capsys, client):
    sign_up(client, days_ago=40)
    call_command("forget")
    assert "accounts never confirmed: 1" in capsys.readouterr().out
