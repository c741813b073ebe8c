"""Conditions for many numbers at once, and their order."""

from collections.abc import Iterable

from django.db.models import BooleanField, F, Func, IntegerField, Value


def is_one_of(numbers: Iterable[int], field: str = "rid") -> Func:
    """Whether a field holds one of the numbers: one parameter, where `__in` would make one of each."""
    return Func(
        F(field),
        _given(numbers),
        arg_joiner=" = ANY(",
        template="%(expressions)s::bigint[])",
        output_field=BooleanField(),
    )


def place_in(numbers: Iterable[int], field: str = "rid") -> Func:
    """Where among the numbers a field stands, to order by."""
    return Func(
        _given(numbers),
        F(field),
        function="array_position",
        arg_joiner="::bigint[], ",
        output_field=IntegerField(),
    )


def _given(numbers: Iterable[int]) -> Value:
    """Written as PostgreSQL reads an array: thousands of numbers prepared one by one take longer than the query."""
    return Value(f"{{{','.join(map(str, numbers))}}}")
