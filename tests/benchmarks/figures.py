"""A measured figure, the table people read, and the same as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`ratio` is value / baseline of the same run; `aim` is what we hold ourselves to, in words."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    aim: str = ""

    @property
    def ratio(self) -> float | None:
        return round(self.value / self.baseline, 3) if self.baseline else None

    @property
    def line(self) -> str:
        ratio = f"{self.ratio:.0%}" if self.ratio is not None else ""
        return f"{self.name:<46}{self.value:>12,.1f} {self.unit:<6}{ratio:>7}  {self.aim}"


def write(figures: Iterable[Figure], file: Path) -> None:
    rows = [asdict(figure) | {"ratio": figure.ratio} for figure in figures]
    file.write_text(json.dumps(rows, indent=1) + "\n")
