"""Who comes to a saved selection by which way: every kind of person, every door. A secret word stands in its note."""

from types import SimpleNamespace

import pytest
from django.test import Client
from wagtail.models import ReferenceIndex

from criteria.models import Selection, SelectionItem
from criteria.tender import actions, sharing
from criteria.tender.actions import mark_of
from networks.models import Membership, Role
from portal import personal_data
from portal.page_cache import NO_CONTENT_MODELS
from portal.reader import NOBODY
from tests.factories.members import make_member
from tests.factories.pages import make_network
from tests.factories.selections import make_selection, refs
from tests.keeping import kept_for_each
from tests.people import Person, make_user, signed_in

pytestmark = pytest.mark.django_db
SECRET = "quagga"
PEOPLE = ["visitor", "stranger", "foreigner", "colleague", "reader", "coordinator", "secretary", "owner"]
INSIDE = {"colleague", "reader", "coordinator", "secretary"}
SHARED = {"nobody": set(), "network": INSIDE, "address": set()}
"""How it is shared, and who besides its owner may find and read it by their account alone."""


@kept_for_each(SHARED)
def saved(how, norway, kari, battery):
    selection = make_selection(kari.user, battery, title=f"Title with {SECRET}")
    actions.say(kari.reader, selection, battery.ref, f"Note with {SECRET}.", seen=mark_of(""))
    if how == "network":
        sharing.show_to(kari.reader, selection, [norway])
    token = sharing.open_address(kari.reader, selection) if how == "address" else "x" * 32
    return SimpleNamespace(row=selection, how=how, token=token, owner=kari)


def somebody(name, saved, norway):
    make = {
        "visitor": lambda: Person("visitor", None, Client()),
        "stranger": lambda: signed_in("stranger", make_user("stranger@example.org")),
        "foreigner": lambda: make_member(make_network("Canada", "CA"), "foreigner", Role.COORDINATOR),
        "colleague": lambda: make_member(norway, "colleague"),
        "reader": lambda: make_member(norway, "reader", Role.READER),
        "coordinator": lambda: make_member(norway, "coordinator", Role.COORDINATOR),
        "secretary": lambda: make_member(make_network("Canada", "CA"), "secretary", Role.SECRETARIAT),
        "owner": lambda: saved.owner,
    }
    return make[name]()


@pytest.mark.parametrize("who", PEOPLE)
def test_every_door(saved, norway, battery, who):
    person = somebody(who, saved, norway)
    reads, owns = who == "owner" or who in SHARED[saved.how], who == "owner"
    get, at = person.client.get, f"/en/selection/{saved.row.pk}/"
    for door in (at, f"{at}export.csv", f"{at}export.json", f"{at}export.xlsx"):
        assert (get(door).status_code == 200) is reads, door
    assert (SECRET in get(at, follow=True).text) is reads
    assert (SECRET in get("/en/selection/mine/", follow=True).text) is reads
    assert (SECRET in get("/en/members/", follow=True).text) is owns
    for door in ("rename/", "share/", "delete/", f"{battery.ref}/note/"):
        assert (get(at + door).status_code == 200) is owns, door
    known = Selection.objects.visible_to(person.reader).filter(pk=saved.row.pk)
    assert known.exists() is reads
    assert (SECRET in str(personal_data.export_of(person.user) if person.user else "")) is owns


@pytest.mark.parametrize("who", PEOPLE)
def test_the_secret_address_is_for_whoever_has_it(saved, norway, who):
    client = somebody(who, saved, norway).client
    for ending in ("", "export.csv", "export.json", "export.xlsx"):
        response = client.get(f"/en/selection/s/{saved.token}/{ending}")
        assert (response.status_code == 200) is (saved.how == "address"), ending
        if response.status_code == 200:
            assert "no-store" in response["Cache-Control"]
            assert "noindex" in response["X-Robots-Tag"]
            assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("who", [name for name in PEOPLE if name != "owner"])
