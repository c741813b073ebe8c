"""What the moves of a criterion's life bring: editions, days, links, notices."""

import pytest
from django.utils.formats import date_format

from criteria.documents import CriterionDocument
from criteria.followers import NEWS
from criteria.lifecycle import actions
from criteria.lifecycle.doors import NotNow
from criteria.models import Consultation, Criterion, LibraryEntry
from criteria.terms import ChangeKind, Status
from portal.models import Notice
from portal.notices import follow
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import WHY, consult, days, endorse, let_time_pass, make_criterion_at, renew
from tests.people import make_user

pytestmark = pytest.mark.django_db


def shown(criterion) -> CriterionDocument:
    return LibraryEntry.objects.get(criterion=criterion).read()


def write(criterion, **changes):
    draft = Criterion.objects.get(pk=criterion.pk).get_latest_revision_as_object()
    for field, value in changes.items():
        setattr(draft, field, value)
    draft.save_revision(clean=False)


def test_consultation_publishes_a_draft_with_its_days(cast):
    criterion = make_criterion(published=False)
    asked = consult(criterion, cast.secretary)
    document = shown(criterion)
    assert (document.status, document.life.opens_on, document.life.closes_on) == (
        Status.CONSULTATION,
        days(0),
        days(30),
    )
    assert document.edition == "1.0"
    assert asked.read().requirement == criterion.requirement


def test_endorsed_edition_stays_while_the_next_one_is_asked_about(cast):
    criterion = make_criterion(owner_network=cast.network)
    renew(criterion, cast.secretary)
    write(criterion, requirement="The next words.")
    asked = consult(criterion, cast.coordinator)
    document = shown(criterion)
    assert (document.status, document.life.next, document.life.closes_on) == (Status.ENDORSED, "consultation", days(30))
    assert document.requirement != "The next words."
    assert asked.read().requirement == "The next words."


def test_endorsing_publishes_the_latest_draft_with_who_approved_it(cast):
    criterion = make_criterion_at("endorsed, next in review", cast.secretary)
    write(criterion, applies_to="both", change_note="Used ones last as long.")
    actions.endorse(criterion, reason="All networks agreed.", by=cast.secretary)
    edition = criterion.editions.first()
    assert (edition.number, edition.change_kind, edition.approved_by) == ("2.0", ChangeKind.SCOPE, cast.secretary)
    assert edition.read().status is Status.ENDORSED
    assert (shown(criterion).life.reason, shown(criterion).life.next) == ("All networks agreed.", None)


def test_comments_have_until_the_last_day(cast):
    criterion = make_criterion()
    consult(criterion, cast.secretary)
    with pytest.raises(Refused, match="open until"):
        actions.put_into_review(criterion, reason=WHY, by=cast.secretary)
    let_time_pass(criterion)
    actions.put_into_review(criterion, reason=WHY, by=cast.secretary)
    assert Consultation.objects.get(criterion=criterion).ended_on == days(0)


@pytest.mark.parametrize(("opens", "closes"), [(-1, 5), (3, 2)])
def test_days_make_sense(cast, opens, closes):
    with pytest.raises(Refused, match="opens"):
        actions.open_consultation(
            make_criterion(), opens_on=days(opens), closes_on=days(closes), question="Fit?", by=cast.secretary
        )


def test_a_consultation_gets_longer_and_never_shorter(cast):
    criterion = make_criterion()
    consult(criterion, cast.secretary)
    with pytest.raises(Refused, match="later day"):
        actions.extend_consultation(criterion, closes_on=days(29), reason=WHY, by=cast.secretary)
    actions.extend_consultation(criterion, closes_on=days(40), reason=WHY, by=cast.secretary)
    assert shown(criterion).life.closes_on == days(40)


def test_what_is_superseded_names_its_successor(cast):
    old, new = make_criterion(), make_criterion()
    actions.supersede(old, successor=new, reason=WHY, by=cast.secretary)
    assert shown(old).life.successor == new.ref
    assert list(new.supersedes.all()) == [old]


@pytest.mark.parametrize("place", ["draft", "withdrawn", "superseded"])
def test_nothing_is_superseded_by_what_readers_should_not_use(cast, place):
    successor = make_criterion_at(place, cast.secretary)
    with pytest.raises(Refused, match="must be published"):
        actions.supersede(make_criterion(), successor=successor, reason=WHY, by=cast.secretary)


def test_nothing_supersedes_itself(cast):
    criterion = make_criterion()
    with pytest.raises(Refused, match="Name the criterion"):
        actions.supersede(criterion, successor=criterion, reason=WHY, by=cast.secretary)


def test_withdrawn_can_be_taken_up_again(cast):
    criterion = make_criterion_at("withdrawn", cast.secretary)
    assert (shown(criterion).status, shown(criterion).life.reason) == (Status.WITHDRAWN, WHY)
    actions.take_up_again(criterion, reason="A mistake.", by=cast.secretary)
    assert shown(criterion).status is Status.PROPOSED


def test_followers_hear_of_every_move_once(cast):
    mira, criterion = make_user("mira@example.org"), make_criterion(title="Batteries")
    follow(mira, criterion)
    endorse(criterion, cast.secretary)
    actions.withdraw(criterion, reason="Law has overtaken it.", by=cast.secretary)
    heard = Notice.objects.filter(recipient=mira, kind=NEWS).order_by("pk")
    assert [notice.title for notice in heard] == [
        f"Open for your comments until {date_format(days(30))}: Batteries",
        "In review: Batteries",
        "Endorsed: edition 1.1 of Batteries",
        "Withdrawn: Batteries",
    ]
    assert heard.last().text == "Law has overtaken it."


def test_nobody_hears_of_what_is_not_published(cast):
    mira = make_user("mira@example.org")
    draft = make_criterion(published=False)
    follow(mira, draft)
    with pytest.raises(Refused):
        actions.withdraw(draft, reason=WHY, by=cast.secretary)
    assert not Notice.objects.filter(recipient=mira).exists()


@pytest.mark.parametrize("start", ["draft", "review"])
def test_an_incomplete_draft_is_not_published_by_a_move(cast, start):
    criterion = make_criterion_at(start, cast.secretary)
    write(criterion, ambition=None, criterion_type="")
    with pytest.raises(Refused, match=r"Place in the tender: This field cannot be blank.*Ambition: choose a level"):
        consult(criterion, cast.secretary)
    if start == "review":
        with pytest.raises(Refused, match="not complete"):
            actions.endorse(criterion, reason=WHY, by=cast.secretary)


def test_what_took_the_place_of_another_is_not_taken_back(cast):
    old, new = make_criterion(), make_criterion()
    actions.supersede(old, successor=new, reason=WHY, by=cast.secretary)
    with pytest.raises(NotNow):
        Criterion.objects.get(pk=new.pk).unpublish()
