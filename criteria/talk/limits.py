"""How much one person may say: counted in what they said, under the lock that their next comment waits for."""

from datetime import datetime, timedelta

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from criteria.models import Comment
from criteria.talk.people import Target
from criteria.talk.text import links
from networks.members.standing import standing_of
from networks.models import Membership
from portal.limits import Limit
from portal.reader import Reader
from portal.states import Refused

DAY = timedelta(days=1)
AT_MOST = ((6, timedelta(minutes=1)), (60, timedelta(hours=1)), (200, DAY))
"""So many comments in so long; what was taken back counts."""
SAME_ANYWHERE = timedelta(minutes=10)
FIRST_DAY_LINKS = 2
"""Links in all that somebody says on the first day as a member."""
REPORTS = Limit("comment-reports", times=20, seconds=3600)
SUGGESTIONS = Limit("mention-suggestions", times=60, seconds=60)


class TooOften(Refused):
    """Somebody, or a program, says too much."""


def check(reader: Reader, target: Target, text: str, now: datetime) -> None:
    """Raises Refused for one comment too many, for the same text again, and for too many links of a new member."""
    rows = Comment.objects.filter(author=reader.user, created_at__gt=now - DAY)
    said = list(rows.values_list("created_at", "text", "criterion", "resource"))
    for times, span in AT_MOST:
        if sum(at > now - span for at, *_rest in said) >= times:
            raise TooOften(_("You wrote a lot in a short time. Wait a little, then send this again."))
    for at, before, criterion, resource in said:
        here = target.pk == (criterion or resource) and bool(criterion) == hasattr(target, "ref")
        if before == text and (here or at > now - SAME_ANYWHERE):
            raise Refused(_("You wrote exactly this already."))
    check_links(reader, text, now)


def check_links(reader: Reader, text: str, now: datetime) -> None:
    """Raises Refused when somebody who became a member today links a lot: programs that advertise do."""
    count = len(links(text))
    if not count or not _is_new(reader, now):
        return
    today = Comment.objects.filter(author=reader.user, created_at__gt=now - DAY).values_list("text", flat=True)
    if count + sum(len(links(said)) for said in today) > FIRST_DAY_LINKS:
        raise Refused(_("On your first day as a member you can use two links. Tomorrow there is no limit."))


def _is_new(reader: Reader, now: datetime) -> bool:
    if standing_of(reader).is_secretariat:
        return False
    since = Membership.objects.filter(user=reader.user).aggregate(first=Min("since"))["first"]
    return since is None or since > now - DAY
