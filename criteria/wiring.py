"""What the room offers the portal, in one list: menus, search, sections, rights, notices, starter content."""

from django.utils.translation import gettext_lazy as _

from criteria import cards, followers, sections
from criteria import rights as _rights_on_resources
from criteria.adoption import cards as adoption_cards
from criteria.adoption import personal as adoption_personal
from criteria.adoption import rights as _rights_on_positions
from criteria.adoption import sections as adoption_sections
from criteria.adoption import telling as adoption_telling
from criteria.api import parts as api_parts
from criteria.consulting import personal as consulting_personal
from criteria.consulting import reminding as consulting_reminding
from criteria.consulting import rights as _rights_on_consultations
from criteria.consulting import sections as consulting_sections
from criteria.consulting import sheet_actions as consulting_sheets
from criteria.consulting import telling as consulting_telling
from criteria.importing import personal as importing_personal
from criteria.importing import rights as _rights_on_imports
from criteria.importing import running as importing_running
from criteria.languages import cards as languages_cards
from criteria.languages import personal as languages_personal
from criteria.languages import rights as _rights_on_texts
from criteria.library import following, tagged
from criteria.lifecycle import cards as life_cards
from criteria.lifecycle import rights as _rights_on_criteria
from criteria.resources import following as resources_following
from criteria.resources import personal as resources_personal
from criteria.resources import tagged as resources_tagged
from criteria.resources import telling as resources_telling
from criteria.tags import rights as _rights_on_tags
from criteria.talk import personal, showing
from criteria.talk import telling as talk_telling
from criteria.tender import cards as tender_cards
from criteria.tender import personal as tender_personal
from criteria.tender import rights as _rights_on_selections
from portal import forgetting, navigation, page_cache, personal_data, search, seed

RULES = (
    _rights_on_consultations,
    _rights_on_criteria,
    _rights_on_imports,
    _rights_on_positions,
    _rights_on_resources,
    _rights_on_selections,
    _rights_on_tags,
    _rights_on_texts,
)
"""Modules that register their answers about rights when they are imported."""


def connect() -> None:
    """Called once, when all models exist."""
    navigation.register_room("criteria", _("Criteria"), "criteria:browse")
    navigation.register_room("resources", _("Guidelines and tools"), "resources:browse")
    navigation.register_room("tags", _("Tags"), "tags:index")
    search.register_source("criteria", _("Criteria"), sections.site_search)
    search.register_source("resources", _("Guidelines and tools"), sections.search_resources)
    search.register_source("tags", _("Tags"), sections.search_tags)
    api_parts.register_all()
    sections.register()
    adoption_sections.register()
    adoption_telling.register()
    adoption_cards.register()
    life_cards.register()
    languages_cards.register()
    showing.register()
    following.connect()
    resources_following.connect()
    tagged.register()
    resources_tagged.register()
    resources_telling.register()
    talk_telling.register()
    consulting_telling.register()
    consulting_sections.register()
    consulting_reminding.register()
    followers.register()
    cards.register()
    tender_cards.register()
    personal_data.register("resources", export=resources_personal.export, erase=resources_personal.erase)
    personal_data.register("positions", export=adoption_personal.export, erase=adoption_personal.erase)
    personal_data.register("translations", export=languages_personal.export, erase=languages_personal.erase)
    personal_data.register("imports", export=importing_personal.export, erase=importing_personal.erase)
    personal_data.register("consultations", export=consulting_personal.export, erase=consulting_personal.erase)
    personal_data.register("comments", export=personal.export, erase=personal.erase)
    personal_data.register("selections", export=tender_personal.export, erase=tender_personal.erase)
    page_cache.shows_nothing_of("criteria.Selection", "criteria.SelectionItem", "criteria.Selection_shared_with")
    page_cache.shows_nothing_of(
        "criteria.Comment", "criteria.Mention", "criteria.Report", "criteria.ImportRun", "criteria.ConsultationSheet"
    )
    forgetting.register("old imports of criteria", importing_running.forget_old)
    forgetting.register("spreadsheets of consultations", consulting_sheets.forget_old)
    seed.register(5, "agreed tags", "criteria.tags.starter.load")
    seed.register(40, "criteria", "criteria.starter.loading.load")
    seed.register(42, "criteria in other languages", "criteria.languages.starter.load")
    seed.register(45, "guidelines and tools", "criteria.starter.resources.load")
    seed.register(80, "rights on the library", "criteria.starter.rights.load")
    seed.register_examples(10, "example submissions", "criteria.starter.examples.load")
    seed.register_examples(20, "example positions", "criteria.adoption.examples.load")
    seed.register_examples(30, "example consultations", "criteria.consulting.examples.load")
