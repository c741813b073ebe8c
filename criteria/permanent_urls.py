"""Permanent, language-neutral addresses of criteria and their editions: alone they negotiate, with an ending they give
that format.
"""

from django.urls import path, re_path

from criteria.exports import views
from criteria.urls import NUMBER, REF

FORMAT = r"(?P<ending>json|jsonld|bib|csl\.json|csv|xlsx)"

app_name = "permanent"
urlpatterns = [
    path("criteria/<slug:ref>/", views.criterion, name="criterion"),
    re_path(rf"^criteria/{REF}\.{FORMAT}$", views.criterion_as, name="criterion-format"),
    re_path(rf"^criteria/{REF}/{NUMBER}/$", views.edition, name="edition"),
    re_path(rf"^criteria/{REF}/{NUMBER}\.{FORMAT}$", views.edition_as, name="edition-format"),
]
