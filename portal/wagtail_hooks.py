"""Registers this room's parts of the CMS, and the portal's colours in it."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from portal.admin import UncertainMailItem, UncertainMailPanel, UncertainMailView


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin/colours.css"))


@hooks.register("register_admin_urls")
def uncertain_mail_urls() -> list[Any]:
    return [path("reports/mail/", UncertainMailView.as_view(), name="uncertain_mail")]


@hooks.register("register_reports_menu_item")
def uncertain_mail() -> UncertainMailItem:
    return UncertainMailItem()


@hooks.register("construct_homepage_panels")
def uncertain_mail_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(UncertainMailPanel())
