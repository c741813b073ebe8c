"""Which pages anybody may read, as a condition inside the query that lists them."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


def open_to_all[Pages: PageQuerySet](pages: Pages) -> Pages:
    """The published ones among `pages` that neither they nor a page above closes to anybody.

    Wagtail's `public()` means the same and reads all restrictions with a query of its own for every list.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.alias(path=path).filter(path__startswith=F("page__path"))
    return pages.live().filter(~Exists(closed))
