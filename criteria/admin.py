"""Where editors work on the library in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from criteria.choosers import GuardedChooserViewSet
from criteria.filters import CriterionFilterSet
from criteria.forms import CriterionForm
from criteria.languages.admin import TextsPanel
from criteria.lifecycle.admin import (
    LifeEditView,
    LifeIndexView,
    LifePanel,
    LifeUnpublishView,
    LifeWorkflowActionView,
)
from criteria.models import (
    AmbitionLevel,
    BackgroundFact,
    CpvCode,
    Criterion,
    Label,
    LabelRequirement,
    LifeCycleStage,
    ProductGroup,
    SourceReference,
    Strategy,
    Theme,
)
from criteria.resources.admin import ResourceViewSet
from criteria.tags.admin import TagViewSet
from criteria.viewsets import LibraryViewSet

CRITERION = TabbedInterface(
    [
        ObjectList(
            [
                LifePanel(heading=_("Where it stands")),
                FieldPanel("ref"),
                FieldPanel("title"),
                FieldPanel("summary"),
                FieldPanel("requirement"),
                InlinePanel("parameters", heading=_("Thresholds"), label=_("threshold")),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("criterion_type"), FieldPanel("ambition")]),
                        FieldRowPanel([FieldPanel("applies_to"), FieldPanel("topic")]),
                        FieldPanel("product_groups"),
                        FieldRowPanel([FieldPanel("theme"), FieldPanel("strategy")]),
                        FieldPanel("stages"),
                        FieldPanel("tags"),
                    ],
                    heading=_("Where it belongs"),
                ),
            ],
            heading=_("Requirement"),
        ),
        ObjectList(
            [
                InlinePanel("verifications", heading=_("Proofs"), label=_("proof")),
                InlinePanel("labels", heading=_("Labels that show it"), label=_("label")),
            ],
            heading=_("Proof"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("scale_method"), FieldPanel("scale_parameter")]),
                        FieldRowPanel([FieldPanel("weight_min"), FieldPanel("weight_max")]),
                        FieldPanel("scale_note"),
                    ],
                    heading=_("Award scale"),
                ),
                InlinePanel("scale_steps", heading=_("Steps"), label=_("step")),
            ],
            heading=_("Points"),
        ),
        ObjectList(
            [
                InlinePanel("legal_bases", heading=_("Legal basis"), label=_("legal basis")),
                InlinePanel("sources", heading=_("Sources"), label=_("source")),
            ],
            heading=_("Law and sources"),
        ),
        ObjectList(
            [
                FieldPanel("rationale"),
                FieldPanel("guidance_buyer"),
                FieldPanel("guidance_bidder"),
                FieldPanel("subject_matter_note"),
                FieldPanel("cost_note"),
                FieldPanel("market_readiness"),
            ],
            heading=_("Advice"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [FieldPanel("change_kind"), FieldPanel("change_note")], heading=_("This change, for readers")
                ),
                TextsPanel(heading=_("Translations")),
                FieldPanel("owner_network"),
                FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_due_on")]),
                InlinePanel(
                    "relations",
                    heading=_("Related criteria"),
                    label=_("relation"),
                    panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("to")])],
                ),
            ],
            heading=_("Care"),
        ),
    ],
    base_form_class=CriterionForm,
)


class CriterionViewSet(LibraryViewSet):
    """Criteria: what is asked, how it is proved, where it comes from."""

    model = Criterion
    icon = "tasks"
    chooser_viewset_class = GuardedChooserViewSet
    menu_label = _("Criteria")
    index_view_class = LifeIndexView
    edit_view_class = LifeEditView
    unpublish_view_class = LifeUnpublishView
    workflow_action_view_class = LifeWorkflowActionView
    edit_handler = CRITERION
    list_display = [
        "ref",
        "title",
        Column("type", label=_("Type"), accessor="get_criterion_type_display", sort_key="criterion_type"),
        Column("ambition", label=_("Ambition"), accessor="ambition", sort_key="ambition__rank"),
        Column("harmonisation", label=_("Harmonisation"), accessor="get_status_display", sort_key="status"),
        Column("review", label=_("Review due"), accessor="review_due_on", sort_key="review_due_on"),
        BooleanColumn("live", label=_("Published")),
    ]
    filterset_class = CriterionFilterSet
    list_export = [
        "ref",
        "title",
        "summary",
        "requirement",
        "get_criterion_type_display",
        "ambition",
        "get_status_display",
        "theme",
        "strategy",
        "applies_to",
        "live",
        "reviewed_on",
        "review_due_on",
    ]
    export_headings = {
        "get_criterion_type_display": _("Place in the tender"),
        "get_status_display": _("Status"),
    }
    export_filename = "criteria"
    ordering = ["ref"]
    list_per_page = 50


class WordViewSet(LibraryViewSet):
    """A plain vocabulary."""

    list_display = ["name", "key", "order"]
    list_export = ["key", "name", "description", "order"]


class ProductGroupViewSet(WordViewSet):
    model = ProductGroup
    icon = "folder-open-inverse"
    list_display = ["name", "key", "parent", "order"]
    list_export = ["key", "name", "parent", "scope", "exclusions"]


class ThemeViewSet(WordViewSet):
    model = Theme
    icon = "tag"


class StrategyViewSet(WordViewSet):
    model = Strategy
    icon = "tag"


class LifeCycleStageViewSet(WordViewSet):
    model = LifeCycleStage
    icon = "tag"


class AmbitionLevelViewSet(WordViewSet):
    model = AmbitionLevel
    icon = "order-up"
    list_display = ["name", "key", "rank"]


class LabelViewSet(WordViewSet):
    model = Label
    icon = "pick"
    list_display = ["name", "owner", "get_iso_type_display"]
    list_export = ["key", "name", "owner", "iso_type", "url"]


class LabelRequirementViewSet(LibraryViewSet):
    model = LabelRequirement
    icon = "list-ul"
    list_display = ["statement", "generation", "get_confidence_display", BooleanColumn("is_published")]
    list_filter = ["generation", "confidence", "is_published"]


class SourceReferenceViewSet(LibraryViewSet):
    model = SourceReference
    icon = "openquote"
    list_display = ["title", "publisher", "year", "get_kind_display", "jurisdiction"]
    list_filter = ["kind", "jurisdiction"]
    list_export = ["key", "kind", "publisher", "title", "year", "jurisdiction", "url", "licence"]


class BackgroundFactViewSet(LibraryViewSet):
    model = BackgroundFact
    icon = "info-circle"
    list_display = ["statement", "get_kind_display", "source"]


class CpvCodeViewSet(LibraryViewSet):
    model = CpvCode
    icon = "code"
    list_display = ["code", "name", BooleanColumn("verified")]
    list_filter = ["verified"]


class LibraryGroup(SnippetViewSetGroup):
    """The menu entry of the library."""

    items = (
        CriterionViewSet,
        ResourceViewSet,
        ProductGroupViewSet,
        ThemeViewSet,
        StrategyViewSet,
        LifeCycleStageViewSet,
        AmbitionLevelViewSet,
        LabelViewSet,
        LabelRequirementViewSet,
        SourceReferenceViewSet,
        BackgroundFactViewSet,
        CpvCodeViewSet,
        TagViewSet,
    )
    menu_label = _("Library")
    menu_icon = "tasks"
    menu_order = 200
