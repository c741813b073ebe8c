"""Permanent, language-neutral addresses of criteria."""

urlpatterns: list = []
