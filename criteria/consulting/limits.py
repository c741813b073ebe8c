"""How much one person may say in consultations: counted in what they said, under a lock on the person."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from criteria.models import Consultation, ConsultationComment
from criteria.talk.limits import TooOften
from portal.models import User
from portal.states import Refused

DAY = timedelta(days=1)
AT_MOST = ((6, timedelta(minutes=1)), (60, timedelta(hours=1)), (200, DAY))
"""So many comments in so long, as in the talk; what was taken back counts."""


def check(
    author: User, consultation: Consultation, key: str, body: str, now: datetime, *, at_once: bool = False
) -> None:
    """Raises Refused for one comment too many, and for the same words about the same paragraph."""
    rows = ConsultationComment.objects.filter(author=author)
    recent = list(rows.filter(created_at__gt=now - DAY).values_list("created_at", flat=True))
    for times, span in AT_MOST[-1:] if at_once else AT_MOST:
        if sum(at > now - span for at in recent) >= times:
            raise TooOften(_("You wrote a lot in a short time. Wait a little, then send this again."))
    if rows.filter(consultation=consultation, paragraph_key=key, body=body).exists():
        raise Refused(_("You wrote exactly this already."))