def test_nobody_else_changes_anything(saved, norway, battery, who):
    post, at = somebody(who, saved, norway).client.post, f"/en/selection/{saved.row.pk}/"
    sent = {"do": f"remove {battery.ref}", "title": "Mine", "note": "Mine", "networks": [norway.pk]}
    for door in ("", "rename/", "delete/", "share/", f"{battery.ref}/note/"):
        for do in (sent["do"], "open", "close", "networks"):
            response = post(at + door, sent | {"do": do})
            assert response.status_code == (404 if who != "visitor" else 302), door
    row = Selection.objects.get(pk=saved.row.pk)
    assert (row.title, row.token, refs(row)) == (f"Title with {SECRET}", saved.row.token or row.token, [battery.ref])
    copied = post(f"{at}copy/")
    assert Selection.objects.count() == 1 + (who in SHARED[saved.how])
    assert copied.status_code == (302 if who in SHARED[saved.how] | {"visitor"} else 404)
    post("/en/selection/save/", {"ref": [battery.ref], "into": row.pk})
    assert refs(row) == [battery.ref]


PUBLIC = {
    "criterion": "/en/criteria/CFIT-LAP-BAT-01/",
    "library": "/en/criteria/?q=title",
    "search": "/en/search/?q=title",
    "network": "/en/networks/norway/",
    "sitemap": "/sitemap.xml",
    "feed": "/feeds/criteria.atom",
    "api": "/api/v1/criteria",
    "catalogue": "/dcat.jsonld",
    "address": "/en/selection/?ref=CFIT-LAP-BAT-01",
}


@pytest.mark.parametrize("who", ["visitor", "colleague"])
def test_no_other_door_tells(saved, norway, who):
    client = somebody(who, saved, norway).client
    for name, door in PUBLIC.items():
        text = client.get(door).text
        assert SECRET not in text, name
        assert saved.token not in text, name


def test_an_address_that_was_taken_back_leads_nowhere(client, kari, battery):
    selection = make_selection(kari.user, battery)
    old = sharing.open_address(kari.reader, selection)
    sharing.close_address(kari.reader, selection)
    new = sharing.open_address(kari.reader, selection)
    assert client.get(f"/en/selection/s/{old}/").status_code == 404
    assert client.get(f"/en/selection/s/{new}/").status_code == 200


def test_a_shared_page_names_nobody_and_changes_nothing(client, kari, battery):
    selection = make_selection(kari.user, battery)
    text = client.get(f"/en/selection/s/{sharing.open_address(kari.reader, selection)}/").text
    assert "Kari" not in text
    assert "lines-form" not in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]


def test_who_left_the_network_shows_nothing_to_it_any_more(kari, ola, norway, battery):
    selection = make_selection(kari.user, battery)
    sharing.show_to(kari.reader, selection, [norway])
    assert ola.client.get(selection.get_absolute_url()).status_code == 200
    Membership.objects.filter(user=kari.user).update(state=Membership.State.ENDED)
    assert ola.client.get(selection.get_absolute_url()).status_code == 404


def test_who_left_the_network_reads_nothing_of_it_any_more(kari, ola, norway, battery):
    selection = make_selection(kari.user, battery)
    sharing.show_to(kari.reader, selection, [norway])
    Membership.objects.filter(user=ola.user).update(state=Membership.State.ENDED)
    assert ola.client.get(selection.get_absolute_url()).status_code == 404


def test_a_closed_account_takes_its_selections_along(client, kari, ola, norway, battery):
    selection = make_selection(kari.user, battery)
    token = sharing.open_address(kari.reader, selection)
    sharing.show_to(kari.reader, selection, [norway])
    copy = actions.duplicate(ola.reader, selection)
    personal_data.erase(kari.user)
    assert client.get(f"/en/selection/s/{token}/").status_code == 404
    assert list(Selection.objects.all()) == [copy]


def test_nothing_of_it_empties_kept_pages_or_shows_in_the_cms(kari):
    assert {f"criteria.{name}" for name in ("Selection", "SelectionItem", "Selection_shared_with")} <= NO_CONTENT_MODELS
    assert not ReferenceIndex.model_is_indexable(Selection)
    assert not ReferenceIndex.model_is_indexable(SelectionItem)
    assert not Selection.objects.visible_to(NOBODY).exists()
