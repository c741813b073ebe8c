"""Addresses of the library below `/<language>/criteria/`."""

from django.urls import include, path, re_path

from criteria.adoption import desk_views as positions
from criteria.adoption import views as adoption
from criteria.comparing import views as comparing
from criteria.consulting import report_views as consulted
from criteria.consulting import sheet_views
from criteria.consulting import views as consulting
from criteria.editions import views as editions
from criteria.exports import list_views
from criteria.languages import views as languages
from criteria.library import views
from criteria.lifecycle import views as lifecycle

app_name = "criteria"
REF = "(?P<ref>(?i:cfit)-[A-Za-z]{2,5}-[A-Za-z]{2,6}-[0-9]{2,3})"
FILE = r"export\.(?P<ending>csv|xlsx|json|jsonld)"
NUMBER = r"(?P<number>[0-9]{1,4}\.[0-9]{1,4})"
LANGUAGE = r"(?P<language>[a-z]{2,3}(?:-[a-z]{2,8})?)"
NETWORK = r"(?P<slug>[-a-zA-Z0-9_]+)"
ROUND = rf"{REF}/consultation/(?:(?P<pk>[0-9]{{1,18}})/)?"
urlpatterns = [
    path("", views.browse, name="browse"),
    re_path(rf"^{FILE}$", list_views.criteria, name="export"),
    path("labels/", views.labels, name="labels"),
    path("labels/<slug:key>/", views.label, name="label"),
    path("matrix/", adoption.show_matrix, name="matrix"),
    re_path(r"^matrix\.(?P<kind>csv|xlsx)$", adoption.as_file, name="matrix_file"),
    path("positions/<slug:slug>/", positions.positions, name="network_positions"),
    path("compare/", comparing.compare, name="compare"),
    path("topics/<slug:key>/", comparing.topic, name="topic"),
    path("talk/", include("criteria.talk.urls")),
    path("consultations/", include("criteria.consulting.urls")),
    re_path(rf"^{REF}/$", views.criterion, name="criterion"),
    re_path(rf"^{REF}/positions/{NETWORK}/$", adoption.position, name="position"),
    re_path(rf"^{REF}/positions/{NETWORK}/decide/$", positions.decide, name="decide_position"),
    re_path(rf"^{REF}/positions/{NETWORK}/confirm/$", positions.confirm_position, name="confirm_position"),
    path("texts/", languages.overview, name="all-texts"),
    re_path(rf"^{REF}/texts/$", languages.languages, name="texts"),
    re_path(rf"^{REF}/texts/{LANGUAGE}/$", languages.write, name="text"),
    re_path(rf"^{REF}/texts/{LANGUAGE}/(?P<key>[a-z-]+)/$", languages.decide, name="text-step"),
    re_path(rf"^{REF}/changes/$", editions.changes, name="changes"),
    re_path(rf"^{REF}/consultation/$", consulting.consultation, name="consultation"),
    re_path(rf"^{REF}/consultation/(?P<pk>[0-9]{{1,18}})/$", consulting.consultation, name="consultation_round"),
    re_path(rf"^{ROUND}(?P<kind>comments|answers)-sheet/$", sheet_views.sheet, name="consultation_sheet"),
    re_path(rf"^{ROUND}(?P<kind>comments|answers)\.xlsx$", sheet_views.book, name="consultation_book"),
    re_path(rf"^{ROUND}report/$", consulted.report, name="consultation_report"),
    re_path(rf"^{ROUND}report\.(?P<kind>docx|csv)$", consulted.report_file, name="consultation_report_file"),
    re_path(rf"^{REF}/life/$", lifecycle.life, name="life"),
    re_path(rf"^{REF}/life/(?P<key>[a-z-]+)/$", lifecycle.step, name="life-step"),
    re_path(rf"^{REF}/{NUMBER}/$", editions.edition, name="edition"),
]
