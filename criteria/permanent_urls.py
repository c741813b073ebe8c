"""Permanent, language-neutral addresses of criteria and their editions."""

from django.urls import path, re_path

from criteria.editions import views as editions
from criteria.library import views
from criteria.urls import NUMBER, REF

app_name = "permanent"
urlpatterns = [
    path("criteria/<slug:ref>/", views.permanent, name="criterion"),
    re_path(rf"^criteria/{REF}/{NUMBER}/$", editions.permanent, name="edition"),
    re_path(rf"^criteria/{REF}/{NUMBER}\.json$", editions.as_json, name="edition-json"),
    re_path(rf"^criteria/{REF}/{NUMBER}\.bib$", editions.as_bibtex, name="edition-bibtex"),
    re_path(rf"^criteria/{REF}/{NUMBER}\.csl\.json$", editions.as_csl, name="edition-csl"),
]
