"""Pages of saved selections: from the address into one's own, changing them, sharing them, taking them along."""

import csv
import io
import json

import pytest

from criteria.models import Selection
from criteria.tender import actions, sharing
from criteria.tender.actions import mark_of
from tests.factories.criteria import make_criterion
from tests.factories.selections import make_edition, make_selection, refs

pytestmark = pytest.mark.django_db
MINE = "/en/selection/mine/"


def test_from_the_address_into_a_new_one(kari, battery):
    other = make_criterion()
    page = kari.client.get(f"/en/selection/?ref={other.ref}&ref={battery.ref}")
    assert 'action="/en/selection/save/"' in page.text
    sent = {"ref": [other.ref, battery.ref], "title": "Laptops"}
    page = kari.client.post("/en/selection/save/", sent, follow=True)
    assert "2 criteria were added." in page.text
    assert refs(Selection.objects.get(title="Laptops", owner=kari.user)) == [other.ref, battery.ref]


def test_from_the_address_into_one_there_is(kari, battery):
    selection, other = make_selection(kari.user, battery), make_criterion()
    sent = {"ref": [other.ref, battery.ref], "into": selection.pk}
    page = kari.client.post("/en/selection/save/", sent, follow=True)
    assert "1 criterion was added. 1 stood there already." in page.text
    assert refs(selection) == [battery.ref, other.ref]


def test_without_a_title_it_asks_for_one_and_keeps_what_was_picked(kari, battery):
    page = kari.client.post("/en/selection/save/", {"ref": [battery.ref], "title": " "})
    assert page.status_code == 422
    assert "Give it a title." in page.text
    assert f'name="ref" value="{battery.ref}"' in page.text


def test_somebody_elses_cannot_be_chosen(kari, ola, battery):
    selection = make_selection(kari.user)
    page = ola.client.post("/en/selection/save/", {"ref": [battery.ref], "into": selection.pk, "title": "x"})
    assert page.status_code in {302, 422}
    assert refs(selection) == []


def test_who_signs_in_comes_back_to_what_was_picked(client, battery):
    text = client.get(f"/en/selection/?ref={battery.ref}@1.0").text
    assert f"/accounts/login/?next=%2Fen%2Fselection%2F%3Fref%3D{battery.ref}%401.0" in text


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("remove CFIT-LAP-BAT-01", "CFIT-LAP-BAT-01 was taken out."),
        ("current CFIT-LAP-BAT-01@2.0", "is at edition 2.0 now"),
        ("current CFIT-LAP-BAT-01@1.0", "Edition 2.0 came out meanwhile"),
        ("add CFIT-LAP-BAT-01", "1 stood there already"),
    ],
)
def test_buttons_of_a_line(kari, battery, command, said):
    selection = make_selection(kari.user, battery)
    make_edition(battery)
    assert said in kari.client.post(selection.get_absolute_url(), {"do": command}, follow=True).text


@pytest.mark.parametrize("command", ["", "fly CFIT-LAP-BAT-01", "up", "add nonsense", "add ", "remove x", "current x"])
def test_odd_commands_do_no_harm(kari, battery, command):
    selection = make_selection(kari.user, battery)
    assert kari.client.post(selection.get_absolute_url(), {"do": command}, follow=True).status_code in {200, 404}
    assert refs(selection) == [battery.ref]


def test_moving_leads_back_to_the_line(kari, battery):
    selection = make_selection(kari.user, make_criterion(), battery)
    response = kari.client.post(selection.get_absolute_url(), {"do": f"up {battery.ref}"})
    assert response.url == f"{selection.get_absolute_url()}#{battery.ref}"


def test_a_note_goes_through_its_page(kari, battery):
    selection = make_selection(kari.user, battery)
    at = f"{selection.get_absolute_url()}{battery.ref}/note/"
    assert kari.client.get(at).status_code == 200
    page = kari.client.post(at, {"note": "For <lot> 1.", "seen": mark_of("")}, follow=True)
    assert "For &lt;lot&gt; 1." in page.text
    page = kari.client.post(at, {"note": "For lot 2.", "seen": mark_of("")})
    assert page.status_code == 422
    assert "For &lt;lot&gt; 1." in page.text
    assert "For lot 2." in page.text
    seen = mark_of("For <lot> 1.")
    assert f'value="{seen}"' in page.text
    kari.client.post(at, {"note": "For lot 2.", "seen": seen})
    assert selection.items.get().note == "For lot 2."


