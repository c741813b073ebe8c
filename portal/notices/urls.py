"""Addresses of notices, wishes and following below `/<language>/members/`."""

from django.urls import path

from portal.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.listing, name="list"),
    path("notices/read/", views.mark_all, name="read_all"),
    path("notices/<int:number>/", views.open_notice, name="open"),
    path("notices/<int:number>/read/", views.mark, name="read"),
    path("wishes/", views.wishes, name="wishes"),
    path("wishes/resume/", views.resume, name="resume"),
    path("follow/", views.follow, name="follow"),
]
