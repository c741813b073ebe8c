"""Networks and who takes part in them."""

from networks.models.member_profile import MemberProfile
from networks.models.membership import Invitation, Membership, Role
from networks.models.network_page import LawRegime, NetworkDocument, NetworkIndexPage, NetworkPage
from networks.models.organisation import FormerName, Organisation
from networks.models.partial_date import Precision
from networks.models.participation import Participation
from networks.models.space import NetworkSpace

__all__ = [
    "FormerName",
    "Invitation",
    "LawRegime",
    "MemberProfile",
    "Membership",
    "NetworkDocument",
    "NetworkIndexPage",
    "NetworkPage",
    "NetworkSpace",
    "Organisation",
    "Participation",
    "Precision",
    "Role",
]
