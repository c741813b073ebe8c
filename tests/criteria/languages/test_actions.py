"""Writing, checking and standing behind a text: who, in which order, and two at once."""

import pytest

from criteria.editions.canonical import checksum
from criteria.languages import actions
from criteria.languages.actions import Overtaken
from criteria.models import CriterionText, LibraryText, LibraryVersion
from criteria.terms import TextState
from portal.models import JournalEntry
from portal.states import Refused
from tests.factories.languages import change, make_text

pytestmark = pytest.mark.django_db


def save(criterion, by, texts, *, edition="1.0", seen=0, **more):
    return actions.save_draft(criterion, "nl", texts=texts, edition=edition, seen=seen, by=by.user, **more)


def test_a_draft_is_written_checked_and_made_official(criterion, people):
    draft = save(criterion, people("contributor"), {"title": "Een batterij", "summary": ""})
    assert (draft.state, draft.missing, draft.stale) == ("draft", 6, 0)
    assert not LibraryText.objects.exists()
    checked = actions.check(draft, seen=1, by=people("reviewer").user)
    assert LibraryText.objects.get().title == "Een batterij"
    with pytest.raises(Refused, match="missing"):
        actions.make_official(checked, seen=1, by=people("coordinator").user)
    CriterionText.objects.update(missing=0)
    actions.make_official(checked, seen=1, by=people("coordinator").user)
    assert LibraryText.objects.get().state == TextState.OFFICIAL
    moves = list(JournalEntry.objects.filter(subject_type__model="criteriontext").values_list("from_state", "to_state"))
    assert sorted(moves) == [("checked", "official"), ("draft", "checked")]


def test_nobody_checks_what_they_wrote(criterion, people):
    draft = save(criterion, people("reviewer"), {"title": "Een batterij"})
    with pytest.raises(Refused):
        actions.check(draft, seen=1, by=people("reviewer").user)


def test_a_draft_changes_nothing_that_readers_are_counted_from(criterion, people):
    before = LibraryVersion.current()
    save(criterion, people("contributor"), {"title": "Accu"})
    assert LibraryVersion.current() == before


def test_editions_stay_as_they_are(criterion, people):
    edition = criterion.editions.get()
    actions.check(save(criterion, people("contributor"), {"title": "Accu"}), seen=1, by=people("reviewer").user)
    again = criterion.editions.get()
    assert (again.document, again.checksum) == (edition.document, checksum(edition.read()))


def test_work_on_a_text_goes_on_beside_what_readers_see(criterion, people):
    shown = make_text(criterion, texts={"title": "Accu", "summary": "Jaren."})
    draft = save(criterion, people("contributor"), {"title": "Batterij"})
    assert LibraryText.objects.get().title == "Accu"
    assert draft.paragraphs["summary"]["text"] == "Jaren."
    actions.check(draft, seen=1, by=people("reviewer").user)
    assert LibraryText.objects.get().title == "Batterij"
    shown.refresh_from_db()
    assert shown.replaced_at is not None


def test_two_translators_never_overwrite_each_other(criterion, people):
    save(criterion, people("contributor"), {"title": "Accu"})
    with pytest.raises(Overtaken) as refused:
        save(criterion, people("reviewer"), {"title": "Batterij"})
    assert refused.value.newer.paragraphs["title"]["text"] == "Accu"
    assert save(criterion, people("reviewer"), {"title": "Batterij"}, seen=1).round == 2


def test_what_was_checked_is_what_the_checker_saw(criterion, people):
    draft = save(criterion, people("contributor"), {"title": "Accu"})
    save(criterion, people("contributor"), {"title": "Nonsens"}, seen=1)
    with pytest.raises(Refused):
        actions.check(draft, seen=1, by=people("reviewer").user)
    assert not LibraryText.objects.exists()


def test_what_changed_while_somebody_wrote_is_out_of_date_at_once(criterion, people):
    change(criterion, title="A cell that lasts")
    draft = save(criterion, people("contributor"), {"title": "Een batterij"}, edition="1.0")
    assert (draft.stale, draft.paragraphs["title"]["original"]) == (1, "A battery that lasts")


def test_left_as_it_was_it_stays_out_of_date_unless_somebody_says_it_fits(criterion, people):
    make_text(criterion, texts={"title": "Accu"})
    change(criterion, title="A battery that lasts long")
    assert CriterionText.objects.get().stale == 1
    draft = save(criterion, people("contributor"), {"title": "Accu"}, edition="1.1")
    assert draft.stale == 1
    draft = save(criterion, people("contributor"), {"title": "Accu"}, edition="1.1", seen=1, still_fit={"title"})
    assert draft.stale == 0


def test_what_is_taken_back_is_a_draft_again(criterion, people):
    text = make_text(criterion, texts={"title": "Accu"})
    with pytest.raises(Refused, match="why"):
        actions.take_back(text, seen=1, reason=" ", by=people("reviewer").user)
    actions.take_back(text, seen=1, reason="It is wrong.", by=people("reviewer").user)
    text.refresh_from_db()
    assert text.is_draft
    assert not LibraryText.objects.exists()


def test_taken_back_beside_a_draft_it_goes(criterion, people):
    text = make_text(criterion, texts={"title": "Accu"})
    save(criterion, people("contributor"), {"title": "Batterij"})
    actions.take_back(text, seen=1, reason="It is wrong.", by=people("reviewer").user)
    assert CriterionText.objects.get().paragraphs["title"]["text"] == "Batterij"


VERBS = {
    "reader": set(),
    "contributor": {"translate"},
    "reviewer": {"translate", "show", "check", "take_back"},
    "coordinator": {"translate", "show", "check", "take_back", "official"},
    "French coordinator": set(),
    "member": set(),
    "editor": {"translate"},
    "moderator": {"translate"},
    "admin": {"translate", "show", "check", "take_back", "official"},
}


@pytest.mark.parametrize("who", VERBS)
def test_each_may_do_what_the_table_says(criterion, people, who):
    me = people(who)

    def tries(act):
        try:
            act()
        except Refused:
            return False
        return True

    done = {"translate"} if tries(lambda: save(criterion, me, {"title": "Accu"})) else set()
    CriterionText.objects.all().delete()
    for name, act in (("show", actions.show_unchecked), ("check", actions.check)):
        draft = make_text(criterion, state=TextState.DRAFT)
        done |= {name} if tries(lambda act=act, draft=draft: act(draft, seen=1, by=me.user)) else set()
        CriterionText.objects.all().delete()
    checked = make_text(criterion)
    done |= {"official"} if tries(lambda: actions.make_official(checked, seen=1, by=me.user)) else set()
    CriterionText.objects.all().delete()
    checked = make_text(criterion)
    done |= {"take_back"} if tries(lambda: actions.take_back(checked, seen=1, reason="x", by=me.user)) else set()
    assert done == VERBS[who]
