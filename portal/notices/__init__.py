"""What people are told and follow: in the portal, and by mail as often as they wish. Knows no room and no topic."""

from portal.models.notice import Frequency
from portal.notices.following import (
    follow,
    followed_by,
    followers_of,
    follows,
    register_followable,
    unfollow,
)
from portal.notices.kinds import register_kind
from portal.notices.notifying import notify
from portal.notices.reading import settle

__all__ = [
    "Frequency",
    "follow",
    "followed_by",
    "followers_of",
    "follows",
    "notify",
    "register_followable",
    "register_kind",
    "settle",
    "unfollow",
]
