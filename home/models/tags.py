"""Which tags news and events carry; the words are those of the whole portal."""

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase

from criteria.models import Tag


class NewsTag(ItemBase):
    """A tag on a piece of news."""

    tag = models.ForeignKey(Tag, related_name="news_tags", on_delete=models.CASCADE)
    content_object = ParentalKey("home.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="news_tagged_once")]


class EventTag(ItemBase):
    """A tag on an event."""

    tag = models.ForeignKey(Tag, related_name="event_tags", on_delete=models.CASCADE)
    content_object = ParentalKey("home.EventPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="event_tagged_once")]
