"""The pages of a consultation: what they say to whom, what comes back when something is wrong, and how many queries."""

import pytest

from criteria.consulting import places
from criteria.lifecycle import actions as life
from criteria.models import Consultation
from tests.factories.consulting import answer, ask, say
from tests.factories.lifecycle import WHY, let_time_pass
from tests.factories.talk import make_member

pytestmark = pytest.mark.django_db
PAGE, QUEUE = "/en/criteria/CFIT-LAP-TST-01/consultation/", "/en/criteria/consultations/answers/"
NUMBERS = [1, 3, 30]


def test_every_paragraph_and_threshold_is_a_place_of_its_own(asked):
    found = {place.key: place.heading for place in places.places_of(asked.read())}
    assert found[""] == "The whole criterion"
    assert found["requirement"] == "Requirement"
    assert found["parameters.cycles"] == "Thresholds: Full cycles"
    assert found["parameters.cycles.qualifier"] == "Thresholds: Full cycles – under which condition"
    assert len(set(found.values())) == len(found)


def test_who_reads_in_another_language_is_told_in_which_one_people_are_asked(asked, client):
    said = "in the language it was written in, English"
    assert said in client.get(f"{PAGE}?lang=nl").text
    assert said not in client.get(PAGE).text


def test_who_is_not_signed_in_is_told_how_to_take_part(cast, asked, client):
    page = client.get(PAGE).text
    assert "all it needs is an account" in page
    assert f"/accounts/login/?next={PAGE}" in page
    assert "<form" not in client.get(f"{PAGE}?paragraph=requirement").text.partition("<main")[2].partition("</main")[0]


def test_the_form_opens_at_its_paragraph_with_the_words_to_change(cast, asked):
    page = cast.client("market").get(f"{PAGE}?paragraph=rationale").text
    assert page.count('<form class="form"') == 1
    assert "Batteries wear out.</textarea>" in page
    assert 'name="organisation"' in page
    member = cast.client("contributor").get(f"{PAGE}?paragraph=parameters.cycles").text
    assert "proposed_text" not in member
    assert 'name="organisation"' not in member
    assert 'value="market"' not in member


def test_mistakes_come_back_with_what_was_typed(cast, asked):
    typed = {"side": "ngo", "organisation": "", "body": " ", "proposed_text": "Words I thought about."}
    back = cast.client("market").post(f"{PAGE}?paragraph=requirement", typed)
    assert back.status_code == 422
    assert "Words I thought about." in back.text
    assert "Name your organisation" in back.text
    assert "Write something first." in back.text


def test_a_comment_is_sent_and_stands_beside_its_paragraph(cast, asked):
    client = cast.client("contributor")
    said = {"side": "expert", "body": "Say when.", "proposed_text": "The product meets it <b>today</b>."}
    sent = client.post(f"{PAGE}?paragraph=requirement", said)
    assert sent.url.startswith(f"{PAGE}#comment-")
    page = client.get(PAGE).text
    assert "Your comment stands here." in page
    assert "Expert" in page
    assert "<ins>" in page
    assert "<b>today</b>" not in page


@pytest.mark.parametrize(("who", "status"), [("visitor", 403), ("account", 404)])
def test_words_are_given_back_to_who_may_not_send_them(cast, asked, who, status):
    Consultation.objects.update(audience="members")
    back = cast.client(who).post(f"{PAGE}?paragraph=requirement", {"body": "Long thoughts."})
    assert back.status_code == status
    assert "Long thoughts." in back.text


def test_an_answer_that_came_too_late_is_given_back(cast, asked):
    comment = say(asked, cast.user("contributor"))
    address = f"/en/criteria/consultations/comments/{comment.pk}/answer/"
    wrong = cast.client("reviewer").post(address, {"response": "Thought about it."})
    assert wrong.status_code == 422
    assert "Thought about it." in wrong.text
    cast.client("coordinator").post(f"/en/criteria/consultations/comments/{comment.pk}/hide/", {"reason": "Spam."})
    late = cast.client("reviewer").post(address, {"state": "accepted", "response": "Thought about it."})
    assert late.status_code == 409
    assert "Thought about it." in late.text


