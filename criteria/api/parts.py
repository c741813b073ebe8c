"""What the library offers the public API."""

from django.utils.translation import gettext_lazy as _

from criteria.api import adoptions, criteria, labels, resources, vocabulary
from criteria.api.meanings import MEANINGS
from portal.api.registry import explain, offer_link, register


def register_all() -> None:
    """Called once, when all models exist."""
    register(
        "criteria",
        criteria.router,
        label="Criteria",
        about="Requirements for buying ICT: thresholds, proof, law, sources, and every edition.",
        order=10,
    )
    register(
        "vocabulary", vocabulary.router, label="Vocabulary", about="The words criteria are described with.", order=20
    )
    register("labels", labels.router, label="Labels", about="Labels, their generations and their demands.", order=30)
    register(
        "resources",
        resources.router,
        label="Guidelines and tools",
        about="What members share with everybody: guidelines, tools, templates, practice cases.",
        order=40,
    )
    register(
        "adoptions",
        adoptions.router,
        label="Adoption",
        about="Which network asks for which edition, and why.",
        order=15,
    )
    explain(MEANINGS)
    offer_link(_("Catalogue of the data (DCAT)"), "exchange:dcat")
    offer_link(_("Changes as a feed (Atom)"), "exchange:feed")
