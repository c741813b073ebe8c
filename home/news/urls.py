"""Addresses of feeds."""

from django.urls import path

from home.news.feed import NewsFeed

app_name = "news"
urlpatterns = [path("news.atom", NewsFeed(), name="feed")]
