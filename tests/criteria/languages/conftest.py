"""People who work with Dutch texts, and one text to work with."""

import pytest

from networks.models import Role
from tests.factories.criteria import make_criterion
from tests.factories.members import make_member
from tests.factories.pages import make_network
from tests.keeping import kept

REF = "CFIT-LAP-BAT-01"
WHO = {"reader": Role.READER, "contributor": Role.CONTRIBUTOR, "reviewer": Role.REVIEWER}
WHO |= {"coordinator": Role.COORDINATOR}


@kept
def netherlands():
    return make_network("Netherlands", "NL", languages=["nl"])


@pytest.fixture
def people(netherlands, person):
    """Somebody of the cast, of the Dutch network by role, or of a network that works in French."""
    made = {}

    def find(name):
        if name not in made:
            if name in WHO:
                made[name] = make_member(netherlands, name, WHO[name])
            elif name == "French coordinator":
                made[name] = make_member(make_network("France", "FR", languages=["fr"]), "francois", Role.COORDINATOR)
            else:
                made[name] = person(name)
        return made[name]

    return find


@kept
def criterion():
    return make_criterion(
        ref=REF,
        title="A battery that lasts",
        summary="For years.",
        requirement="It keeps 800 cycles.",
        rationale="A reason.",
        parameters=({"key": "cycles", "value": 800, "unit": "cycles", "label": "Cycles"},),
    )
