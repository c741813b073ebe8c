"""Networks and who takes part in them."""

from networks.models.network_page import LawRegime, NetworkDocument, NetworkIndexPage, NetworkPage
from networks.models.organisation import FormerName, Organisation
from networks.models.partial_date import Precision
from networks.models.participation import Participation

__all__ = [
    "FormerName",
    "LawRegime",
    "NetworkDocument",
    "NetworkIndexPage",
    "NetworkPage",
    "Organisation",
    "Participation",
    "Precision",
]
