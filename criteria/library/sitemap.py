"""The published criteria in `/sitemap.xml`."""

from datetime import date

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from criteria.models import LibraryEntry
from portal.reader import NOBODY


class CriterionSitemap(Sitemap):
    """Only what anybody may read, whoever asks."""

    def items(self) -> QuerySet[LibraryEntry]:
        return LibraryEntry.objects.visible_to(NOBODY).only("ref", "updated_on").order_by("ref")

    def location(self, item: LibraryEntry) -> str:
        return reverse("criteria:criterion", args=[item.ref])

    def lastmod(self, item: LibraryEntry) -> date:
        return item.updated_on
