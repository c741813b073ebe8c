"""Writing a large import beside the request: one transaction in a thread of its own, its progress there for all to see.

The thread dies with its process; the database then forgets what it wrote, and `look_after` says so.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from criteria.importing import running
from criteria.models import ImportRun, ImportState
from portal.models import User
from portal.states import Refused

logger = logging.getLogger(__name__)
EVERY = 5
"""Criteria between two notes of the progress."""
QUIET = timedelta(minutes=2)
"""After so long without a note the thread is not there any more."""
STOPPED = _("Importing was interrupted. Nothing was written: you can begin again.")


def start(run: ImportRun, *, by: User) -> ImportRun:
    """Begin to write once this transaction is through. Raises Refused as `running.apply`."""
    with transaction.atomic():
        current = running.held(run, ImportState.CHECKED, "apply_import", by=by)
        running.require_work(current)
        current.state, current.written, current.told_at, current.stopped = ImportState.WRITING, 0, timezone.now(), ""
        current.save()
        told = (current.pk, by.pk, get_language())
        thread = Thread(target=_beside, args=told, daemon=True, name=f"import-{current.pk}")
        transaction.on_commit(thread.start)
    return current


def look_after(run: ImportRun) -> None:
    """Take an import back to where it can be begun again, if whoever wrote it is gone."""
    if run.state == ImportState.WRITING and (run.told_at is None or run.told_at < timezone.now() - QUIET):
        _stop(run.pk, STOPPED)
        run.refresh_from_db()


def _beside(pk: int, person: int, language: str | None) -> None:
    """The whole thread: no mistake leaves an import where nobody can go on."""
    try:
        with override(language):
            write(pk, person)
    except Exception:
        logger.exception("An import stopped")
        with override(language):
            _stop(pk, gettext("Something went wrong here. Nothing was written."))
    finally:
        connections.close_all()


def write(pk: int, person: int) -> None:
    """All of it or nothing; what hinders it stands on its page."""
    run, by = ImportRun.objects.get(pk=pk), User.objects.get(pk=person)
    try:
        with _progress(pk) as told, transaction.atomic():
            running.write(run, by=by, told=told)
            running.held(run, ImportState.WRITING, "apply_import", by=by)
            run.save()
    except running.LibraryChanged as changed:
        _stop(pk, str(changed.reason))
        running.check_again(run)
    except Refused as refused:
        _stop(pk, str(refused.reason))


def _stop(pk: int, why: object) -> None:
    ImportRun.objects.filter(pk=pk, state=ImportState.WRITING).update(state=ImportState.CHECKED, stopped=str(why))


@contextmanager
def _progress(pk: int) -> Iterator[Callable[[int], None]]:
    """Notes how many are written over a connection of its own: the transaction shows nothing before its end."""
    beside = connections.create_connection(DEFAULT_DB_ALIAS)

    def told(number: int) -> None:
        if number % EVERY == 0:
            with beside.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {ImportRun._meta.db_table} SET written = %s, told_at = %s WHERE id = %s",  # noqa: S608  our own name
                    [number, timezone.now(), pk],
                )

    try:
        yield told
    finally:
        beside.close()
