"""Addresses of shared resources below `/<language>/resources/`."""

from django.urls import path

from criteria.resources import views

app_name = "resources"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("<slug:slug>/", views.resource, name="resource"),
]
