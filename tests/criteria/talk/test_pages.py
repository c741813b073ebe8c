"""The talk on the page of a criterion, with and without script: what stands there, what comes back, what it costs."""

import pytest
from django.test import Client
from django.urls import reverse

from criteria.models import Comment, Report
from criteria.talk import queries
from tests.factories.talk import make_comment, make_report

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def page(things):
    return things.criterion.get_absolute_url()


@pytest.fixture
def say_url(things):
    return queries.say_address(things.criterion)


def act(comment, verb):
    return reverse("criteria:act", args=[comment.pk, verb])


def test_a_word_without_script(cast, page, say_url):
    client = cast.client("contributor")
    response = client.post(say_url, {"text": "It worked for <b>us</b>."}, follow=True)
    comment = Comment.objects.get()
    assert response.redirect_chain == [(f"{page}#comment-{comment.pk}", 302)]
    assert "It worked for &lt;b&gt;us&lt;/b&gt;." in response.text
    assert "Your comment stands here." in response.text


def test_a_word_with_script_swaps_the_talk_only(cast, say_url):
    response = cast.client("contributor").post(say_url, {"text": "It worked."}, headers=SCRIPT)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert 'data-announce="Your comment stands here."' in response.text
    assert f'id="comment-{Comment.objects.get().pk}"' in response.text


def test_an_answer_stands_beneath(cast, things, page):
    thread = make_comment(things.criterion, cast.user("author"))
    client = cast.client("contributor")
    address = reverse("criteria:answer", args=[thread.pk])
    assert "It worked." in client.get(address).text
    assert client.get(address, headers=SCRIPT).text.lstrip().startswith("<form")
    shown = client.post(address, {"text": "Here too."}, follow=True).text
    assert shown.index("It worked.") < shown.index("Here too.")
    assert Comment.objects.get(text="Here too.").parent == thread


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write something first."),
        (" \u200b\u202e ", "Write something first."),
        ("long " * 2000, "Use at most 4000 characters"),
        (" ".join(f"@nobody{number}" for number in range(11)), "Mention ten people at most"),
    ],
)
@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_mistakes_come_back_with_what_was_typed(cast, say_url, text, sentence, headers):
    response = cast.client("contributor").post(say_url, {"text": text}, headers=headers)
    assert response.status_code == 422
    assert sentence in response.text
    assert text.strip()[:500] in response.text
    assert response.get("HX-Retarget") == ("#say" if headers else None)
    assert not Comment.objects.exists()


def test_flood_is_answered_with_429(cast, say_url):
    client = cast.client("contributor")
    answers = [client.post(say_url, {"text": f"Number {number}"}).status_code for number in range(8)]
    assert answers == [302] * 6 + [429] * 2
    assert Comment.objects.count() == 6


@pytest.mark.parametrize("path", ["say", "answer"])
@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_text_of_who_was_removed_comes_back(cast, things, say_url, path, headers):
    thread = make_comment(things.criterion, cast.user("author"))
    client = cast.client("contributor")
    cast.user("contributor").memberships.update(state="ended", until=thread.created_at)
    address = say_url if path == "say" else reverse("criteria:answer", args=[thread.pk])
    response = client.post(address, {"text": "Half an hour of work"}, headers=headers)
    assert response.status_code == 404
    assert "Half an hour of work" in response.text
    assert things.criterion.title not in response.text


def test_text_of_who_was_signed_out_comes_back(say_url):
    response = Client().post(say_url, {"text": "Half an hour of work"})
    assert response.status_code == 403
    assert "Half an hour of work" in response.text
    assert "Sign in" in response.text


