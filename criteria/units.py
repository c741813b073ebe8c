"""Units of thresholds: which are exact multiples of another, and which are times that run from a moment."""

TIMES = {
    "year": ("month", 12),
    "month": ("month", 1),
    "week": ("day", 7),
    "day": ("day", 1),
    "working day": ("working day", 1),
}
"""In the singular, with their measure. Days are never made months, nor working days days."""
MEASURES = TIMES | {
    "hour": ("minute", 60),
    "kw": ("w", 1000),
    "kwh": ("wh", 1000),
    "kg": ("g", 1000),
    "percent": ("%", 1),
}


def measure_of(unit: str) -> tuple[str, int]:
    """The measure behind a unit, and how much of it one unit is."""
    single = _singular(unit)
    return MEASURES.get(single, (single, 1))


def is_time(unit: str) -> bool:
    """Whether it counts time from a moment, so that it says nothing without that moment."""
    return _singular(unit) in TIMES


def _singular(unit: str) -> str:
    word = " ".join(unit.lower().split())
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
