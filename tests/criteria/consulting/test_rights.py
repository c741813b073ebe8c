"""Who may what in a consultation, by every way in: a matrix of people, and what each of them can see and do."""

import pytest

from criteria.models import ConsultationComment
from criteria.terms import AnswerState, Audience
from portal import personal_data
from portal.page_cache import content_version
from portal.rights import may
from tests.factories.consulting import answer, ask, say
from tests.factories.criteria import make_criterion
from tests.keeping import kept

pytestmark = pytest.mark.django_db
REF = "CFIT-LAP-TST-01"
PAGE, QUEUE = f"/en/criteria/{REF}/consultation/", "/en/criteria/consultations/answers/"
EVERYBODY = (
    "visitor",
    "account",
    "foreign-reviewer",
    "reader",
    "contributor",
    "reviewer",
    "coordinator",
    "secretariat",
)
CARETAKERS = {"reviewer", "coordinator", "secretariat"}
MAY = {
    "see": set(EVERYBODY),
    "see what waits": CARETAKERS,
    "see a members' round": set(EVERYBODY) - {"visitor", "account"},
    "comment": set(EVERYBODY) - {"visitor"},
    "comment among members": set(EVERYBODY) - {"visitor", "account"},
    "moderate": CARETAKERS,
    "answer": CARETAKERS,
    "take over": {"coordinator", "secretariat"},
}


@kept
def said(cast, asked):
    """A comment that waits, one that is shown, one that was accepted."""
    return {
        "waiting": say(asked, cast.user("market"), body="A quagga waits."),
        "shown": say(asked, cast.user("other"), body="A zebra stands."),
        "accepted": answer(say(asked, cast.user("other"), proposed_text="New."), cast.user("secretariat")),
    }


def act(comment, verb):
    return f"/en/criteria/consultations/comments/{comment.pk}/{verb}/"


def can(who, what):
    return who in MAY[what]


@pytest.mark.parametrize("who", EVERYBODY)
def test_page_and_queue_show_what_one_may_see(cast, said, who):
    client = cast.client(who)
    page = client.get(PAGE).text
    assert ("A zebra stands." in page) is can(who, "see")
    assert ("A quagga waits." in page) is can(who, "see what waits")
    assert ("?paragraph=requirement" in page) is can(who, "comment")
    queue = client.get(QUEUE)
    mine = can(who, "answer") or who == "foreign-reviewer"
    assert queue.status_code == (200 if mine else 404)
    assert ("A quagga waits." in queue.text) is can(who, "moderate")
    assert ("A zebra stands." in queue.text) is can(who, "answer")


@pytest.mark.parametrize("who", EVERYBODY)
def test_forms_do_what_one_may_do(cast, asked, said, who):
    client = cast.client(who)
    sent = client.post(f"{PAGE}?paragraph=requirement", {"side": "ngo", "organisation": "None", "body": "Mine."})
    assert (sent.status_code == 302) is can(who, "comment")
    for verb, comment, what, fields in (
        ("answer", "shown", "answer", {"state": "rejected", "response": "No."}),
        ("hide", "shown", "moderate", {"reason": "Off the subject."}),
        ("show", "waiting", "moderate", {}),
        ("take-over", "accepted", "take over", {}),
    ):
        assert (client.get(act(said[comment], verb)).status_code == 200) is can(who, what), verb
        assert (client.post(act(said[comment], verb), fields).status_code == 302) is can(who, what), verb
    rows = {name: ConsultationComment.objects.get(pk=row.pk) for name, row in said.items()}
    assert (rows["shown"].state == AnswerState.REJECTED) is can(who, "answer")
    assert (rows["waiting"].condition == "shown") is can(who, "moderate")
    assert (rows["accepted"].taken_over_at is not None) is can(who, "take over")


@pytest.mark.parametrize("who", EVERYBODY)
def test_members_keep_to_themselves_where_only_members_are_asked(cast, who):
    asked = ask(make_criterion(ref=REF, owner_network=cast.network), cast.user("secretariat"), Audience.MEMBERS)
    comment = say(asked, cast.user("other"), body="A zebra stands.")
    client = cast.client(who)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert ("A zebra stands." in page.text) is can(who, "see a members' round")
    assert ("comment)" in page.text) is can(who, "see a members' round")
    permanent = client.get(comment.get_absolute_url())
    assert permanent.status_code == (302 if can(who, "see a members' round") else 404)
    sent = client.post(f"{PAGE}?paragraph=requirement", {"side": "buyer", "organisation": "None", "body": "Mine."})
    assert (sent.status_code == 302) is can(who, "comment among members")


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_cms_lists_comments_for_the_secretariat(cast, said, who):
    listed = cast.client(who).get("/admin/consultation_comments/")
    assert (listed.status_code == 200) is (who == "secretariat")
    assert ("A quagga waits." in listed.text) is (who == "secretariat")


@pytest.mark.parametrize("who", EVERYBODY)
def test_rule_and_query_agree(cast, asked, said, who):
    reader = cast.reader(who)
    listed = set(ConsultationComment.objects.visible_to(reader).values_list("pk", flat=True))
    rows = ConsultationComment.objects.select_related("consultation__criterion")
    assert listed == {row.pk for row in rows if may(reader, "view", row)}


def test_own_data_hold_what_one_said_and_answered(cast, said):
    market = personal_data.export_of(cast.user("market"))["consultations"]
    assert [each["text"] for each in market["comments"]] == ["A quagga waits."]
    assert market["answers"] == []
    secretary = personal_data.export_of(cast.user("secretariat"))["consultations"]
    assert [each["answer"] for each in secretary["answers"]] == ["accepted"]


def test_a_closed_account_leaves_words_without_a_name(cast, asked, django_capture_on_commit_callbacks):
    comment = say(asked, cast.user("market"), organisation="Quagga Ltd", shown_by=cast.user("reviewer"))
    answer(comment, cast.user("reviewer"))
    before = content_version()
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase(cast.user("market"))
    assert content_version() > before
    personal_data.erase(cast.user("reviewer"))
    page = cast.client("visitor").get(PAGE).text
    assert comment.body in page
    assert "Somebody who has no account any more" in page
    assert "Quagga Ltd" not in page
    comment.refresh_from_db()
    assert (comment.author, comment.answered_by, comment.moderated_by) == (None, None, None)


def test_who_decides_needs_a_second_step(cast, said, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    for address in (QUEUE, act(said["shown"], "answer"), act(said["shown"], "hide")):
        assert cast.client("reviewer").get(address).status_code == 302
