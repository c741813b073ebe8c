"""Addresses of the library below `/<language>/criteria/`."""

from django.urls import include, path, re_path

from criteria.library import views

app_name = "criteria"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("labels/", views.labels, name="labels"),
    path("talk/", include("criteria.talk.urls")),
    re_path(r"^(?P<ref>(?i:cfit)-[A-Za-z]{2,5}-[A-Za-z]{2,6}-[0-9]{2,3})/$", views.criterion, name="criterion"),
]