def test_two_reviewers_see_each_other(cast, asked):
    comment = say(asked, cast.user("contributor"))
    address = f"/en/criteria/consultations/comments/{comment.pk}/answer/"
    first = {"state": "accepted", "response": "I say yes.", "seen": ""}
    second = {"state": "rejected", "response": "I say no.", "seen": ""}
    assert cast.client("reviewer").post(address, first).status_code == 302
    late = cast.client("coordinator").post(address, second)
    assert late.status_code == 409
    assert "I say yes." in late.text
    assert "I say no." in late.text
    comment.refresh_from_db()
    assert (comment.state, f'value="{comment.answered_at.isoformat()}"' in late.text) == ("accepted", True)
    again = second | {"seen": comment.answered_at.isoformat()}
    assert cast.client("coordinator").post(address, again).status_code == 302


def test_a_closed_network_stays_unnamed(cast, asked):
    say(asked, cast.user("foreign-contributor"))
    assert "Norway" in cast.client("visitor").get(PAGE).text
    cast.abroad.unpublish()
    assert "Norway" not in cast.client("visitor").get(PAGE).text


def test_afterwards_everybody_reads_comments_and_answers_and_nobody_writes(cast, asked):
    comment = answer(say(asked, cast.user("contributor")), cast.user("reviewer"), why="Because it is so.")
    let_time_pass(asked.criterion)
    life.put_into_review(asked.criterion, reason=WHY, by=cast.user("coordinator"))
    page = cast.client("contributor").get(PAGE).text
    assert comment.body in page
    assert "Because it is so." in page
    assert "?paragraph=" not in page
    assert "Read what people said" in cast.client("visitor").get("/en/criteria/CFIT-LAP-TST-01/").text
    assert PAGE in cast.client("visitor").get("/en/criteria/CFIT-LAP-TST-01/changes/").text


def test_an_earlier_round_stays_where_it_was(cast, asked):
    comment = say(asked, cast.user("contributor"))
    life.call_off(asked.criterion, reason=WHY, by=cast.user("coordinator"))
    ask(asked.criterion, cast.user("secretariat"))
    client = cast.client("visitor")
    assert comment.body not in client.get(PAGE).text
    assert f"{PAGE}{asked.pk}/" in client.get(PAGE).text
    assert comment.body in client.get(f"{PAGE}{asked.pk}/").text
    assert client.get(comment.get_absolute_url()).url == f"{PAGE}{asked.pk}/#comment-{comment.pk}"
    assert client.get(f"{PAGE}999/").status_code == 404


def test_who_endorses_is_shown_the_way_to_what_waits(cast, asked):
    say(asked, cast.user("contributor"))
    let_time_pass(asked.criterion)
    life.put_into_review(asked.criterion, reason=WHY, by=cast.user("coordinator"))
    client = cast.client("secretariat")
    for address in ("life/", "life/endorse/"):
        assert f"{QUEUE}?criterion=CFIT-LAP-TST-01" in client.get(f"/en/criteria/CFIT-LAP-TST-01/{address}").text
    refused = client.post("/en/criteria/CFIT-LAP-TST-01/life/endorse/", {"reason": WHY})
    assert refused.status_code == 409
    assert refused.text.count("waits for an answer") == 1


def test_queue_can_be_narrowed_to_a_criterion(cast, asked):
    comment = say(asked, cast.user("contributor"))
    client = cast.client("reviewer")
    assert comment.body in client.get(f"{QUEUE}?criterion=cfit-lap-tst-01").text
    assert comment.body not in client.get(f"{QUEUE}?criterion=CFIT-LAP-TST-02").text


def test_the_desk_says_what_waits(cast, asked):
    say(asked, cast.user("contributor"))
    assert QUEUE in cast.client("reviewer").get("/en/members/").text
    assert QUEUE not in cast.client("contributor").get("/en/members/").text


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("who", "most"), [("visitor", 6), ("contributor", 10), ("reviewer", 10)])
def test_pages_need_as_many_queries_for_many_comments(cast, asked, django_assert_max_num_queries, number, who, most):
    client = cast.client(who)
    client.get(PAGE)
    for each in range(number):
        comment = say(asked, make_member((cast.network, cast.abroad)[each % 2]))
        if each % 3:
            answer(comment, cast.user("coordinator"))
    with django_assert_max_num_queries(most):
        assert client.get(PAGE).status_code == 200
    if who == "reviewer":
        with django_assert_max_num_queries(most):
            assert client.get(QUEUE).status_code == 200