def test_every_form_is_guarded_against_forgery(cast, things, say_url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("contributor"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(say_url, {"text": "Forged"}).status_code == 403
    assert client.post(act(make_comment(things.criterion, cast.user("contributor")), "remove")).status_code == 403


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_changing_and_taking_back(cast, things, headers):
    client = cast.client("contributor")
    comment = make_comment(things.criterion, cast.user("contributor"))
    assert "It worked." in client.get(act(comment, "edit"), headers=headers).text
    assert "Better." in client.post(act(comment, "edit"), {"text": "Better."}, headers=headers, follow=True).text
    assert "Better." not in client.post(act(comment, "remove"), headers=headers, follow=True).text
    assert client.get(act(comment, "edit")).status_code == 404


def test_opening_an_address_changes_nothing(cast, things):
    comment = make_comment(things.criterion, cast.user("author"))
    for who in ("author", "coordinator"):
        for verb in ("edit", "remove", "hide", "report"):
            cast.client(who).get(act(comment, verb))
    comment.refresh_from_db()
    assert comment.state == "shown"
    assert not Report.objects.exists()


def test_taken_back_leaves_a_note_where_somebody_answered(cast, things, page):
    answered = make_comment(things.criterion, cast.user("author"), "First")
    make_comment(things.criterion, cast.user("other"), "Answer", parent=answered)
    alone = make_comment(things.criterion, cast.user("author"), "Alone")
    for comment in (answered, alone):
        cast.client("author").post(act(comment, "remove"))
    shown = cast.client("reader").get(page).text
    assert shown.count("Taken back by its author.") == 1
    assert "Answer" in shown


@pytest.mark.parametrize(("who", "sees"), [("reader", False), ("author", True), ("coordinator", True)])
def test_hidden_comment_on_the_page(cast, things, page, who, sees):
    comment = make_comment(things.criterion, cast.user("author"), "Very rude words")
    cast.client("coordinator").post(act(comment, "hide"), {"reason": "Not kind."})
    shown = cast.client(who).get(page).text
    assert ("Very rude words" in shown, "Not kind." in shown) == (sees, sees)
    assert ("Hidden by a moderator." in shown) is not sees


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_hiding_needs_a_reason(cast, things, reason):
    comment = make_comment(things.criterion, cast.user("author"))
    response = cast.client("coordinator").post(act(comment, "hide"), {"reason": reason})
    assert response.status_code == 422
    comment.refresh_from_db()
    assert comment.state == "shown"


def test_report_reaches_the_queue_and_is_decided_there(cast, things, page):
    comment = make_comment(things.criterion, cast.user("author"), "Buy our laptops")
    cast.client("other").post(act(comment, "report"), {"reason": "Advertising."})
    moderator = cast.client("coordinator")
    assert "One comment here was reported" in moderator.get(page).text
    queue = moderator.get(reverse("criteria:reports")).text
    assert "Buy our laptops" in queue
    assert "Advertising." in queue
    done = moderator.post(act(comment, "settle"), {"decision": "hide", "reason": "It is."}, follow=True).text
    assert "Nothing waits for you" in done
    assert "reported" not in cast.client("other").get(page).text


def test_second_moderator_is_told_that_it_is_decided(cast, things):
    comment = make_comment(things.criterion, cast.user("author"))
    make_report(comment, cast.user("other"))
    answers = [
        cast.client(who).post(act(comment, "settle"), {"decision": "keep", "reason": "Fine."})
        for who in ("coordinator", "foreign-coordinator")
    ]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Somebody has decided about this already." in answers[1].text


def test_report_shows_the_words_as_they_were(cast, things):
    comment = make_comment(things.criterion, cast.user("author"), "Before")
    make_report(comment, cast.user("other"))
    cast.client("author").post(act(comment, "edit"), {"text": "After"})
    queue = cast.client("coordinator").get(reverse("criteria:reports")).text
    assert "Before" in queue
    assert "After" in queue


def test_mentions_are_shown_as_names(cast, things, page, say_url):
    other = cast.user("other")
    cast.client("contributor").post(say_url, {"text": "Ask @other or @nobody"})
    shown = cast.client("reader").get(page).text
    assert f'<span class="mention">@{other.get_full_name()}</span>' in shown
    assert "@nobody" in shown
    assert "@example.org" not in shown.split('id="talk"')[1].split("</section>")[0]


def test_suggestions_are_those_who_may_read(cast, things):
    for name in ("olga", "foreign-reader", "account"):
        cast.user(name)
    client = cast.client("contributor")
    ask = lambda start: client.get(queries.people_address(things.network), {"q": start}).json()["people"]  # noqa: E731
    assert [found["handle"] for found in ask("ol")] == ["olga"]
    assert ask("foreign") == ask("account") == ask("") == []


def test_suggestions_are_limited(cast, things):
    client = cast.client("contributor")
    address = queries.people_address(things.criterion)
    answers = [client.get(address, {"q": "ol"}).status_code for _number in range(61)]
    assert answers[-2:] == [200, 429]


def test_long_talk_comes_in_pages(cast, things, page):
    comments = [make_comment(things.criterion, cast.user("author"), f"Number {number:02d}.") for number in range(45)]
    client = cast.client("reader")
    first, last = client.get(page).text, client.get(page, {"talk": "3"}).text
    assert ("Number 44." in first, "Number 00." in first, "Number 00." in last) == (True, False, True)
    oldest = comments[0]
    assert client.get(oldest.get_absolute_url())["Location"] == f"{page}?talk=3#comment-{oldest.pk}"


@pytest.mark.parametrize("asked", ["0", "999", "x", "-1", "٣", "9" * 50])
def test_odd_pages_of_the_talk_are_no_mistake(cast, things, page, asked):
    make_comment(things.criterion, cast.user("author"))
    assert "It worked." in cast.client("reader").get(page, {"talk": asked}).text


@pytest.mark.parametrize("who", ["visitor", "contributor", "coordinator"])
def test_queries_do_not_grow(cast, things, page, who, django_assert_max_num_queries):
    authors = [cast.user(name) for name in ("author", "other", "third")]

    def cost(number):
        while Comment.objects.count() < number:
            thread = make_comment(things.criterion, authors[Comment.objects.count() % 3], "Ask @other")
            thread.mentions.create(user=authors[1], handle="other")
            make_comment(things.criterion, authors[1], f"Answer to {thread.pk}", parent=thread)
        client = cast.client(who)
        client.get(page)
        with django_assert_max_num_queries(10 if who == "visitor" else 26) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    assert cost(2) == cost(4) == cost(30)


def test_pages_with_talk_are_kept_by_nobody(cast, page):
    assert "no-store" in cast.client("contributor").get(page)["Cache-Control"]
