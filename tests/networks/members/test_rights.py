"""The matrix of rights: who comes through which door of whose network, in the CMS and out of it."""

import pytest
from django.test import Client
from django.urls import reverse

from networks.models import Invitation, Membership, NetworkPage, Role
from portal.rights import may
from tests.factories.members import make_invitation, make_member, make_request
from tests.factories.networks import make_document, share
from tests.factories.pages import make_network, make_news
from tests.keeping import kept
from tests.people import Person, make_user, signed_in

pytestmark = pytest.mark.django_db
ROLES = [role.value for role in Role]
PEOPLE = ["visitor", "outsider", "asker", "former", *ROLES, "admin"]
RANK = {role: number for number, role in enumerate(ROLES)}
SECRET = "Nora Test"


@kept
def norway():
    return make_network("Norway", "NO")


@kept
def sweden():
    return make_network("Sweden", "SE")


def somebody(who, network):
    """A person with a standing in the network: a role, or one of those without."""
    if who == "visitor":
        return Person(who, None, Client())
    if who == "admin":
        return signed_in(who, make_user("boss@example.org", superuser=True))
    if who == "outsider":
        return signed_in(who, make_user("outsider@example.org"))
    if who in ROLES:
        return make_member(network, f"{who}-x", who)
    state = Membership.State.REQUESTED if who == "asker" else Membership.State.ENDED
    return make_member(network, f"{who}-x", state=state)


def at_least(who, role, *, own):
    """Whether the table of rights lets this person act with a role: in their own network, or everywhere."""
    if who in {"admin", "secretariat"}:
        return True
    return own and who in ROLES and RANK[who] >= RANK[role]


@pytest.mark.parametrize("own", [True, False], ids=["own", "other"])
@pytest.mark.parametrize("who", PEOPLE)
def test_verbs(norway, sweden, who, own):
    person = somebody(who, norway)
    network = norway if own else sweden
    mari = Membership.objects.get(user=make_member(network, "mari").user)
    invitation = make_invitation(network)
    is_inside = own and who in ROLES
    expected = {
        ("join", network): who != "visitor" and not is_inside,
        ("see_members", network): at_least(who, "reader", own=own),
        ("manage_members", network): at_least(who, "coordinator", own=own),
        ("invite", network): at_least(who, "coordinator", own=own),
        ("invite", invitation): at_least(who, "coordinator", own=own),
        ("decide", mari): at_least(who, "coordinator", own=own),
        ("change_role", mari): at_least(who, "coordinator", own=own),
        ("leave", mari): False,
    }
    assert {key: may(person.reader, *key) for key in expected} == expected


def doors(network):
    """Every address that shows something of the people of a network."""
    asked = make_request(network, "nora")
    member = Membership.objects.get(user=make_member(network, "mari").user)
    invitation = make_invitation(network, "secret@example.org", name=SECRET)
    slug = network.slug
    return {
        "people": (reverse("members:people", args=[slug]), "reader"),
        "desk": (reverse("members:desk", args=[slug]), "coordinator"),
        "request": (reverse("members:decide", args=[slug, asked.pk]), "coordinator"),
        "member": (reverse("members:member", args=[slug, member.pk]), "coordinator"),
        "invite": (reverse("members:invite", args=[slug]), "coordinator"),
        "list": (reverse("members:invite_list", args=[slug]), "coordinator"),
        "cms inspect": (reverse("memberships:inspect", args=[asked.pk]), "coordinator"),
        "cms edit": (reverse("memberships:edit", args=[asked.pk]), "coordinator"),
        "cms history": (reverse("memberships:history", args=[asked.pk]), "coordinator"),
        "cms usage": (reverse("memberships:usage", args=[asked.pk]), "coordinator"),
        "cms invitation": (reverse("invitations:inspect", args=[invitation.pk]), "coordinator"),
        "cms page": (reverse("wagtailadmin_pages:edit", args=[network.pk]), "coordinator"),
        "cms add page": (reverse("wagtailadmin_pages:add_subpage", args=[network.pk]), "coordinator"),
    }


DOORS = ["people", "desk", "request", "member", "invite", "list", "cms inspect", "cms edit", "cms history", "cms usage",
         "cms invitation", "cms page", "cms add page"]  # fmt: skip


@pytest.mark.parametrize("own", [True, False], ids=["own", "other"])
@pytest.mark.parametrize("who", PEOPLE)
def test_doors_to_one_network(norway, sweden, who, own):
    person = somebody(who, norway)
    found = doors(norway if own else sweden)
    assert list(found) == DOORS
    wrong = {}
    for door, (path, role) in found.items():
        response = person.client.get(path)
        opens = response.status_code == 200
        if opens != at_least(who, role, own=own):
            wrong[door] = response.status_code
        if not opens:
            assert SECRET not in response.text, door
    assert wrong == {}


