"""Addresses of the library below `/<language>/criteria/`."""

from django.urls import include, path, re_path

from criteria.comparing import views as comparing
from criteria.editions import views as editions
from criteria.library import views
from criteria.lifecycle import views as lifecycle

app_name = "criteria"
REF = "(?P<ref>(?i:cfit)-[A-Za-z]{2,5}-[A-Za-z]{2,6}-[0-9]{2,3})"
NUMBER = r"(?P<number>[0-9]{1,4}\.[0-9]{1,4})"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("labels/", views.labels, name="labels"),
    path("compare/", comparing.compare, name="compare"),
    path("topics/<slug:key>/", comparing.topic, name="topic"),
    path("talk/", include("criteria.talk.urls")),
    re_path(rf"^{REF}/$", views.criterion, name="criterion"),
    re_path(rf"^{REF}/changes/$", editions.changes, name="changes"),
    re_path(rf"^{REF}/consultation/$", lifecycle.consultation, name="consultation"),
    re_path(rf"^{REF}/life/$", lifecycle.life, name="life"),
    re_path(rf"^{REF}/life/(?P<key>[a-z-]+)/$", lifecycle.step, name="life-step"),
    re_path(rf"^{REF}/{NUMBER}/$", editions.edition, name="edition"),
]
