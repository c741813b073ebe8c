"""Mail that may not have arrived, in the CMS: a report with two decisions, and a line on the first page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.reader import reader_of
from portal.uncertain_mail import may_settle, send_again, settle, uncertain_to

SHOWN = 25
"""So many at once, for what is sent again goes out before the page answers."""


class UncertainMailView(WagtailAdminTemplateMixin, View):
    """Who may not have got their mail; each can be sent again or noted as settled."""

    template_name = "portal/admin/uncertain_mail.html"
    page_title = _("Mail that may not have arrived")
    header_icon = "mail"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = uncertain_to(reader_of(request), timezone.now()).select_related("person")
        page = Paginator(rows, SHOWN).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(page=page))

    def post(self, request: HttpRequest) -> HttpResponse:
        numbers = [int(number) for number in request.POST.getlist("mail") if number.isdecimal()][:SHOWN]
        if "again" in request.POST:
            count = send_again(numbers, by=reader_of(request))
            said = ngettext("%(count)d mail goes once more.", "%(count)d mails go once more.", count)
        else:
            count = settle(numbers, by=reader_of(request))
            said = ngettext("%(count)d mail is settled.", "%(count)d mails are settled.", count)
        if count:
            messages.success(request, said % {"count": count})
        else:
            messages.warning(request, _("Nothing was chosen that still waits for a decision."))
        return redirect("uncertain_mail")

    def get_breadcrumbs_items(self) -> list[Any]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class UncertainMailItem(MenuItem):
    """In the menu of reports, for whoever decides."""

    def __init__(self) -> None:
        super().__init__(UncertainMailView.page_title, reverse("uncertain_mail"), icon_name="mail", order=800)

    def is_shown(self, request: HttpRequest) -> bool:
        return may_settle(reader_of(request))


class UncertainMailPanel(Component):
    """How many wait for a decision, on the first page of the CMS; nothing where none do, or for who may not decide."""

    name = "uncertain_mail"
    template_name = "portal/admin/uncertain_mail_panel.html"
    order = 90

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        reader = reader_of(parent_context["request"])
        return {"count": uncertain_to(reader, timezone.now()).count() if may_settle(reader) else 0}
