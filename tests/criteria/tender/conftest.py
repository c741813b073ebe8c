"""People with and without selections, and criteria to pick."""

import pytest

from networks.models import Role
from tests.factories.criteria import make_criterion
from tests.factories.members import make_member
from tests.factories.pages import make_network
from tests.keeping import kept
from tests.people import make_user, signed_in


@kept
def norway():
    return make_network("Norway", "NO")


@kept
def kari(norway):
    """Whose selections they are."""
    return make_member(norway, "kari", Role.CONTRIBUTOR)


@pytest.fixture
def ola(norway):
    """A colleague."""
    return make_member(norway, "ola", Role.READER)


@pytest.fixture
def stranger(db):
    """Somebody with an account and nothing else."""
    return signed_in("stranger", make_user("stranger@example.org"))


@kept
def battery():
    return make_criterion(ref="CFIT-LAP-BAT-01", title="Battery that lasts", topic="battery-cycles")
