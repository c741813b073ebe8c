"""The pages of topics in `/sitemap.xml`."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from criteria.comparing.topics import topics
from portal.reader import NOBODY


class TopicSitemap(Sitemap):
    """Topics that anybody may read about."""

    def items(self) -> list[str]:
        return topics(NOBODY)

    def location(self, item: str) -> str:
        return reverse("criteria:topic", args=[item])
