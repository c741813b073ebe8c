"""Members' pages over HTTP: joining, deciding, inviting, and that others see none of it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from networks.members.telling import token_of
from networks.models import Invitation, Membership, Role
from tests.factories.members import make_invitation, make_member, make_request
from tests.factories.networks import make_organisation
from tests.factories.pages import make_network, make_news
from tests.keeping import kept
from tests.people import make_user, signed_in

pytestmark = pytest.mark.django_db
State = Membership.State


@kept
def norway():
    return make_network("Norway", "NO")


@kept
def cora(norway):
    return make_member(norway, "cora", Role.COORDINATOR)


@kept
def nora():
    return signed_in("nora", make_user("nora@example.org"))


JOIN = "/en/members/join/norway/"
DESK = "/en/members/networks/norway/desk/"


def test_asking_to_join_with_a_known_organisation(norway, nora):
    make_organisation("Agency for management", short_name="DFØ", country="NO")
    answer = nora.client.post(JOIN, {"organisation": "Agency for management (DFØ)", "message": "Hello"})
    assert answer["Location"] == "/en/members/"
    asked = Membership.objects.get()
    assert (asked.state, str(asked.organisation), asked.message) == (
        State.REQUESTED,
        "Agency for management (DFØ)",
        "Hello",
    )
    assert "Waiting for an answer" in nora.client.get("/en/members/").text


def test_a_new_organisation_says_what_it_is(norway, nora):
    form = {"organisation": "Bergen Hospital"}
    answer = nora.client.post(JOIN, form)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"new_country", "new_kind"}
    assert 'value="Bergen Hospital"' in answer.text
    nora.client.post(JOIN, form | {"new_country": "NO", "new_kind": "health"})
    assert Membership.objects.get().new_organisation == "Bergen Hospital"


@pytest.mark.parametrize("name", ["Maker", "Label body"])
def test_the_market_side_reads_why_not(norway, nora, name):
    make_organisation("Maker", kind="producer", market_side=True, is_buyer=False)
    answer = nora.client.post(JOIN, {"organisation": name, "new_country": "NL", "new_kind": "label_body"})
    assert answer.status_code == 409
    assert "market&#x27;s side" in answer.text
    assert not Membership.objects.exists()


@pytest.mark.parametrize("extra", [{"role": "secretariat"}, {"state": "active"}, {"user": "1"}, {"decided_by": "1"}])
def test_nothing_else_can_be_given_with_a_request(norway, nora, extra):
    make_organisation("City of Oslo", country="NO")
    nora.client.post(JOIN, {"organisation": "City of Oslo", **extra})
    asked = Membership.objects.get()
    assert (asked.role, asked.state, asked.user, asked.decided_by) == ("contributor", "requested", nora.user, None)


def test_a_closed_network_is_joined_by_invitation_only(norway, nora):
    norway.view_restrictions.create(restriction_type="login")
    assert nora.client.get(JOIN).status_code == 404


def test_the_coordinator_accepts(norway, cora):
    asked = make_request(norway, "nora", message="We buy laptops")
    assert "Nora Test" in cora.client.get("/en/members/").text
    page = reverse("members:decide", args=["norway", asked.pk])
    assert "We buy laptops" in cora.client.get(page).text
    cora.client.post(page, {"answer": "accept", "role": "reviewer"})
    asked.refresh_from_db()
    assert (asked.state, asked.role) == (State.ACTIVE, Role.REVIEWER)


def test_refusing_without_a_reason_keeps_the_form(norway, cora):
    asked = make_request(norway)
    page = reverse("members:decide", args=["norway", asked.pk])
    assert cora.client.post(page, {"answer": "refuse", "role": "reader"}).status_code == 422
    cora.client.post(page, {"answer": "refuse", "role": "reader", "reason": "No buyer."})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (State.REFUSED, "No buyer.")


@pytest.mark.parametrize("role", ["secretariat", "king", ""])
def test_no_form_offers_a_role_above_ones_own(norway, cora, role):
    asked = make_request(norway)
    page = reverse("members:decide", args=["norway", asked.pk])
    assert cora.client.post(page, {"answer": "accept", "role": role}).status_code == 422
    mari = make_member(norway, "mari")
    page = reverse("members:member", args=["norway", Membership.objects.get(user=mari.user).pk])
    assert cora.client.post(page, {"role-role": role, "do": "role"}).status_code == 422


def test_a_role_is_changed_and_a_membership_ended(norway, cora):
    mari = Membership.objects.get(user=make_member(norway, "mari").user)
    page = reverse("members:member", args=["norway", mari.pk])
    cora.client.post(page, {"role-role": "reviewer", "do": "role"})
    assert Membership.objects.get(pk=mari.pk).role == Role.REVIEWER
    assert cora.client.post(page, {"do": "end"}).status_code == 422
    cora.client.post(page, {"end-reason": "Moved.", "do": "end"})
    assert Membership.objects.get(pk=mari.pk).state == State.ENDED


def test_inviting_one_person(norway, cora):
    cora.client.post(f"{DESK}invite/", {"email": "guest@example.org", "role": "contributor"})
    invitation = Invitation.objects.get()
    assert "guest@example.org" in cora.client.get(DESK).text
    cora.client.post(reverse("members:revoke", args=["norway", invitation.pk]))
    assert "guest@example.org" not in cora.client.get(DESK).text


def upload(text):
    return SimpleUploadedFile("people.csv", text.encode(), "text/csv")


def test_a_list_with_mistakes_is_reported_and_confirmed(norway, cora):
    page = f"{DESK}invite/list/"
    answer = cora.client.post(page, {"file": upload("a@example.org;A\nnobody;B\n")})
    assert answer.status_code == 422
    assert "This is not an e-mail address" in answer.text
    assert not Invitation.objects.exists()
    cora.client.post(page, {"confirmed": answer.context["kept"]})
    assert list(Invitation.objects.values_list("email", flat=True)) == ["a@example.org"]


def test_a_confirmed_list_cannot_be_made_up_or_moved(norway, cora):
    sweden = make_network("Sweden", "SE")
    sven = make_member(sweden, "sven", Role.COORDINATOR)
    kept = sven.client.post("/en/members/networks/sweden/desk/invite/list/", {"file": upload("a@example.org\nx\n")})
    for text in ("made up", kept.context["kept"]):
        assert cora.client.post(f"{DESK}invite/list/", {"confirmed": text}).status_code == 409
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("file", [None, io.BytesIO(b""), SimpleUploadedFile("x.xlsx", b"PK\x03\x04\x00")])
def test_what_is_no_list_is_answered(norway, cora, file):
    answer = cora.client.post(f"{DESK}invite/list/", {"file": file} if file else {})
    assert answer.status_code in {409, 422}


def test_an_invitation_is_accepted_by_its_button(norway, nora):
    page = reverse("members:invitation", args=[token_of(make_invitation(norway, "nora@example.org"))])
    assert "Become a member" in nora.client.get(page).text
    assert not Membership.objects.exists()
    assert nora.client.post(page)["Location"] == "/en/members/networks/norway/"
    assert "used already" in nora.client.post(page).text


def test_an_invitation_for_somebody_else_says_so_without_saying_for_whom(norway, nora):
    page = reverse("members:invitation", args=[token_of(make_invitation(norway, "secret@example.org"))])
    answer = nora.client.post(page)
    assert answer.status_code == 409
    assert "secret@example.org" not in answer.text


@pytest.mark.parametrize("token", ["1", "1:abc", "x:y", "MQ:1xVm:zz"])
def test_guessed_invitations_are_not_there(client, norway, token):
    make_invitation(norway)
    assert client.get(f"/en/members/invitation/{token}/").status_code == 404


def test_a_visitor_with_an_invitation_is_led_to_an_account_and_back(norway, client):
    page = reverse("members:invitation", args=[token_of(make_invitation(norway))])
    assert f"/accounts/signup/?next={page}" in client.get(page).text.replace("%3A", ":")
    assert client.post(page).status_code == 200
    assert not Membership.objects.exists()


def test_members_see_each_other(norway, cora):
    mari = make_member(norway, "mari")
    page = mari.client.get("/en/members/networks/norway/").text
    assert "Cora Test" in page
    assert "@cora-test" in page
    assert "cora@example.org" not in page


def test_news_of_ones_networks_stands_on_the_desk(norway, cora):
    make_news("Take-back works", parent=norway).save_revision().publish()
    make_news("Elsewhere", parent=make_network("Sweden", "SE")).save_revision().publish()
    page = cora.client.get("/en/members/").text
    assert "Take-back works" in page
    assert "Elsewhere" not in page


def test_a_closed_page_is_news_only_for_those_it_is_open_to(norway, cora):
    page = make_news("Draft of the group", parent=norway)
    page.save_revision().publish()
    restriction = page.view_restrictions.create(restriction_type="groups")
    assert "Draft of the group" not in cora.client.get("/en/members/").text
    restriction.groups.add(norway.space.members)
    assert "Draft of the group" in cora.client.get("/en/members/").text


def test_leaving_asks_once_more(norway):
    mari = make_member(norway, "mari")
    assert "You will not see" in mari.client.get("/en/members/networks/norway/leave/").text
    mari.client.post("/en/members/networks/norway/leave/")
    assert mari.client.get("/en/members/networks/norway/").status_code == 404


def test_the_last_coordinator_reads_what_to_do(norway, cora):
    answer = cora.client.post("/en/members/networks/norway/leave/")
    assert answer.status_code == 409
    assert "hand your role over" in answer.text
    to = Membership.objects.get(user=make_member(norway, "mari").user)
    cora.client.post(f"{DESK}hand-over/", {"to": to.pk})
    assert Membership.objects.get(pk=to.pk).role == Role.COORDINATOR


def test_a_profile_is_saved_and_only_what_it_asks(norway, nora):
    city = make_organisation("City of Oslo", country="NO")
    form = {"name": "Nora N", "handle": "Nora-N", "organisation": "city of oslo", "country": "NO"}
    form |= {"languages": "Norwegian Bokmål, en", "is_superuser": "1", "user": "1", "email": "x@example.org"}
    assert nora.client.post("/en/members/profile/", form).status_code == 302
    user = type(nora.user).objects.get(pk=nora.user.pk)
    profile = user.profile
    assert (user.get_full_name(), user.email, user.is_superuser) == ("Nora N", "nora@example.org", False)
    assert (profile.handle, profile.organisation, profile.languages) == ("nora-n", city, ["nb", "en"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("handle", "mari-test"),
        ("handle", "a b"),
        ("organisation", "Unknown"),
        ("languages", "Klingonish"),
        ("country", "XX"),
        ("name", ""),
    ],
)
def test_a_profile_says_what_is_wrong(norway, nora, field, value):
    make_member(norway, "mari")
    form = {"name": "Nora N", "handle": "nora", field: value}
    answer = nora.client.post("/en/members/profile/", form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("path", ["/en/members/networks/norway/", DESK])
def test_pages_ask_the_same_number_of_questions_for_many(norway, cora, path, django_assert_max_num_queries):
    make_member(norway, "m")
    make_request(norway, "r")
    with CaptureQueriesContext(connection) as few:
        cora.client.get(path)
    for number in range(8):
        make_member(norway, f"m{number}")
        make_request(norway, f"r{number}")
    with django_assert_max_num_queries(len(few)):
        cora.client.get(path)
