"""Content made once for a module and rolled back after it: publishing takes most of a test's time."""

from contextlib import contextmanager

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def for_the_module(django_db_setup, django_db_blocker):
    """A context manager in which a fixture of the module makes records."""

    @contextmanager
    def kept():
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept
