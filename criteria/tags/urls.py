"""Addresses of tags below `/<language>/tags/`."""

from django.urls import path

from criteria.tags import views

app_name = "tags"
urlpatterns = [
    path("", views.index, name="index"),
    path("suggest/", views.suggestions, name="suggest"),
    path("<str:slug>/", views.tag, name="tag"),
]
