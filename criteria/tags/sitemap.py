"""The pages of tags in `/sitemap.xml`."""

from django.contrib.sitemaps import Sitemap

from criteria.models import Tag
from criteria.tags import queries
from portal.reader import NOBODY


class TagSitemap(Sitemap):
    """Tags that something carries which anybody may read."""

    def items(self) -> list[Tag]:
        return list(Tag.objects.filter(pk__in=queries.counts(NOBODY)).order_by("slug"))

    def location(self, item: Tag) -> str:
        return item.get_absolute_url()
