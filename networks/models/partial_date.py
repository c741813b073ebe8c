"""Dates of which only the month or the year is known."""

from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("exact day")
    MONTH = "month", _("month and year only")
    YEAR = "year", _("year only")


_FORMATS = {Precision.DAY: "DATE_FORMAT", Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.YEAR: "Y"}


def partial_date(value: date | None, precision: str) -> str:
    """The date as far as it is known, in the reader's language; nothing for no date."""
    return date_format(value, _FORMATS[Precision(precision)]) if value else ""
