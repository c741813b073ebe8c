"""Addresses of the talk, below `/<language>/criteria/talk/`."""

from django.urls import path, re_path

from criteria.talk import views
from criteria.talk.acts import ACTS

TARGET = r"(?P<kind>criterion|resource)/(?P<key>[\w-]{1,80})"

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("<int:pk>/", views.comment, name="comment"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    re_path(rf"^(?P<pk>[0-9]{{1,18}})/(?P<verb>{'|'.join(ACTS)})/$", views.act, name="act"),
    re_path(r"^(?P<kind>criterion|resource)/(?P<key>[A-Za-z0-9-]{1,80})/$", views.say, name="say"),
    re_path(
        r"^(?P<kind>criterion|resource)/(?P<key>[A-Za-z0-9-]{1,80})/people/$", views.mentionable, name="mentionable"
    ),
]
