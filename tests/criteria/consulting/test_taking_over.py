"""An accepted wording in the draft: exactly the paragraph that was proposed, by whoever took it over, with credit."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from criteria.consulting import places, taking_over
from criteria.consulting.taking_over import take_over, write
from criteria.lifecycle import actions as life
from criteria.models import ConsultationComment, Criterion, Label, LabelEquivalence, LegalBasis, ScaleStep
from criteria.paragraphs import paragraphs_of, with_texts
from criteria.talk.text import clean
from criteria.terms import AnswerState, CriterionType, ScaleMethod
from portal.states import Refused
from tests.factories.consulting import answer, say
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import WHY, let_time_pass

pytestmark = pytest.mark.django_db
NEW = "The battery lasts."


def latest(criterion) -> Criterion:
    return Criterion.objects.get(pk=criterion.pk).get_latest_revision_as_object()


def accepted(cast, asked, key="requirement", who="contributor", **fields) -> ConsultationComment:
    comment = say(asked, cast.user(who), key, proposed_text=NEW, **fields)
    answer(comment, cast.user("reviewer"))
    return ConsultationComment.objects.select_related("consultation__criterion").get(pk=comment.pk)


@pytest.fixture
def whole(db) -> Criterion:
    """A criterion with texts in every kind of part."""
    criterion = make_criterion(
        criterion_type=CriterionType.AWARD,
        scale_method=ScaleMethod.STEPPED,
        scale_note="Points.",
        rationale="Why.",
        guidance_buyer="Ask for it.",
        parameters=({"key": "one", "qualifier": "80 % left"}, {"key": "two", "unit": "years"}),
        proofs=2,
        published=False,
    )
    criterion.scale_steps = [ScaleStep(text="Low", share=0), ScaleStep(text="High", share=1)]
    criterion.labels = [LabelEquivalence(label=Label.objects.create(key="a", name="A"), gap="Not repair.")]
    criterion.legal_bases = [LegalBasis(act="Directive 2014/24/EU", jurisdiction="EU", role="enables", note="Art. 42.")]
    criterion.save()
    criterion.save_revision()
    return criterion


@settings(max_examples=25)
@given(data=st.data())
def test_taking_over_changes_exactly_the_proposed_paragraph(whole, data):
    draft = latest(whole)
    before = draft.document()
    paragraph = data.draw(st.sampled_from(paragraphs_of(before)))
    words = places.fitting(
        places.find(before, paragraph.key), clean(data.draw(st.text(min_size=1, max_size=40))) or "New"
    )
    assume(words)
    write(draft, paragraph.key, words)
    draft.save_revision(clean=False)
    after = latest(whole).document()
    assert after == with_texts(before, {paragraph.key: words})
    changed = {each.key: each.text for each in paragraphs_of(after)}.items() - {
        each.key: each.text for each in paragraphs_of(before)
    }.items()
    assert dict(changed) == {paragraph.key: words}


@pytest.mark.parametrize("key", ["requirement", "parameters.cycles.qualifier", "proofs.bid-technical_file.text"])
def test_an_accepted_wording_becomes_a_revision_of_who_took_it_over(cast, asked, key):
    comment = accepted(cast, asked, key)
    revision = take_over(cast.reader("coordinator"), comment)
    assert revision.user == cast.user("coordinator")
    assert {each.key: each.text for each in paragraphs_of(latest(asked.criterion).document())}[key] == NEW
    comment.refresh_from_db()
    assert (comment.taken_over_by, comment.taken_over_at is not None) == (cast.user("coordinator"), True)


def test_what_people_comment_on_and_what_readers_have_stays(cast, asked):
    take_over(cast.reader("coordinator"), accepted(cast, asked))
    asked.refresh_from_db()
    assert asked.read().requirement != NEW
    assert Criterion.objects.get(pk=asked.criterion_id).requirement != NEW


def test_credit_names_network_or_side_and_no_person(cast, asked):
    for who, name in (("contributor", "Netherlands"), ("market", "Supplier or maker")):
        fields = {"shown_by": cast.user("reviewer"), "organisation": "Acme"} if who == "market" else {}
        key = "requirement" if who == "contributor" else "rationale"
        side = {"side": "market"} if who == "market" else {}
        take_over(cast.reader("coordinator"), accepted(cast, asked, key, who, **fields, **side))
        note = latest(asked.criterion).change_note
        assert name in note
        assert not {"Acme", "Test", cast.user(who).first_name} & set(note.replace(",", " ").split())


def test_a_closed_network_is_not_credited(cast, asked):
    comment = accepted(cast, asked)
    cast.network.unpublish()
    comment.network.refresh_from_db()
    assert "(Public buyer)" in taking_over.credit(comment)


def test_credit_reaches_the_edition(cast, asked):
    take_over(cast.reader("coordinator"), accepted(cast, asked))
    let_time_pass(asked.criterion)
    life.put_into_review(asked.criterion, reason=WHY, by=cast.user("coordinator"))
    life.endorse(asked.criterion, reason=WHY, by=cast.user("secretariat"))
    edition = asked.criterion.editions.first()
    assert edition.read().requirement == NEW
    assert "Netherlands" in edition.change_note


def test_a_paragraph_that_changed_since_is_not_overwritten(cast, asked):
    comment = accepted(cast, asked)
    draft = latest(asked.criterion)
    draft.requirement = "Somebody wrote this meanwhile."
    draft.save_revision(clean=False)
    with pytest.raises(Refused, match="has changed since"):
        take_over(cast.reader("coordinator"), comment)
    assert latest(asked.criterion).requirement == "Somebody wrote this meanwhile."
    page = cast.client("coordinator").get(f"/en/criteria/consultations/comments/{comment.pk}/take-over/").text
    assert "Nothing is overwritten" in page
    assert "meanwhile" in page


def test_a_second_wording_for_the_same_paragraph_is_not_taken_over(cast, asked):
    first, second = accepted(cast, asked), accepted(cast, asked, who="foreign-contributor")
    take_over(cast.reader("coordinator"), first)
    for comment in (first, second):
        with pytest.raises(Refused):
            take_over(cast.reader("coordinator"), ConsultationComment.objects.get(pk=comment.pk))


@pytest.mark.parametrize("state", [AnswerState.PARTLY, AnswerState.REJECTED])
def test_only_what_was_accepted_is_taken_over(cast, asked, state):
    comment = say(asked, cast.user("contributor"), proposed_text=NEW)
    answer(comment, cast.user("reviewer"), state)
    with pytest.raises(Refused):
        take_over(cast.reader("coordinator"), comment)


def test_a_locked_draft_is_left_alone(cast, asked):
    comment = accepted(cast, asked)
    Criterion.objects.filter(pk=asked.criterion_id).update(locked=True, locked_by=cast.user("secretariat"))
    with pytest.raises(Refused, match="locked"):
        take_over(cast.reader("coordinator"), comment)
