"""Keeps Wagtail's own indexes of a record with many parts right, once for each time it is saved."""

from wagtail.models import ReferenceIndex
from wagtail.search import index
from wagtail.signal_handlers import disable_reference_index_auto_update as parts_at_rest

__all__ = ["index_anew", "parts_at_rest"]


def index_anew(record: index.Indexed) -> None:
    """What it refers to and what it is found by in the CMS, as just saved; belongs into that transaction.

    Wagtail's handlers do the former again for each part that is saved with the record. They are still within
    `parts_at_rest()`, a context manager.
    """
    ReferenceIndex.create_or_update_for_object(record)
    index.insert_or_update_object(record)
