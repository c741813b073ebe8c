"""The public guidelines and tools in `/sitemap.xml`."""

from datetime import date

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from criteria.models import ResourceEntry
from portal.reader import NOBODY


class ResourceSitemap(Sitemap):
    """Only what anybody may read, whoever asks."""

    def items(self) -> QuerySet[ResourceEntry]:
        return ResourceEntry.objects.visible_to(NOBODY).select_related("resource").order_by("resource__slug")

    def location(self, item: ResourceEntry) -> str:
        return reverse("resources:resource", args=[item.resource.slug])

    def lastmod(self, item: ResourceEntry) -> date:
        return item.updated_on
