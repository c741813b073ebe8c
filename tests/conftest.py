"""What every test may ask for."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck, settings

from criteria.starter import rights as library_rights
from home import starter as home_starter
from networks import starter as network_starter
from portal import navigation, seed
from tests import keeping, restoring, templates
from tests.keeping import kept, kept_in
from tests.people import Person, make_person

settings.register_profile(
    "portal",
    # Nothing here is timed, for machines differ; and examples that share a test's database are meant to.
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Django makes its database as a copy of what is migrated already; it still migrates what might be missing."""
    connection.settings_dict["TEST"]["TEMPLATE"] = templates.migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        restoring.remember()
    with keeping.possible(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def forget_limits() -> Iterator[None]:
    """Rate limits count in the cache; no test may use up the attempts of another, or see its menus."""
    yield
    cache.clear()
    navigation.forget_menus()


@pytest.fixture(scope="module")
def database_as_it_was(django_db_setup, django_db_blocker) -> Iterator[None]:
    """For modules of `transaction=True` tests, which leave an empty database: fills it again for those that follow."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@kept_in(templates.filled)
def starter() -> None:
    """The whole starter content."""
    seed.load_all()


@kept
def rights() -> None:
    """The rights that editors and moderators start with."""
    library_rights.load()
    home_starter.load_rights()
    network_starter.load_rights()


@pytest.fixture
def person(rights) -> Callable[[str], Person]:
    """Somebody of the cast by name, made once per test."""
    made: dict[str, Person] = {}

    def find(name: str) -> Person:
        if name not in made:
            made[name] = make_person(name)
        return made[name]

    return find
