"""How far the networks agreed at the end of each month: from the journal, so only from what was really decided then."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from criteria.adoption.matrix import Score
from criteria.adoption.queries import journal
from criteria.models import Edition, Position
from criteria.terms import Adoption
from portal.reader import Reader

MAX_POINTS = 36
"""Points of a chart; a longer story has coarser steps."""
STEPS = (1, 7, 30, 91, 365)
"""Days between points, of which the first is taken that needs no more than `MAX_POINTS`."""

type Key = tuple[str, int]


class Happening(NamedTuple):
    """Something that changes the count: a network's state (None: none any more), or a new main number of an edition."""

    at: datetime
    ref: str
    edition: tuple[int, int]
    network: int | None = None
    state: Adoption | None = None


@dataclass(frozen=True)
class Moment:
    """The score of all criteria together at the end of a day."""

    day: date
    score: Score


def harmonisation(
    reader: Reader, *, refs: Collection[str], networks: Collection[int], until: date | None = None
) -> tuple[Moment, ...]:
    """The score over time of what a reader sees in the matrix; nothing where nobody took a position.

    Three queries. Criteria and networks that are hidden today are in no point of the past either.
    """
    story = sorted(_happenings(reader, set(refs), set(networks)), key=lambda each: (each.at, each.network is not None))
    first = next((each.at for each in story if each.network is not None), None)
    if first is None:
        return ()
    end = until or timezone.localdate()
    days = list(_days(timezone.localdate(first), end))
    return tuple(_counted(story, days))


def _happenings(reader: Reader, refs: set[str], networks: set[int]) -> Iterator[Happening]:
    rows = Position.objects.visible_to(reader).filter(edition__ref__in=refs, network__in=networks).with_edition()
    positions = {str(row.pk): row for row in rows}
    for row in positions.values():
        if row.valid_to is not None:
            after = timezone.make_aware(datetime.combine(row.valid_to + timedelta(days=1), time.min))
            yield Happening(after, row.edition.ref, _number(row), row.network_id)
    for line in journal():
        moved = positions.get(line.subject_id)
        if moved is not None:
            state = Adoption(line.to_state)
            yield Happening(line.at, moved.edition.ref, _number(moved), moved.network_id, state)
    told = {row.edition.ref for row in positions.values()}
    editions = (
        Edition.objects.visible_to(reader).filter(ref__in=told).values_list("published_at", "ref", "major", "minor")
    )
    for at, ref, major, minor in editions:
        yield Happening(at, ref, (major, minor))


def _number(position: Position) -> tuple[int, int]:
    return position.edition.major, position.edition.minor


def _counted(story: list[Happening], days: Iterable[date]) -> Iterator[Moment]:
    """Plays the story once and looks at the count at the end of each day."""
    states: dict[Key, tuple[tuple[int, int], Adoption | None]] = {}
    majors: dict[str, int] = {}
    waiting = iter(story)
    upcoming = next(waiting, None)
    for day in days:
        while upcoming is not None and timezone.localdate(upcoming.at) <= day:
            _play(upcoming, states, majors)
            upcoming = next(waiting, None)
        held = (state for (ref, _network), (number, state) in states.items() if state and number[0] == majors.get(ref))
        yield Moment(day, Score.of(held))


def _play(what: Happening, states: dict[Key, tuple[tuple[int, int], Adoption | None]], majors: dict[str, int]) -> None:
    majors[what.ref] = max(what.edition[0], majors.get(what.ref, 0))
    if what.network is None:
        return
    before, _state = states.get((what.ref, what.network), ((0, 0), None))
    if what.state is not None or before <= what.edition:  # The end of an old position ends no newer one.
        states[what.ref, what.network] = what.edition, what.state


def _days(first: date, last: date) -> Iterator[date]:
    """From the first day to the last in even steps, both of them among the points."""
    span = (last - first).days
    step = next((days for days in STEPS if span // days < MAX_POINTS - 1), max(STEPS[-1], span // (MAX_POINTS - 1)))
    for passed in range(0, span, step):
        yield first + timedelta(days=passed)
    yield last
