"""What people do with their selections, also in two windows at once."""

import pytest

from criteria.models import Selection
from criteria.tender import actions, sharing
from criteria.tender.actions import Added, Overtaken, mark_of
from criteria.tender.address import MOST, Pick
from criteria.tender.queries import saved_contents
from portal.models import JournalEntry
from portal.reader import NOBODY
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.selections import make_edition, make_selection, refs

pytestmark = pytest.mark.django_db


def add(person, selection, *criteria):
    return actions.add(person.reader, selection, [Pick(criterion.ref) for criterion in criteria])


def test_criteria_are_pinned_to_the_edition_of_the_day(kari, battery):
    selection = make_selection(kari.user, battery)
    make_edition(battery)
    line = saved_contents(kari.reader, selection).lines[0]
    assert (line.number, line.newer, line.is_pinned) == ("1.0", "2.0", True)


def test_an_edition_that_is_named_is_the_one_that_is_kept(kari, battery):
    make_edition(battery)
    selection = actions.create(kari.reader, "Old", [Pick(battery.ref, "1.0"), Pick("CFIT-LAP-BAT-88")])
    assert [str(item.edition) for item in selection.items.all()] == ["CFIT-LAP-BAT-01 1.0"]


def test_what_is_there_stays_as_it_is(kari, battery):
    selection = make_selection(kari.user, battery)
    make_edition(battery)
    other = make_criterion()
    assert add(kari, selection, battery, other) == Added(new=1, known=1)
    assert refs(selection) == [battery.ref, other.ref]
    assert saved_contents(kari.reader, selection).lines[0].number == "1.0"


def test_two_windows_add_and_remove_without_losing_anything(kari, battery):
    one, other = make_criterion(), make_criterion()
    selection = make_selection(kari.user, battery)
    first_window, second_window = (Selection.objects.get(pk=selection.pk) for _each in range(2))
    add(kari, first_window, one)
    add(kari, second_window, other)
    actions.remove(kari.reader, first_window, battery.ref)
    actions.remove(kari.reader, second_window, battery.ref)
    assert refs(selection) == [one.ref, other.ref]


def test_a_note_of_another_window_is_not_overwritten_unread(kari, battery):
    selection = make_selection(kari.user, battery)
    empty = mark_of("")
    actions.say(kari.reader, selection, battery.ref, "For lot 1.", seen=empty)
    with pytest.raises(Overtaken) as refusal:
        actions.say(kari.reader, selection, battery.ref, "For lot 2.", seen=empty)
    assert refusal.value.newer == "For lot 1."
    actions.say(kari.reader, selection, battery.ref, "For both.", seen=mark_of("For lot 1."))
    assert selection.items.get().note == "For both."


def test_the_same_note_twice_is_no_conflict(kari, battery):
    selection = make_selection(kari.user, battery)
    for _window in range(2):
        actions.say(kari.reader, selection, battery.ref, "For lot 1.", seen=mark_of(""))


def test_a_note_on_what_was_taken_out_is_refused_not_lost(kari, battery):
    selection = make_selection(kari.user, battery)
    actions.remove(kari.reader, selection, battery.ref)
    with pytest.raises(Refused, match="Copy your note"):
        actions.say(kari.reader, selection, battery.ref, "Mine.", seen=mark_of(""))


def test_a_title_of_another_window_is_not_overwritten_unread(kari):
    selection = make_selection(kari.user, title="One")
    actions.rename(kari.reader, selection, "Two", seen=mark_of("One"))
    with pytest.raises(Overtaken):
        actions.rename(kari.reader, selection, "Three", seen=mark_of("One"))


def test_order_changes_within_a_place_of_the_tender(kari):
    spec, award, other = (make_criterion(criterion_type=kind) for kind in ("technical_spec", "award", "technical_spec"))
    selection = make_selection(kari.user, spec, award, other)
    actions.move(kari.reader, selection, other.ref, -1)
    assert refs(selection) == [other.ref, award.ref, spec.ref]
    for step, criterion in ((-1, other), (1, award), (1, make_criterion())):
        actions.move(kari.reader, selection, criterion.ref, step)
    assert refs(selection) == [other.ref, award.ref, spec.ref]


def test_moving_to_the_current_edition_is_to_the_one_that_was_seen(kari, battery):
    selection = make_selection(kari.user, battery)
    seen = make_edition(battery)
    newer = make_edition(battery, "Yet another one.")
    with pytest.raises(Refused, match=newer):
        actions.take_edition(kari.reader, selection, battery.ref, seen)
    actions.take_edition(kari.reader, selection, battery.ref, newer)
    assert saved_contents(kari.reader, selection).lines[0].newer == ""


def test_a_copy_has_all_but_its_readers(kari, ola, norway, battery):
    selection = make_selection(kari.user, make_criterion(), battery)
    actions.say(kari.reader, selection, battery.ref, "For lot 1.", seen=mark_of(""))
    sharing.show_to(kari.reader, selection, [norway])
    sharing.open_address(kari.reader, selection)
    copy = actions.duplicate(ola.reader, selection)
    assert (copy.owner, copy.title, copy.token) == (ola.user, "Laptops for schools (copy)", None)
    assert refs(copy) == refs(selection)
    assert copy.items.last().note == "For lot 1."
    assert not copy.shared_with.exists()


def test_limits_are_refused_with_nothing_written(kari, battery, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    monkeypatch.setattr(actions, "MOST_SELECTIONS", 1)
    selection = make_selection(kari.user, battery)
    with pytest.raises(Refused, match="room for 1 more"):
        add(kari, selection, make_criterion(), make_criterion())
    assert refs(selection) == [battery.ref]
    with pytest.raises(Refused, match="Delete one first"):
        make_selection(kari.user)
    assert MOST == 100


def test_who_is_not_its_owner_changes_nothing(kari, ola, norway, battery):
    selection = make_selection(kari.user, battery)
    sharing.show_to(kari.reader, selection, [norway])
    for who in (ola.reader, NOBODY):
        for attempt in (
            lambda who=who: actions.add(who, selection, []),
            lambda who=who: actions.remove(who, selection, battery.ref),
            lambda who=who: actions.move(who, selection, battery.ref, 1),
            lambda who=who: actions.say(who, selection, battery.ref, "x", seen=""),
            lambda who=who: actions.rename(who, selection, "x", seen=""),
            lambda who=who: actions.take_edition(who, selection, battery.ref, "1.0"),
            lambda who=who: actions.delete(who, selection),
            lambda who=who: sharing.open_address(who, selection),
            lambda who=who: sharing.close_address(who, selection),
            lambda who=who: sharing.show_to(who, selection, []),
        ):
            with pytest.raises(Refused, match="not yours"):
                attempt()
    assert refs(selection) == [battery.ref]


def test_sharing_is_for_networks_one_contributes_to_and_stands_in_the_journal(kari, ola, norway, battery):
    selection = make_selection(kari.user, battery)
    first = sharing.open_address(kari.reader, selection)
    assert sharing.open_address(kari.reader, selection) == first
    sharing.close_address(kari.reader, selection)
    sharing.show_to(kari.reader, selection, [norway])
    assert sharing.open_address(kari.reader, selection) != first
    said = JournalEntry.objects.filter(subject_type__model="selection", actor=kari.user).order_by("pk")
    assert list(said.values_list("to_state", flat=True)) == [
        *(sharing.ADDRESS, sharing.NO_ADDRESS),
        *(sharing.NETWORKS, sharing.ADDRESS),
    ]
    with pytest.raises(Refused, match="in which you contribute"):
        sharing.show_to(ola.reader, make_selection(ola.user), [norway])