LISTS = {
    "list": "memberships:index",
    "results": "memberships:index_results",
    "invitations": "invitations:index",
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("extra", ["", "?q=Nora", "?export=csv", "?export=xlsx", "?network=1000000"])
def test_lists_in_the_cms_hold_ones_own_networks_only(norway, sweden, who, extra):
    """Nora is in Sweden, Nils in Norway: who looks from Norway never sees her."""
    person = somebody(who, norway)
    make_request(sweden, "nora")
    make_request(norway, "nils")
    make_invitation(sweden, "swede@example.org", name=SECRET)
    for name in LISTS.values():
        response = person.client.get(reverse(name) + extra)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if at_least(who, "coordinator", own=True):
            assert response.status_code == 200
        else:
            assert response.status_code in {302, 403}
        sees = at_least(who, "coordinator", own=False)
        if not sees:
            assert b"Nora" not in body.replace(b"q=Nora", b"").replace(b'value="Nora"', b"").replace(
                b"\xe2\x80\x9cNora", b""
            )
            assert b"swede@example.org" not in body
        if name == "memberships:index" and extra == "?export=csv" and at_least(who, "coordinator", own=True):
            assert b"Nils Test" in body
            assert (b"Nora Test" in body) == sees


@pytest.mark.parametrize("who", [*ROLES, "admin"])
@pytest.mark.parametrize("action", ["add", "delete", "copy"])
def test_nobody_adds_or_deletes_in_the_cms(norway, who, action):
    person = somebody(who, norway)
    asked = make_request(norway, "nora")
    before = Membership.objects.count()
    path = "/admin/memberships/new/" if action == "add" else f"/admin/memberships/{action}/{asked.pk}/"
    assert person.client.post(path, {"role": "reader"}).status_code in {302, 403, 404}
    assert Membership.objects.count() == before


def test_the_cms_changes_a_role_by_the_same_rules(norway):
    cora = make_member(norway, "cora", Role.COORDINATOR)
    mari = Membership.objects.get(user=make_member(norway, "mari").user)
    path = reverse("memberships:edit", args=[mari.pk])
    cora.client.post(path, {"role": "secretariat", "reason": "", "state": "ended", "network": "1"})
    assert Membership.objects.get(pk=mari.pk).role == Role.CONTRIBUTOR
    cora.client.post(path, {"role": "reviewer", "reason": "Knows it", "state": "ended", "user": cora.user.pk})
    after = Membership.objects.get(pk=mari.pk)
    assert (after.role, after.state, after.user_id, after.reason) == ("reviewer", "active", mari.user_id, "Knows it")


@pytest.mark.parametrize("own", [True, False], ids=["own", "other"])
@pytest.mark.parametrize("who", PEOPLE)
def test_files_of_a_network(norway, sweden, who, own):
    person = somebody(who, norway)
    network = norway if own else sweden
    document = make_document("Draft tender", collection=network.space.collection)
    share(network, document)
    may_read = at_least(who, "reader", own=own)
    assert (person.client.get(document.url).status_code == 200) == may_read
    assert ("Draft tender" in person.client.get(network.url).text) == may_read
    chooser = person.client.get(reverse("wagtaildocs_chooser:choose"))
    assert ("Draft tender" in chooser.text) == at_least(who, "coordinator", own=own)
    edit = person.client.get(reverse("wagtaildocs:edit", args=[document.pk]))
    assert (edit.status_code == 200) == at_least(who, "coordinator", own=own)


@pytest.mark.parametrize("who", ["coordinator", "secretariat", "admin"])
@pytest.mark.parametrize("door", ["delete", "unpublish", "move"])
def test_a_coordinator_does_not_take_the_network_away(norway, who, door):
    person = somebody(who, norway)
    path = reverse(f"wagtailadmin_pages:{door}", args=[norway.pk])
    assert (person.client.get(path).status_code == 200) == (who != "coordinator")
    if door == "delete" and who == "coordinator":
        person.client.post(path)
        assert NetworkPage.objects.filter(pk=norway.pk).exists()


def test_a_coordinator_may_delete_pages_below_it(norway):
    cora = make_member(norway, "cora", Role.COORDINATOR)
    news = make_news("Old", parent=norway)
    assert cora.client.get(reverse("wagtailadmin_pages:delete", args=[news.pk])).status_code == 200


@pytest.mark.parametrize("deed", ["desk/invite/", "desk/hand-over/", "leave/"])
def test_posts_of_strangers_change_nothing(norway, sweden, deed):
    person = somebody("coordinator", norway)
    path = f"/en/members/networks/{sweden.slug}/{deed}"
    assert person.client.post(path, {"email": "x@example.org", "role": "reader", "to": "1"}).status_code == 404
    assert not Invitation.objects.exists()
