"""Addresses of comments in consultations, below `/<language>/criteria/consultations/`."""

from django.urls import path, re_path

from criteria.consulting import views
from criteria.consulting.acts import ACTS

urlpatterns = [
    path("answers/", views.answers, name="consultation_answers"),
    path("comments/<int:pk>/", views.comment, name="consultation_comment"),
    re_path(rf"^comments/(?P<pk>[0-9]{{1,18}})/(?P<verb>{'|'.join(ACTS)})/$", views.act, name="consultation_act"),
]