def test_a_note_that_is_too_long_stays_as_typed(kari, battery):
    selection = make_selection(kari.user, battery)
    page = kari.client.post(f"{selection.get_absolute_url()}{battery.ref}/note/", {"note": "n" * 2001})
    assert page.status_code == 422
    assert "n" * 2001 in page.text


def test_title_copy_and_delete(kari, battery):
    selection = make_selection(kari.user, battery, title="One")
    at = selection.get_absolute_url()
    kari.client.post(f"{at}rename/", {"title": "Two", "seen": mark_of("One")})
    kari.client.post(f"{at}copy/")
    assert set(Selection.objects.values_list("title", flat=True)) == {"Two", "Two (copy)"}
    assert "Delete “Two”?" in kari.client.get(f"{at}delete/").text
    kari.client.post(f"{at}delete/")
    assert Selection.objects.get().title == "Two (copy)"


def test_sharing_by_address_and_with_networks(kari, ola, client, norway, battery):
    selection = make_selection(kari.user, battery)
    at = f"{selection.get_absolute_url()}share/"
    page = kari.client.post(at, {"do": "open"}, follow=True)
    selection.refresh_from_db()
    assert f"/en/selection/s/{selection.token}/" in page.text
    kari.client.post(at, {"do": "networks", "networks": [norway.pk]})
    assert ola.client.get(selection.get_absolute_url()).status_code == 200
    kari.client.post(at, {"do": "networks"})
    kari.client.post(at, {"do": "close"})
    assert ola.client.get(selection.get_absolute_url()).status_code == 404
    assert client.get(f"/en/selection/s/{selection.token}/").status_code == 404


def test_a_network_of_others_cannot_be_chosen(stranger, norway):
    selection = make_selection(stranger.user)
    at = f"{selection.get_absolute_url()}share/"
    assert "You contribute to none yet." in stranger.client.get(at).text
    assert stranger.client.post(at, {"do": "networks", "networks": [norway.pk]}).status_code == 422
    assert not selection.shared_with.exists()


def test_a_new_one_begins_with_its_title(kari):
    page = kari.client.post(MINE, {"title": ""})
    assert page.status_code == 422
    kari.client.post(MINE, {"title": "Monitors"})
    assert "Monitors" in kari.client.get(MINE).text
    assert "Monitors" in kari.client.get("/en/members/").text


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def test_files_hold_the_editions_that_were_picked(kari, client, battery):
    spec, award = make_criterion(), make_criterion(criterion_type="award")
    selection = make_selection(kari.user, award, battery, spec)
    make_edition(battery, "The battery lasts longer.")
    actions.say(kari.reader, selection, battery.ref, "=SUM(1)", seen=mark_of(""))
    response = kari.client.get(f"{selection.get_absolute_url()}export.csv")
    rows = rows_of(response)
    assert [row["Reference"] for row in rows] == [battery.ref, spec.ref, award.ref]
    assert rows[0]["Edition"] == "1.0"
    assert rows[0]["Permanent address"].endswith(f"/criteria/{battery.ref}/1.0/")
    assert rows[0]["Note"] == "'=SUM(1)"
    assert "longer" not in rows[0]["Requirement"]
    assert "no-store" in response["Cache-Control"]
    token = sharing.open_address(kari.reader, selection)
    items = json.loads(client.get(f"/en/selection/s/{token}/export.json").content)["items"]
    assert next((item["ref"], item["note"]) for item in items) == (battery.ref, "=SUM(1)")
    assert client.get(f"/en/selection/export.xlsx?ref={battery.ref}@1.0").status_code == 200
    assert rows_of(client.get(f"/en/selection/export.csv?ref={battery.ref}"))[0]["Edition"] == "2.0"


@pytest.mark.parametrize("number", [1, 3, 30])
def test_cost_is_the_same_for_all(kari, ola, norway, number, django_assert_max_num_queries):
    made = [make_criterion() for _each in range(number)]
    selection = make_selection(kari.user, *made)
    for criterion in made[: number // 2]:
        make_edition(criterion)
    for each in range(number):
        shared = make_selection(ola.user, *made[:2], title=f"Selection {each}")
        shared.shared_with.add(norway)
        make_selection(kari.user, title=f"Mine {each}")
    token = sharing.open_address(kari.reader, selection)
    kari.client.get(MINE)
    for address, most in (
        (selection.get_absolute_url(), 14),
        (MINE, 9),
        (f"/en/selection/s/{token}/", 9),
        (f"{selection.get_absolute_url()}export.json", 9),
    ):
        with django_assert_max_num_queries(most):
            assert kari.client.get(address).status_code == 200
