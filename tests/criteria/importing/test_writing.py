"""A large import is written beside the request: its progress is there to see, and it ends whole or not at all."""

import io
import threading
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.importing import running, writing
from criteria.models import Criterion, ImportRun, ImportState
from portal.states import Refused
from tests.factories.criteria import make_criterion
from tests.factories.imports import book, line, make_words

NUMBERS = range(10, 13)
CONTENT = [line(ref=f"CFIT-LAP-BAT-{number}") for number in NUMBERS]


def checked(editor):
    make_words()
    return running.begin(io.BytesIO(book(*CONTENT)), "a.xlsx", by=editor)


def begun(editor):
    """An import that somebody has begun to write; whoever writes it is the test."""
    run = checked(editor)
    run.state, run.told_at = ImportState.WRITING, timezone.now()
    run.save()
    return run


@pytest.fixture
def editor(person):
    return person("editor")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("database_as_it_was")
def test_written_beside_the_request_with_its_progress(editor, monkeypatch):
    monkeypatch.setattr(running, "PIECE", 3)
    run = checked(editor.user)
    monkeypatch.setattr(running, "PIECE", 2)
    monkeypatch.setattr(writing, "EVERY", 1)
    seen, going_on = [], threading.Event()
    revised = running._revised

    def watched(*args, **kwargs):
        going_on.wait(20)
        return revised(*args, **kwargs)

    monkeypatch.setattr(running, "_revised", watched)
    address = reverse("criteria_import_run", args=[run.pk])
    page = editor.client.post(reverse("criteria_import_apply", args=[run.pk]), follow=True).text
    seen.append("of 3 imported" in page and 'http-equiv="refresh"' in page)
    seen.append('http-equiv="refresh"' in editor.client.get(f"{address}?by_hand=1").text)
    assert not Criterion.objects.exists()
    going_on.set()
    for thread in threading.enumerate():
        if thread.name == f"import-{run.pk}":
            thread.join(20)
    run.refresh_from_db()
    assert seen == [True, False]
    assert (run.state, run.written, Criterion.objects.count()) == (ImportState.DONE, 3, 3)
    assert 'http-equiv="refresh"' not in editor.client.get(address).text


@pytest.mark.django_db
def test_every_step_is_told(editor):
    run, told = checked(editor.user), []
    running.write(run, by=editor.user, told=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 3)


@pytest.mark.django_db
def test_library_that_changed_is_checked_again_and_says_so(editor):
    run = begun(editor.user)
    make_criterion(ref="CFIT-LAP-BAT-10", published=False)
    writing.write(run.pk, editor.user.pk)
    run.refresh_from_db()
    assert (run.state, run.count("change"), Criterion.objects.count()) == (ImportState.CHECKED, 1, 1)
    assert "has changed since" in editor.client.get(reverse("criteria_import_run", args=[run.pk])).text


@pytest.mark.django_db
def test_who_lost_the_right_meanwhile_writes_nothing(editor):
    run = begun(editor.user)
    editor.user.groups.clear()
    writing.write(run.pk, editor.user.pk)
    run.refresh_from_db()
    assert (run.state, Criterion.objects.exists()) == (ImportState.CHECKED, False)
    assert "may not do this" in run.stopped


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "state"), [(1, ImportState.WRITING), (3, ImportState.CHECKED)])
def test_an_import_whose_writer_is_gone_can_be_begun_again(editor, minutes, state):
    run = begun(editor.user)
    ImportRun.objects.filter(pk=run.pk).update(told_at=timezone.now() - timedelta(minutes=minutes))
    page = editor.client.get(reverse("criteria_import_run", args=[run.pk])).text
    run.refresh_from_db()
    assert run.state == state
    assert ("was interrupted" in page) is (">Import</button>" in page) is (state == ImportState.CHECKED)


@pytest.mark.django_db
def test_nobody_writes_or_gives_up_what_is_being_written(editor):
    run = begun(editor.user)
    for move in (running.apply, running.give_up, writing.start):
        with pytest.raises(Refused):
            move(run, by=editor.user)
