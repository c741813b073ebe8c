"""The story of harmonisation as a drawing: two areas over time, as numbers for an SVG. The same stands in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from criteria.adoption.history import Moment

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 14, 34
"""Room for the words of the axes."""
LABELS = 3
"""Dates that are written under the drawing: two stand at its ends."""


@dataclass(frozen=True)
class Tick:
    """A word beside an axis, and where it stands."""

    place: str
    label: str | int | date
    anchor: str = "end"


@dataclass(frozen=True)
class Chart:
    """A drawing of `width` by `height`; `decided` and `shared` are outlines, the second inside the first."""

    decided: str
    shared: str
    amounts: tuple[Tick, ...]
    days: tuple[Tick, ...]
    moments: tuple[Moment, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


def chart(moments: Sequence[Moment]) -> Chart | None:
    """The drawing; None where there is nothing to draw, or one day only."""
    if len(moments) < 2:
        return None
    most = max(moment.score.decided for moment in moments)
    top = next(size * 10**power for power in range(12) for size in (2, 4, 6, 8, 10) if size * 10**power >= most)
    first, span = moments[0].day, (moments[-1].day - moments[0].day).days

    def x(day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span

    def y(amount: int) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * amount / top

    def area(amounts: list[int]) -> str:
        """Steps: between two days with news nothing changed."""
        places = [(x(first), y(0))]
        for moment, amount in zip(moments, amounts, strict=True):
            places += [(x(moment.day), places[-1][1]), (x(moment.day), y(amount))]
        places.append((places[-1][0], y(0)))
        return " ".join(f"{across:.1f},{down:.1f}" for across, down in places)

    shown = sorted({round(i * (len(moments) - 1) / (LABELS - 1)) for i in range(LABELS)})
    anchors = {shown[0]: "start", shown[-1]: "end"}
    return Chart(
        area([moment.score.decided for moment in moments]),
        area([moment.score.shared for moment in moments]),
        tuple(Tick(f"{y(amount):.1f}", amount) for amount in (0, top // 2, top)),
        tuple(Tick(f"{x(moments[i].day):.1f}", moments[i].day, anchors.get(i, "middle")) for i in shown),
        tuple(moments),
    )
