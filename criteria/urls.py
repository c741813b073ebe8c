"""Addresses of the library below `/<language>/criteria/`."""

from django.urls import include, path, re_path

from criteria.editions import views as editions
from criteria.exports import list_views
from criteria.library import views

app_name = "criteria"
REF = "(?P<ref>(?i:cfit)-[A-Za-z]{2,5}-[A-Za-z]{2,6}-[0-9]{2,3})"
FILE = r"export\.(?P<ending>csv|xlsx|json|jsonld)"
NUMBER = r"(?P<number>[0-9]{1,4}\.[0-9]{1,4})"
urlpatterns = [
    path("", views.browse, name="browse"),
    re_path(rf"^{FILE}$", list_views.criteria, name="export"),
    path("labels/", views.labels, name="labels"),
    path("talk/", include("criteria.talk.urls")),
    re_path(rf"^{REF}/$", views.criterion, name="criterion"),
    re_path(rf"^{REF}/changes/$", editions.changes, name="changes"),
    re_path(rf"^{REF}/{NUMBER}/$", editions.edition, name="edition"),
]
