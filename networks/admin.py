"""Where editors work on organisations and networks in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from networks.members.admin import InvitationViewSet, MembershipViewSet
from networks.models import NetworkPage, Organisation


class OrganisationViewSet(SnippetViewSet):
    """Organisations: who takes part, and who supports from the market's side."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    list_display = [
        "name",
        "short_name",
        "country",
        "get_kind_display",
        BooleanColumn("is_buyer"),
        BooleanColumn("market_side"),
    ]
    list_filter = ["kind", "country", "is_buyer", "market_side"]
    list_export = ["name", "short_name", "legal_name", "country", "kind", "is_buyer", "market_side", "website", "note"]
    export_filename = "organisations"
    ordering = ["name"]
    inspect_view_enabled = True
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("name"), FieldRowPanel([FieldPanel("short_name"), FieldPanel("legal_name")])],
                        heading=_("Name"),
                    ),
                    InlinePanel(
                        "former_names",
                        heading=_("Former names"),
                        label=_("former name"),
                        panels=[
                            FieldPanel("name"),
                            FieldRowPanel([FieldPanel("until"), FieldPanel("until_precision")]),
                        ],
                    ),
                    FieldRowPanel([FieldPanel("country"), FieldPanel("website")]),
                ],
                heading=_("Organisation"),
            ),
            ObjectList(
                [FieldPanel("kind"), FieldPanel("is_buyer"), FieldPanel("market_side"), FieldPanel("note")],
                heading=_("Part in the Pact"),
            ),
        ]
    )


class PeopleGroup(SnippetViewSetGroup):
    """The menu entry for everybody the Pact deals with."""

    items = (OrganisationViewSet, MembershipViewSet, InvitationViewSet)
    menu_label = _("People")
    menu_icon = "group"
    menu_order = 210


class NetworkPageViewSet(PageViewSet):
    """Networks in the page explorer: the facts in which they differ, at a glance."""

    model = NetworkPage
    columns = [
        *(column for column in ExplorableIndexView.base_columns if column.name not in {"type", "status", "parent"}),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("place", label=_("Code"), sort_key="place"),
        Column("coordinator", label=_("Coordinator"), sort_key="coordinator__name"),
        Column("law_regime", label=_("Law"), sort_key="law_regime"),
        Column("joined", label=_("Joined"), sort_key="joined_on"),
        *(column for column in ExplorableIndexView.base_columns if column.name == "status"),
    ]
    list_filter = ["kind", "law_regime"]
    list_export = [
        "title",
        "kind",
        "iso_3166_1",
        "iso_3166_2",
        "coordinator",
        "law_regime",
        "joined_on",
        "contact_email",
    ]
    export_filename = "networks"
