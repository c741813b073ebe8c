"""The models every room shares."""

from portal.models.journal import JournalEntry
from portal.models.media import PortalDocument, PortalImage, PortalRendition
from portal.models.notice import Follow, Frequency, Notice, NoticeWish
from portal.models.outbox import OutgoingMail
from portal.models.site import NavigationLink, SiteSettings
from portal.models.user import User

__all__ = [
    "Follow",
    "Frequency",
    "JournalEntry",
    "NavigationLink",
    "Notice",
    "NoticeWish",
    "OutgoingMail",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "SiteSettings",
    "User",
]
