"""The models every room shares."""

from portal.models.journal import JournalEntry
from portal.models.media import PortalDocument, PortalImage, PortalRendition
from portal.models.outbox import OutgoingMail
from portal.models.site import NavigationLink, SiteSettings
from portal.models.user import User

__all__ = [
    "JournalEntry",
    "NavigationLink",
    "OutgoingMail",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "SiteSettings",
    "User",
]
