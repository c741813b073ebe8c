"""What readers see of a criterion's life, and the pages of those who move it."""

import pytest
from django.test import Client

from criteria.models import Criterion
from criteria.terms import Status
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import PLACES, WHY, days, make_criterion_at
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def life(criterion, step=""):
    return f"/en/criteria/{criterion.ref}/life/" + (f"{step}/" if step else "")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("proposed", "Proposed, not yet endorsed, "),
        ("consultation", "In consultation, open until"),
        ("review", "In review, "),
        ("endorsed", "Endorsed by the networks, "),
        ("endorsed, next in work", "A new edition is in work"),
        ("endorsed, next in consultation", "A new edition is in consultation"),
        ("endorsed, next in review", "A new edition is in review"),
        ("superseded", "which took its place"),
        ("withdrawn", "Do not use it in a new tender"),
    ],
)
def test_readers_are_told_where_it_stands(client, cast, place, says):
    criterion = make_criterion_at(place, cast.secretary)
    assert says in client.get(criterion.get_absolute_url()).text
    assert says in client.get(f"{criterion.get_absolute_url()}1.0/").text
    listed = client.get("/en/criteria/").text
    assert (f'data-status="{criterion.public_status}"' in listed) is (criterion.public_status != "proposed")


@pytest.mark.parametrize("place", ["withdrawn", "superseded"])
def test_reason_stands_on_criterion_and_editions(client, cast, place):
    criterion = make_criterion_at(place, cast.secretary)
    for address in ("", "1.0/", "changes/"):
        assert WHY in client.get(criterion.get_absolute_url() + address).text


def test_changes_page_tells_the_whole_story_without_names(client, cast):
    page = client.get(make_criterion_at("endorsed", cast.secretary).get_absolute_url() + "changes/").text
    for words in (
        "“Proposed, not yet endorsed” to “In consultation”",
        "“In review” to “Endorsed by the networks”",
        WHY,
    ):
        assert words in page
    assert str(cast.secretary) not in page


def test_consultation_has_its_page_for_everybody(client, cast):
    criterion = make_criterion_at("endorsed, next in consultation", cast.secretary)
    page = client.get(f"/en/criteria/{criterion.ref}/consultation/").text
    assert "Is it fit?" in page
    assert "open until" in page
    assert client.get(f"/en/criteria/{make_criterion().ref}/consultation/").status_code == 404


def test_status_is_a_filter(client, cast):
    there = make_criterion_at("review", cast.secretary)
    other = make_criterion()
    page = client.get("/en/criteria/?status=review").text
    assert there.ref in page
    assert other.ref not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("coordinator", 200), ("reviewer", 200), ("reader", 404), ("neighbour", 404)],
)
def test_life_is_for_those_who_have_a_say(cast, who, status):
    criterion = make_criterion(published=False, owner_network=cast.network)
    client = signed_in(who, cast.find(who)).client
    assert client.get(life(criterion)).status_code == status
    assert client.get(life(criterion, "endorse")).status_code == (200 if who == "secretary" else 404)


def test_visitor_is_asked_to_sign_in():
    assert Client().get(life(make_criterion())).status_code == 302


@pytest.mark.parametrize("place", PLACES)
def test_page_offers_the_steps_with_one_main_button(cast, place):
    criterion = make_criterion_at(place, cast.secretary)
    page = signed_in("secretary", cast.secretary).client.get(life(criterion)).text
    assert page.count("button--go") <= 1
    for step in ("endorse", "withdraw"):
        offered = f'href="{life(criterion, step)}"' in page
        assert offered is ((step == "endorse") == ("review" in place) if step == "endorse" else
                           place not in {"draft", "superseded", "withdrawn"})  # fmt: skip


def test_a_step_is_taken_with_its_reason(cast):
    criterion, client = make_criterion(), signed_in("secretary", cast.secretary).client
    assert client.post(life(criterion, "withdraw"), {"reason": ""}).status_code == 422
    assert client.post(life(criterion, "withdraw"), {"reason": "Overtaken."}).status_code == 302
    assert Criterion.objects.get(pk=criterion.pk).status == Status.WITHDRAWN
    late = client.post(life(criterion, "withdraw"), {"reason": "Again."})
    assert late.status_code == 409
    assert "not open from where the criterion stands" in late.text


def test_wrong_days_are_said_beside_their_field(cast):
    criterion, client = make_criterion(), signed_in("secretary", cast.secretary).client
    answer = client.post(
        life(criterion, "consult"), {"opens_on": days(-1), "closes_on": days(-3), "question": "Is it fit?"}
    )
    assert answer.status_code == 422
    assert "opens today or later" in answer.text
    assert "Is it fit?" in answer.text


def test_no_more_queries_for_a_long_life(client, cast, django_assert_max_num_queries):
    criterion = make_criterion_at("endorsed, next in review", cast.secretary)
    client.get(criterion.get_absolute_url())
    with django_assert_max_num_queries(10):
        client.get(criterion.get_absolute_url())
