"""Addresses of the feeds of tags below `/feeds/tags/`."""

from django.urls import path

from criteria.tags.feed import TagFeed

app_name = "tag_feeds"
urlpatterns = [path("<str:slug>.atom", TagFeed(), name="tag")]
