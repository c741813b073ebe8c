"""Invitations nobody accepted are forgotten: they hold addresses of people who never came."""

from datetime import datetime, timedelta

from django.db.models import Q

from networks.models import Invitation

KEPT = timedelta(days=90)
"""From the day an invitation ended or was taken back."""


def forget_invitations(now: datetime) -> int:
    """Delete invitations that ended unused long ago; how many."""
    over = Q(ends_at__lt=now - KEPT) | Q(revoked_at__lt=now - KEPT)
    number, _by_model = Invitation.objects.filter(over, accepted_at=None).delete()
    return number
