"""Where editors work on events and registrations in the CMS."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from home.events.exports import EraseRegistrationView, RegistrationIndexView
from home.events.queries import counted
from home.models import EventPage, Registration

PROGRAMME: list[Panel] = [
    FieldRowPanel([FieldPanel("kind"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
    FieldPanel("title"),
    FieldPanel("abstract"),
    InlinePanel(
        "speakers",
        heading=_("Speakers"),
        label=_("speaker"),
        panels=[
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("role_at_event"), FieldPanel("organisation_at_event")]),
            FieldPanel("photo"),
        ],
    ),
]

EventPage.edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("title"),
                FieldPanel("summary"),
                MultiFieldPanel(
                    [
                        FieldPanel("time_zone"),
                        FieldRowPanel([FieldPanel("day"), FieldPanel("start_time")]),
                        FieldRowPanel([FieldPanel("end_day"), FieldPanel("end_time")]),
                        FieldPanel("later_of_two"),
                        FieldPanel("time_note"),
                    ],
                    heading=_("When"),
                ),
                MultiFieldPanel([FieldPanel("mode"), FieldPanel("venue")], heading=_("Where")),
                FieldRowPanel([FieldPanel("audience"), FieldPanel("languages")]),
                FieldPanel("introduction"),
                FieldPanel("practical"),
                FieldPanel("accessibility"),
                InlinePanel(
                    "organisers",
                    heading=_("Organisers"),
                    label=_("organiser"),
                    panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("organisation")])],
                ),
                FieldPanel("networks"),
                FieldPanel("tags"),
            ],
            heading=_("Event"),
        ),
        ObjectList(
            [InlinePanel("sessions", heading=_("Sessions"), label=_("session"), panels=PROGRAMME)],
            heading=_("Programme"),
        ),
        ObjectList(
            [
                FieldPanel("registration_open"),
                FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
                HelpPanel(
                    _("Opening and closing are in the time zone of your account; the event's own times are not.")
                ),
                FieldPanel("capacity"),
                FieldPanel("join_url"),
            ],
            heading=_("Registration"),
        ),
        ObjectList(
            [
                FieldPanel("aftermath"),
                FieldPanel("recording_url"),
                InlinePanel(
                    "materials",
                    heading=_("Material"),
                    label=_("material"),
                    panels=[FieldPanel("title"), FieldRowPanel([FieldPanel("document"), FieldPanel("address")])],
                ),
            ],
            heading=_("Afterwards"),
        ),
        ObjectList(EventPage.promote_panels, heading=_("Promote")),
        ObjectList(EventPage.settings_panels, heading=_("Settings")),
    ]
)


class EventIndexView(IndexView):
    """Events with how many seats are taken."""

    def get_queryset(self) -> QuerySet[EventPage]:
        return super().get_queryset().annotate(seats_taken=counted())


class EventListingViewSet(PageListingViewSet):
    """Events as a list of their own, beside the page explorer."""

    model = EventPage
    icon = "date"
    menu_label = _("All events")
    menu_order = 100
    index_view_class = EventIndexView
    columns = [
        *(column for column in IndexView.base_columns if column.name not in {"type", "status", "parent"}),
        Column("when", label=_("When"), accessor="when", sort_key="start"),
        Column("mode", label=_("Mode"), accessor="get_mode_display", sort_key="mode"),
        Column("seats_taken", label=_("Seats taken"), accessor="seats_taken"),
        Column("capacity", label=_("Seats"), accessor="capacity"),
        *(column for column in IndexView.base_columns if column.name == "status"),
    ]
    list_filter = ["mode", "registration_open"]


class RegistrationFilterSet(WagtailFilterSet):
    """What organisers look for among registrations."""

    event = django_filters.ModelChoiceFilter(queryset=EventPage.objects.order_by("-start"), label=_("Event"))
    state = django_filters.MultipleChoiceFilter(choices=Registration.State, label=_("State"))
    country = django_filters.AllValuesFilter(label=_("Country"))

    class Meta:
        model = Registration
        fields = ["event", "state", "country"]


class RegistrationViewSet(ModelViewSet):
    """Registrations: seen, filtered, exported and erased; never typed in by hand, because consent cannot be."""

    model = Registration
    icon = "group"
    menu_label = _("Registrations")
    menu_order = 200
    index_view_class = RegistrationIndexView
    list_display = ["name", "organisation", "event", "get_state_display", "country", "created_at"]
    list_export = [
        "event",
        "name",
        "email",
        "organisation",
        "country",
        "role",
        "access_needs",
        "state",
        "created_at",
        "confirmed_at",
    ]
    export_filename = "registrations"
    filterset_class = RegistrationFilterSet
    search_fields = ["name", "email", "organisation"]
    ordering = ["-created_at"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "event",
        "state",
        "name",
        "email",
        "organisation",
        "country",
        "role",
        "access_needs",
        "consent_at",
        "created_at",
        "confirmed_at",
        "erase_after",
    ]
    form_fields = ["state"]
    copy_view_enabled = False
    delete_view_class = EraseRegistrationView


class EventsGroup(ViewSetGroup):
    """The menu entry for events and the people who come."""

    items = (EventListingViewSet("all_events"), RegistrationViewSet("registrations"))
    menu_label = _("Events")
    menu_icon = "date"
    menu_order = 220
