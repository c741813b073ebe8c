"""Records that many tests start from: made once, and kept for as long as the tests that follow ask for them too.

A pytest plugin. Each kept thing lives in a savepoint of one long transaction, and every test in one above it. Before a
test, what it does not ask for is rolled back and what is missing is made: no test sees what it did not ask for, and
none depends on which test ran before it. What takes long to make and is the same in every process is a copy of a
database that was made once for all of them; the other kept things are made on top.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connection, transaction

from tests.serving import drop_database, make_database


@dataclass(frozen=True)
class Start:
    """Something to start from: how it is made, of which others, and for which value of its parameter."""

    place: int
    make: Callable[..., Any]
    needs: tuple[str, ...]
    template: Callable[[], str] | None = None
    """The name of a database that holds it already."""
    given: tuple[Any, ...] = ()
    """The number of its parameter, and its value, where it has one."""


@dataclass
class Kept:
    """Something made, what is known by name since then, and what takes it away again."""

    start: Start
    values: dict[str, Any]
    ending: ExitStack


_starts: list[Start] = []
_kept: list[Kept] = []
_blockers: list[Any] = []
"""What lets the database be used, from when there is one."""
_copies: set[str] = set()
"""The names of databases that this process made for itself."""


def kept(make: Callable[..., Any]) -> Any:
    """A fixture of records that are made once for many tests; it may ask for other kept ones, defined before it.

    Every test gets a copy of what it returns, so that none leaves anything behind in memory either.
    """
    return _fixture(make)


def kept_for_each(params: Iterable[Any], **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """The same for a fixture with a parameter, which `make` is given first."""
    return lambda make: _fixture(make, params=list(params), **options)


def kept_in(template: Callable[[], str]) -> Callable[[Callable[..., Any]], Any]:
    """The same for what a database holds already, of which each process has a copy: where that can be, `make` rests.

    It comes before all other kept things and asks for none.
    """
    return lambda make: _fixture(make, template=template)


def _fixture(make: Callable[..., Any], *, template: Callable[[], str] | None = None, **options: Any) -> Any:
    needs = tuple(inspect.signature(make).parameters)[1 if options else 0 :]
    start = Start(len(_starts), make, needs, template)
    _starts.append(start)

    def give(own_copies: dict[str, Any], request: pytest.FixtureRequest, **others: Any) -> Any:
        if make.__name__ not in own_copies:
            own_copies[make.__name__] = make(*([request.param] if options else []), **others)
        return own_copies[make.__name__]

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    asked = [inspect.Parameter(name, kind) for name in ("own_copies", "request", *needs)]
    give.__signature__ = inspect.Signature(asked)  # type: ignore[attr-defined]
    give.__doc__, give.start = make.__doc__, start  # type: ignore[attr-defined]
    return pytest.fixture(name=make.__name__, **options)(give)


@pytest.fixture
def own_copies(db: None) -> dict[str, Any]:
    """What is kept at the moment, by name; copied in one go, for they name one another."""
    return deepcopy(_values())


@contextmanager
def possible(blocker: Any) -> Iterator[None]:
    """While there is a database. The very first test, which makes it, makes what it starts from for itself."""
    _blockers.append(blocker)
    yield
    with blocker.unblock():
        _give_up(0)
        for name in _copies:
            drop_database(name)
    _copies.clear()
    _blockers.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for blocker in _blockers:
        with blocker.unblock():
            _bring_about(_wanted(item))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a file, tests that start from the same stand together, and so do files; long files begin early.

    Tests that empty all tables come last in their file, whose end fills them again.
    """
    wanted = {item: [(start.place, start.given[:1]) for start in _wanted(item)] for item in items}
    files: dict[Any, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    places = {path: min((wanted[item] for item in found if wanted[item]), default=[]) for path, found in files.items()}
    order = sorted(files, key=lambda path: (places[path][:1], -len(files[path])))
    for path in order:
        files[path].sort(key=lambda item: (_empties_tables(item), wanted[item]))
    items[:] = [item for path in order for item in files[path]]


def _wanted(item: pytest.Item) -> list[Start]:
    """What a test starts from, in the order of making; nothing where it empties all tables at its end."""
    if _empties_tables(item):
        return []
    known: dict[str, Any] = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009  pytest has no public name
    call = getattr(item, "callspec", None)
    found = []
    for name, definitions in known.items():
        start: Start | None = getattr(definitions[-1].func, "start", None)
        if start is not None:
            given = (call.indices[name], call.params[name]) if call and name in call.params else ()
            found.append(replace(start, given=given))
    return sorted(found, key=lambda start: start.place)


def _empties_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


def _bring_about(wanted: list[Start]) -> None:
    there = [each.start for each in _kept]
    same = next((at for at, (one, other) in enumerate(zip(there, wanted, strict=False)) if one != other), len(there))
    _give_up(min(same, len(wanted)))
    for start in wanted[len(_kept) :]:
        _keep(start)


def _keep(start: Start) -> None:
    values = deepcopy(_values())  # Making one thing may change another in memory, as long as the first is there.
    with ExitStack() as ending:
        made = None
        if start.template:
            ending.enter_context(_in_copy_of(start.template()))
            ending.enter_context(_undone())
        else:
            ending.enter_context(_undone())
            made = start.make(*start.given[1:], **{name: values[name] for name in start.needs})
        _kept.append(Kept(start, values | {start.make.__name__: made}, ending.pop_all()))


def _values() -> dict[str, Any]:
    return _kept[-1].values if _kept else {}


def _give_up(down_to: int) -> None:
    while len(_kept) > down_to:
        _kept.pop().ending.close()


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _in_copy_of(template: str) -> Iterator[None]:
    """Leads Django's connection, which no transaction holds yet, to another database for a while."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_{template}"
    if name not in _copies:
        make_database(name, template)
        _copies.add(name)
    _lead_to(name)
    try:
        yield
    finally:
        _lead_to(usual)


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
