"""What can be done in a consultation, and what is refused: saying, letting through, answering, endorsing afterwards."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from criteria.consulting import actions
from criteria.lifecycle import actions as life
from criteria.lifecycle.doors import NotNow
from criteria.models import Consultation, ConsultationComment, Criterion
from criteria.talk.limits import TooOften
from criteria.terms import AnswerState, Audience, Status
from portal.models import JournalEntry, Notice
from portal.states import Refused
from tests.factories.consulting import answer, ask, say
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import WHY, days, let_time_pass

pytestmark = pytest.mark.django_db


def now(comment) -> ConsultationComment:
    return ConsultationComment.objects.select_related("consultation__criterion").get(pk=comment.pk)


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("title", flat=True))


def put_into_review(cast, asked) -> Criterion:
    let_time_pass(asked.criterion)
    life.put_into_review(asked.criterion, reason=WHY, by=cast.user("coordinator"))
    return Criterion.objects.get(pk=asked.criterion_id)


def test_members_are_shown_at_once_and_speak_from_their_network(cast, asked):
    comment = say(asked, cast.user("foreign-contributor"))
    assert (comment.condition, comment.side, comment.network) == ("shown", "buyer", cast.abroad)


def test_the_market_waits_for_a_moderator_and_hears_of_it(cast, asked):
    reviewer, author = cast.user("reviewer"), cast.user("market")
    comment = say(asked, author, side="market", organisation="Acme")
    assert (comment.condition, comment.network) == ("waiting", None)
    assert told(reviewer) == [f"A comment on {asked.criterion.ref} waits for a moderator"]
    actions.show(cast.reader("reviewer"), comment)
    assert now(comment).condition == "shown"
    assert told(author) == ["Your comment is shown now"]


def test_what_the_market_changes_waits_again(cast, asked):
    comment = say(asked, cast.user("market"), shown_by=cast.user("reviewer"))
    actions.edit(cast.reader("market"), comment, body="Other words.")
    assert now(comment).condition == "waiting"
    member = say(asked, cast.user("contributor"))
    actions.edit(cast.reader("contributor"), member, body="Other words.")
    assert now(member).condition == "shown"


def test_members_only_means_so(cast):
    asked = ask(make_criterion(owner_network=cast.network), cast.user("secretariat"), Audience.MEMBERS)
    with pytest.raises(Refused, match="not open to you"):
        say(asked, cast.user("market"))
    assert say(asked, cast.user("foreign-reader")).condition == "shown"


@pytest.mark.parametrize("dates", [(-9, -1), (1, 9)])
def test_only_the_days_of_the_consultation_count(cast, asked, dates):
    Consultation.objects.update(opens_on=days(dates[0]), closes_on=days(dates[1]))
    with pytest.raises(Refused):
        say(asked, cast.user("contributor"))


@pytest.mark.parametrize(
    ("key", "fields", "says"),
    [
        ("requirement", {"proposed_text": "a" * 4001}, "at most 4000"),
        ("title", {"proposed_text": "a" * 121}, "at most 120"),
        ("parameters.cycles", {"proposed_text": "900"}, "single paragraph"),
        ("", {"proposed_text": "Anew"}, "single paragraph"),
        ("guidance_buyer", {}, "not part of the wording"),
        ("requirement", {"side": "market"}, "speak for buyers"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(cast, asked, key, fields, says):
    with pytest.raises(Refused, match=says):
        say(asked, cast.user("contributor"), key, **fields)


def test_the_words_that_stand_there_are_no_proposal(cast, asked):
    same = say(asked, cast.user("contributor"), proposed_text=asked.criterion.requirement)
    title = say(asked, cast.user("contributor"), "title", proposed_text="One\nline")
    assert (same.proposed_text, title.proposed_text) == ("", "One line")


def test_a_flood_is_stopped_and_nobody_says_the_same_twice(cast, asked):
    say(asked, cast.user("contributor"), body="The same.")
    with pytest.raises(Refused, match="exactly this"):
        say(asked, cast.user("contributor"), body="The same.")
    for _number in range(5):
        say(asked, cast.user("contributor"))
    with pytest.raises(TooOften):
        say(asked, cast.user("contributor"))


def test_own_words_can_be_taken_back_until_they_are_answered(cast, asked):
    comment, answered = say(asked, cast.user("contributor")), say(asked, cast.user("contributor"))
    actions.take_back(cast.reader("contributor"), comment)
    assert (now(comment).body, now(comment).condition) == ("", "taken_back")
    answer(answered, cast.user("reviewer"))
    for refused in (actions.take_back, lambda reader, row: actions.edit(reader, row, body="Other")):
        with pytest.raises(Refused):
            refused(cast.reader("contributor"), answered)


def test_an_answer_has_a_reason_a_journal_line_and_tells_the_author(cast, asked):
    comment = say(asked, cast.user("contributor"))
    with pytest.raises(Refused, match="and why"):
        answer(comment, cast.user("reviewer"), why="  ")
    answer(comment, cast.user("reviewer"), AnswerState.REJECTED, "Too dear.")
    line = JournalEntry.objects.get(subject_id=str(comment.pk), to_state="rejected")
    assert (line.actor, line.reason) == (cast.user("reviewer"), "Too dear.")
    assert told(cast.user("contributor")) == ["Your comment in a consultation was answered"]


def test_nobody_decides_about_their_own_words(cast, asked):
    comment = say(asked, cast.user("reviewer"))
    for act in (
        lambda reader: actions.answer(reader, comment, state="accepted", response="Mine."),
        lambda reader: actions.hide(reader, comment, "Mine."),
    ):
        with pytest.raises(Refused):
            act(cast.reader("reviewer"))


def test_hidden_words_stay_with_author_and_moderators(cast, asked):
    comment = say(asked, cast.user("contributor"))
    actions.hide(cast.reader("reviewer"), comment, "Off the subject.")
    seen = {
        who: ConsultationComment.objects.visible_to(cast.reader(who)).exists()
        for who in ("visitor", "foreign-reviewer", "contributor", "coordinator")
    }
    assert seen == {"visitor": False, "foreign-reviewer": False, "contributor": True, "coordinator": True}
    assert "A moderator does not show your comment" in told(cast.user("contributor"))


def test_nothing_is_endorsed_while_somebody_waits(cast, asked):
    first, second = say(asked, cast.user("contributor")), say(asked, cast.user("market"))
    criterion, secretary = put_into_review(cast, asked), cast.user("secretariat")
    with pytest.raises(Refused, match="2 comments from its consultation wait"):
        life.endorse(criterion, reason=WHY, by=secretary)
    with pytest.raises(NotNow, match="2 comments"):
        criterion.save_revision(user=secretary).publish(user=secretary)
    answer(first, cast.user("reviewer"))
    actions.hide(cast.reader("reviewer"), second, "Advertising.")
    life.endorse(criterion, reason=WHY, by=secretary)
    assert Criterion.objects.get(pk=criterion.pk).status == Status.ENDORSED


def test_an_answer_can_change_until_the_endorsement(cast, asked):
    comment = answer(say(asked, cast.user("contributor")), cast.user("reviewer"))
    criterion = put_into_review(cast, asked)
    answer(now(comment), cast.user("reviewer"), AnswerState.PARTLY, "Only half.")
    life.endorse(criterion, reason=WHY, by=cast.user("secretariat"))
    with pytest.raises(Refused):
        answer(now(comment), cast.user("reviewer"), AnswerState.REJECTED)


def test_somebody_who_lost_the_role_meanwhile_is_refused(cast, asked):
    comment, reader = say(asked, cast.user("contributor")), cast.reader("reviewer")
    cast.user("reviewer").memberships.update(state="ended", until=timezone.now())
    with pytest.raises(Refused):
        actions.answer(reader, comment, state="accepted", response="Good.")


@pytest.mark.parametrize(
    "change",
    [
        {"body": ""},
        {"hidden_at": timezone.now()},
        {"state": "accepted"},
        {"taken_over_at": timezone.now() + timedelta(1)},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, asked, change):
    comment = say(asked, cast.user("contributor"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationComment.objects.filter(pk=comment.pk).update(**change)
