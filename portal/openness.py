"""Which pages anybody may read, or somebody, as a condition inside the query that lists them."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from portal.reader import Reader


def open_to_all[Pages: PageQuerySet](pages: Pages) -> Pages:
    """The published ones among `pages` that neither they nor a page above closes to anybody.

    Wagtail's `public()` means the same and reads all restrictions with a query of its own for every list.
    """
    return pages.live().filter(~Exists(_above()))


def open_to[Pages: PageQuerySet](pages: Pages, reader: Reader) -> Pages:
    """The published ones among `pages` that the reader can open: nothing closes them, or the reader is let in.

    Wagtail asks the same of each page when it serves it. A password never counts: it belongs to a visit, not a person.
    """
    user = reader.user
    if user is None or not user.is_active:
        return open_to_all(pages)
    if user.is_superuser:
        return pages.live().filter(~Exists(_above().filter(restriction_type=PageViewRestriction.PASSWORD)))
    lets_in = Q(restriction_type=PageViewRestriction.LOGIN)
    lets_in |= Q(restriction_type=PageViewRestriction.GROUPS, groups__in=user.groups.values("pk"))
    admitted = PageViewRestriction.objects.filter(lets_in, pk=OuterRef("pk"))
    return pages.live().filter(~Exists(_above().filter(~Exists(admitted))))


def _above() -> QuerySet[PageViewRestriction]:
    """The restrictions of a page and of all above it; for a query of pages."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return PageViewRestriction.objects.alias(path=path).filter(path__startswith=F("page__path"))
