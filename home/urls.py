"""Addresses of event registration below `/<language>/events/`."""

app_name = "events"
urlpatterns: list = []
