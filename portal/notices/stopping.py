"""The links in mails that stop them: without signing in, for one kind of notice or for everything."""

from django.core import signing

from portal.models import User

PURPOSE = "portal.notices.stop"
WITHIN = 90 * 24 * 3600
"""Seconds for which the link works."""


def token_for(person: User, kind: str) -> str:
    """A signed token that can do nothing but stop mail. It holds the number of the account and the kind, no name."""
    return signing.dumps([person.pk, kind], salt=PURPOSE, compress=False)


def found_by(token: str) -> tuple[User, str] | None:
    """Whose mail a token stops, and which kind; None for a wrong or old one and for a closed account."""
    try:
        number, kind = signing.loads(token, salt=PURPOSE, max_age=WITHIN)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = User.objects.filter(pk=number, is_active=True).first() if isinstance(number, int) else None
    return (person, kind) if person else None
