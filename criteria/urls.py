"""Addresses of the library below `/<language>/criteria/`."""

app_name = "criteria"
urlpatterns: list = []
