"""Addresses of members' own pages below `/<language>/members/`."""

from django.urls import path

from networks.members import desk_views, profile_views, views

app_name = "members"
urlpatterns = [
    path("", views.home, name="home"),
    path("profile/", profile_views.profile, name="profile"),
    path("profile/data.json", profile_views.data, name="data"),
    path("profile/close/", profile_views.close, name="close"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("join/<slug:slug>/", views.join, name="join"),
    path("networks/<slug:slug>/", views.people, name="people"),
    path("networks/<slug:slug>/leave/", views.leave, name="leave"),
    path("networks/<slug:slug>/desk/", desk_views.desk, name="desk"),
    path("networks/<slug:slug>/desk/requests/<int:pk>/", desk_views.decide, name="decide"),
    path("networks/<slug:slug>/desk/members/<int:pk>/", desk_views.member, name="member"),
    path("networks/<slug:slug>/desk/invite/", desk_views.invite, name="invite"),
    path("networks/<slug:slug>/desk/invite/list/", desk_views.invite_list, name="invite_list"),
    path("networks/<slug:slug>/desk/invitations/<int:pk>/", desk_views.revoke, name="revoke"),
    path("networks/<slug:slug>/desk/hand-over/", desk_views.hand_over, name="hand_over"),
]
