"""Addresses of selections, below `/<language>/selection/`."""

from django.urls import path, re_path

from criteria.tender import owner_views, saved_views, views

REF = "(?P<ref>CFIT-[A-Z]{2,5}-[A-Z]{2,6}-[0-9]{2,3})"
FILE = r"export\.(?P<ending>csv|xlsx|json)"
SHARED = r"s/(?P<token>[A-Za-z0-9_-]{20,64})"

app_name = "selection"
urlpatterns = [
    path("", views.selection, name="selection"),
    re_path(rf"^{FILE}$", views.as_file, name="export"),
    path("save/", saved_views.save, name="save"),
    path("mine/", saved_views.mine, name="mine"),
    re_path(rf"^{SHARED}/$", views.shared, name="shared"),
    re_path(rf"^{SHARED}/{FILE}$", views.shared_as_file, name="shared-export"),
    path("<int:pk>/", saved_views.saved, name="saved"),
    re_path(rf"^(?P<pk>[0-9]{{1,18}})/{FILE}$", saved_views.as_file, name="saved-export"),
    path("<int:pk>/rename/", owner_views.rename, name="rename"),
    path("<int:pk>/share/", owner_views.share, name="share"),
    path("<int:pk>/copy/", owner_views.copy, name="copy"),
    path("<int:pk>/delete/", owner_views.delete, name="delete"),
    re_path(rf"^(?P<pk>[0-9]{{1,18}})/{REF}/note/$", owner_views.note, name="note"),
]
