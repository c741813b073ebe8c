"""Permanent, language-neutral addresses of criteria."""

from django.urls import path

from criteria.library import views

app_name = "permanent"
urlpatterns = [path("criteria/<slug:ref>/", views.permanent, name="criterion")]
