"""Invitations: one address or a list, accepted once and only by its owner, and no word about who has an account."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from networks.members import invitations
from networks.members.invitations import Answer
from networks.members.lists import Line, read_list
from networks.members.telling import token_of
from networks.models import Invitation, Membership, Role
from portal.states import Refused
from tests.factories.members import groups_of, make_invitation, make_member, make_membership
from tests.factories.networks import make_organisation
from tests.factories.pages import make_network
from tests.keeping import kept
from tests.people import make_user

pytestmark = pytest.mark.django_db
State = Membership.State


@kept
def norway():
    return make_network("Norway", "NO")


@kept
def coordinator(norway):
    return make_member(norway, "cora", Role.COORDINATOR).user


def invite(network, by, email="guest@example.org", **fields):
    return invitations.invite(network, email=email, by=by, **fields)


def test_an_invitation_is_mailed_and_makes_a_member(norway, coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(norway, coordinator, "Guest@Example.org", role=Role.REVIEWER)
    assert mail.outbox[0].to == ["guest@example.org"]
    assert f"/en/members/invitation/{token_of(invitation)}/" in mail.outbox[0].body
    guest = make_user("guest@example.org")
    membership = invitations.accept_invitation(invitations.invitation_of(token_of(invitation)), by=guest)
    assert (membership.state, membership.role) == (State.ACTIVE, Role.REVIEWER)
    assert groups_of(guest) == {"Members: Norway"}


def test_the_mail_is_the_same_with_and_without_an_account(norway, coordinator, django_capture_on_commit_callbacks):
    make_user("known@example.org")
    closed = make_user("closed@example.org")
    closed.is_active = False
    closed.save()
    with django_capture_on_commit_callbacks(execute=True):
        sent = [invite(norway, coordinator, f"{who}@example.org") for who in ("known", "closed", "unknown")]
    texts = {message.body.replace(token_of(each), "TOKEN") for message, each in zip(mail.outbox, sent, strict=True)}
    assert len(texts) == 1


@pytest.mark.parametrize("token", ["", "x", "1:abc", "MQ:1a:b"])
def test_a_made_up_token_is_no_invitation(token):
    assert invitations.invitation_of(token) is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"accepted_at": timezone.now()}, "used already"),
        ({"revoked_at": timezone.now()}, "taken back"),
        ({"ends_at": timezone.now() - timedelta(seconds=1)}, "has ended"),
    ],
)
def test_an_invitation_that_is_over_says_so(norway, fields, sentence):
    guest = make_user("guest@example.org")
    with pytest.raises(Refused, match=sentence):
        invitations.accept_invitation(make_invitation(norway, **fields), by=guest)
    assert not Membership.objects.exists()


@pytest.mark.parametrize("whose", ["another address", "unconfirmed address", "closed account"])
def test_only_the_owner_of_the_address_accepts(norway, whose):
    invitation = make_invitation(norway)
    user = make_user("other@example.org" if whose == "another address" else "guest@example.org")
    if whose == "unconfirmed address":
        EmailAddress.objects.filter(user=user).update(verified=False)
    if whose == "closed account":
        user.is_active = False
        user.save()
    with pytest.raises(Refused, match="another address"):
        invitations.accept_invitation(invitation, by=user)


def test_the_market_side_cannot_be_invited_in(norway, coordinator):
    maker = make_organisation("Maker", kind="producer", market_side=True, is_buyer=False)
    with pytest.raises(Refused, match="market's side"):
        invite(norway, coordinator, organisation=maker)
    guest = make_user("guest@example.org")
    profile = make_membership(make_network("Sweden", "SE"), guest, state=State.ENDED).user.profile
    profile.organisation = maker
    profile.save()
    with pytest.raises(Refused, match="market's side"):
        invitations.accept_invitation(make_invitation(norway), by=guest)


def test_an_invitation_never_lowers_or_raises_a_member(norway):
    member = make_membership(norway, make_user("guest@example.org"), Role.REVIEWER)
    after = invitations.accept_invitation(make_invitation(norway, role=Role.COORDINATOR), by=member.user)
    assert (after.pk, after.role) == (member.pk, Role.REVIEWER)


def test_taking_back_ends_it_and_lets_one_invite_anew(norway, coordinator):
    first = invite(norway, coordinator)
    with pytest.raises(Refused, match="invitation already"):
        invite(norway, coordinator)
    invitations.revoke(first, by=coordinator)
    assert invite(norway, coordinator).pk != first.pk


def test_an_invitation_that_ended_makes_room_for_a_new_one(norway, coordinator):
    old = make_invitation(norway, ends_at=timezone.now() - timedelta(days=1))
    assert invite(norway, coordinator).is_open()
    assert not Invitation.objects.get(pk=old.pk).is_open()


@pytest.mark.parametrize("role", list(Role))
def test_nobody_invites_above_their_own_role(norway, coordinator, role):
    if role == Role.SECRETARIAT:
        with pytest.raises(Refused, match="up to your own"):
            invite(norway, coordinator, role=role)
    else:
        assert invite(norway, coordinator, role=role).role == role


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR, Role.REVIEWER])
def test_only_coordinators_invite(norway, role):
    member = make_member(norway, "mari", role).user
    with pytest.raises(Refused, match="may not do this"):
        invite(norway, member)


def test_a_flood_of_invitations_ends(norway, coordinator, monkeypatch):
    monkeypatch.setattr(invitations, "PER_DAY", 2)
    invite(norway, coordinator, "a@example.org")
    with pytest.raises(Refused, match="at most 2"):
        invitations.invite_many(norway, lines=[Line(1, "b@example.org"), Line(2, "c@example.org")], by=coordinator)
    assert Invitation.objects.count() == 1


LINES = [
    (Line(1, "new@example.org"), Answer.INVITED),
    (Line(2, "NEW@example.org"), Answer.TWICE),
    (Line(3, "cora@example.org"), Answer.MEMBER),
    (Line(4, "waiting@example.org"), Answer.WAITING),
    (Line(5, "no address"), Answer.WRONG_ADDRESS),
    (Line(6, "a@example.org", role="Reviewer"), Answer.INVITED),
    (Line(7, "b@example.org", role="king"), Answer.UNKNOWN_ROLE),
    (Line(8, "c@example.org", role="secretariat"), Answer.ROLE_TOO_HIGH),
    (Line(9, "d@example.org", organisation="maker"), Answer.MARKET_SIDE),
    (Line(10, "e@example.org", organisation="Nobody knows"), Answer.UNKNOWN_ORGANISATION),
    (Line(11, "f@example.org", organisation="DFØ"), Answer.INVITED),
    (Line(12, "g@example.org", name="x" * 121), Answer.WRONG_NAME),
    (Line(13, "h@example.org\r\nBcc: x@example.org"), Answer.WRONG_ADDRESS),
]


@pytest.fixture
def listed(norway):
    make_invitation(norway, "waiting@example.org")
    make_organisation("Maker", kind="producer", market_side=True, is_buyer=False)
    make_organisation("Agency for management", short_name="DFØ", country="NO")
    return [line for line, _answer in LINES]


def test_each_line_of_a_list_is_answered_and_nothing_is_sent(norway, coordinator, listed):
    report = invitations.invite_many(norway, lines=listed, by=coordinator)
    assert [(each.line, each.answer) for each in report.outcomes] == LINES
    assert report.sent == 0
    assert Invitation.objects.count() == 1


def test_those_without_mistakes_are_invited_once_that_is_confirmed(norway, coordinator, listed):
    report = invitations.invite_many(norway, lines=listed, by=coordinator, despite_mistakes=True)
    sent = set(Invitation.objects.exclude(email="waiting@example.org").values_list("email", "role"))
    assert report.sent == 3
    assert sent == {("new@example.org", "contributor"), ("a@example.org", "reviewer"), ("f@example.org", "contributor")}


def test_a_list_without_mistakes_is_sent_at_once(norway, coordinator, django_assert_max_num_queries):
    lines = [Line(number, f"p{number}@example.org") for number in range(20)]
    assert invitations.invite_many(norway, lines=lines, by=coordinator).sent == 20


@pytest.mark.parametrize(
    "data",
    [
        "Anna@example.org;Ånna Ø;City;reviewer\n".encode(),
        "Anna@example.org,Ånna Ø,City,reviewer\n".encode("latin-1"),
        "\ufeffE-mail;Name;Organisation;Role\r\nAnna@example.org;Ånna Ø;City;reviewer\r\n".encode(),
        "name\trole\te-mail address\torganization\n\nÅnna Ø\treviewer\tAnna@example.org\tCity\n".encode(),
        '"Anna@example.org","Ånna  Ø","City","reviewer"'.encode(),
    ],
)
def test_a_list_is_read_however_a_spreadsheet_saves_it(data):
    (line,) = read_list(data)
    assert (line.email, line.name, line.organisation, line.role) == ("Anna@example.org", "Ånna Ø", "City", "reviewer")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "nobody in this file"),
        (b"email;name\n", "nobody in this file"),
        (b"name;role\nAnna;reader\n", "must be called"),
        (b"PK\x03\x04\x00\x00", "cannot be read"),
        (b'a@example.org;"never closed', "cannot be read"),
        (b"x" * 200_001, "too large"),
        (b"a@example.org\n" * 501, "At most 500"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Refused, match=sentence):
        read_list(data)


def test_formulas_come_back_as_they_were():
    lines = read_list(b"a@example.org;'=1+1\nb@example.org;O'Hara\n")
    assert [line.name for line in lines] == ["=1+1", "O'Hara"]
