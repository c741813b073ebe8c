"""The machine itself: whatever people try in whatever order, a criterion is only ever where it may be."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import LogContext

from criteria.lifecycle import actions, states, steps
from criteria.lifecycle.reading import entries
from criteria.models import Criterion
from criteria.terms import Status
from portal.reader import Reader
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.lifecycle import PLACES, days, let_time_pass, make_criterion_at

pytestmark = pytest.mark.django_db
WHO = ["secretary", "coordinator", "reviewer", "reader", "neighbour"]
WRITTEN = {"reason": "So it is.", "question": "Fit?", "opens_on": days(0), "closes_on": days(20)}


def try_step(key, criterion, by, successor):
    step = next(each for each in steps.STEPS if each.key == key)
    fields = {name: WRITTEN[name] for name in step.form.base_fields if name in WRITTEN}
    if "successor" in step.form.base_fields:
        fields["successor"] = successor
    steps.take(step, criterion, fields, by=by)


def publish(criterion, by):
    draft = criterion.get_latest_revision_as_object()
    draft.rationale += "!"
    draft.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def take_back(criterion, by):
    with LogContext(user=by):
        UnpublishAction(criterion, user=by).execute(skip_permission_checks=True)


DOORS = {
    "publish": publish,
    "take back": take_back,
    "old revision": lambda criterion, by: criterion.revisions.first().publish(user=by, skip_permission_checks=True),
    "time passes": lambda criterion, by: let_time_pass(criterion),
    "save": lambda criterion, by: (setattr(criterion, "status", Status.ENDORSED), criterion.save()),
}


def attempt(what, criterion, by, successor):
    with suppress(Refused, PermissionDenied):
        DOORS[what](criterion, by) if what in DOORS else try_step(what, criterion, by, successor)


@given(
    st.lists(
        st.tuples(st.sampled_from([*(step.key for step in steps.STEPS), *DOORS]), st.sampled_from(WHO)), max_size=9
    )
)
@settings(max_examples=15)
def test_no_path_leads_to_an_illegal_state_and_every_move_is_in_the_journal(cast, tried):
    criterion, successor = make_criterion(owner_network=cast.network), make_criterion()
    for what, who in tried:
        before = Criterion.objects.get(pk=criterion.pk)
        moves = entries(criterion).count()
        attempt(what, Criterion.objects.get(pk=criterion.pk), cast.find(who), successor)
        after = Criterion.objects.get(pk=criterion.pk)
        if after.status != before.status:
            assert after.status in states.ways(before)
            entry = entries(criterion).first()
            assert (entry.from_state, entry.to_state, entry.actor) == (before.status, after.status, cast.find(who))
            assert entries(criterion).count() == moves + 1
        assert after.status in states.machine(after).moves


OPEN = {
    "draft": ["consult"],
    "proposed": ["consult", "supersede", "withdraw"],
    "consultation": ["extend", "review", "call-off", "withdraw"],
    "review": ["consult", "send-back", "endorse", "withdraw"],
    "endorsed": ["begin-edition", "supersede", "withdraw"],
    "endorsed, next in work": ["consult", "keep-edition", "withdraw"],
    "endorsed, next in consultation": ["extend", "review", "call-off", "withdraw"],
    "endorsed, next in review": ["consult", "send-back", "endorse", "withdraw"],
    "superseded": ["take-up"],
    "withdrawn": ["take-up"],
}
MAY = {
    "secretary": {step.key for step in steps.STEPS},
    "coordinator": {"consult", "extend", "review", "call-off", "send-back", "begin-edition", "keep-edition"},
    "reviewer": {"send-back"},
    "reader": set(),
    "neighbour": set(),
}


@pytest.mark.parametrize("place", PLACES)
def test_who_can_do_what_where(cast, place):
    """Offered is exactly what can be done; what is not offered is refused, and nothing has moved then."""
    criterion = make_criterion_at(place, cast.secretary, owner_network=cast.network)
    for who in WHO:
        offered = [step.key for step in steps.open_to(Reader(cast.find(who)), criterion)]
        assert offered == [key for key in OPEN[place] if key in MAY[who]], who
        for step in steps.STEPS:
            if step.key not in offered:
                with pytest.raises(Refused):
                    try_step(step.key, criterion, cast.find(who), criterion)
    assert Criterion.objects.get(pk=criterion.pk).status == criterion.status


def test_what_no_network_looks_after_is_for_the_secretariat(cast):
    criterion = make_criterion()
    assert steps.open_to(Reader(cast.secretary), criterion)
    assert not steps.open_to(Reader(cast.coordinator), criterion)


def test_a_move_that_the_machine_does_not_have_is_a_mistake_of_ours(cast):
    with pytest.raises(ValueError, match="proposed -> endorsed"):
        states.move(make_criterion(), Status.ENDORSED, by=cast.secretary)


@pytest.mark.parametrize("place", ["proposed", "endorsed", "superseded", "withdrawn"])
def test_every_move_needs_a_reason(cast, place):
    criterion = make_criterion_at(place, cast.secretary)
    act = actions.take_up_again if place in {"superseded", "withdrawn"} else actions.withdraw
    with pytest.raises(Refused, match="Say why"):
        act(criterion, reason="  ", by=cast.secretary)
