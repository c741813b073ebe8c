"""The mails notices become: one for a single notice, one for a digest; each with its way to stop."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise

from portal import mail
from portal.models import Notice, User
from portal.notices.kinds import kind_of, kinds
from portal.notices.stopping import token_for
from portal.notices.wishes import EVERYTHING

KEYS = ("notice-", "digest-")
"""How the keys of these mails start."""
DIGEST_ITEMS = 50
"""Notices a digest writes out; the rest is counted and stands in the portal."""


@dataclass
class Part:
    """The notices of one kind."""

    label: str | Promise
    notices: list[Notice] = field(default_factory=list)


def mail_notice(person: User, notice: Notice) -> str:
    """Put the mail of a single notice into the outbox; its key."""
    kind = kind_of(notice.kind)
    return _mail(person, "notice", notice, stops=kind.key, notice=notice, kind=kind)


def mail_digest(person: User, notices: list[Notice]) -> str:
    """Put one mail with all these notices into the outbox, by kind; its key. `notices` is not empty."""
    written = notices[:DIGEST_ITEMS]
    extra = {"parts": _parts(written), "count": len(notices), "left_out": len(notices) - len(written)}
    return _mail(person, "digest", notices[0], stops=EVERYTHING, **extra)


def _parts(notices: list[Notice]) -> list[Part]:
    order = {kind.key: place for place, kind in enumerate(kinds())}
    parts: dict[str, Part] = {}
    for notice in sorted(notices, key=lambda each: order.get(each.kind, len(order))):
        parts.setdefault(notice.kind, Part(kind_of(notice.kind).label)).notices.append(notice)
    return list(parts.values())


def _mail(person: User, template: str, first: Notice, *, stops: str, **context: object) -> str:
    """No notice is in two mails, so the first one names the mail."""
    key = f"{template}-{first.pk}"
    stop_path = reverse("stop_notices", args=[token_for(person, stops)])
    headers = {
        "List-Unsubscribe": f"<{mail.portal_address()}{stop_path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    mail.queue(
        key=key,
        to=person.email,
        person=person,
        language=person.language,
        template=f"mail/{template}.txt",
        context={"person": person, "stop_path": stop_path, **context},
        headers=headers,
        at_most_once=True,
        send=False,
    )
    return key
