"""Addresses of guidelines and tools below `/<language>/resources/`."""

from django.urls import path, re_path

from criteria.exports import list_views
from criteria.resources import review_views, share_views, views

app_name = "resources"
urlpatterns = [
    path("", views.browse, name="browse"),
    re_path(r"^export\.(?P<ending>csv|xlsx|json|jsonld)$", list_views.resources, name="export"),
    path("share/", share_views.share, name="share"),
    path("mine/", share_views.mine, name="mine"),
    path("queue/", review_views.queue, name="queue"),
    path("<slug:slug>/", views.resource, name="resource"),
    path("<slug:slug>/files/<int:key>/", views.download, name="download"),
    path("<slug:slug>/files/<int:key>/preview.webp", views.first_page, name="first_page"),
    path("<slug:slug>/edit/", share_views.edit, name="edit"),
    path("<slug:slug>/upload/", share_views.upload, name="upload"),
    path("<slug:slug>/preview/", views.preview, name="preview"),
    path("<slug:slug>/move/", share_views.move, name="move"),
    path("<slug:slug>/withdraw/", share_views.withdraw, name="withdraw"),
    path("<slug:slug>/review/", review_views.review, name="review"),
    path("<slug:slug>/review/decide/", review_views.decide, name="decide"),
    path("<slug:slug>/review/message/", review_views.message, name="message"),
    path("<slug:slug>/review/delegate/", review_views.delegate, name="delegate"),
]
