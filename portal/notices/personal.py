"""What notices, wishes and follows hold about a person: given out, and erased."""

from typing import Any

from portal.models import Follow, Notice, NoticeWish, OutgoingMail, User
from portal.notices.following import followed_by


def export(user: User) -> dict[str, Any]:
    """All of it as plain values."""
    notices = Notice.objects.filter(recipient=user, hidden_at=None, vetted=True)
    return {
        "notices": list(notices.values("kind", "title", "text", "path", "created_at", "read_at", "told_at", "told_as")),
        "wishes": list(NoticeWish.objects.filter(user=user).values("kind", "frequency")),
        "follows": [{"type": str(each.label), "what": each.title, "since": each.since} for each in followed_by(user)],
        "language": user.language,
        "mail_paused_at": user.mail_paused_at,
    }


def erase(user: User) -> None:
    """Forget all of it, mail on its way included. Notices of others stay, without saying who acted."""
    Notice.objects.filter(recipient=user).delete()
    Notice.objects.filter(actor=user).update(actor=None)
    NoticeWish.objects.filter(user=user).delete()
    Follow.objects.filter(user=user).delete()
    mails = OutgoingMail.objects.filter(person=user)
    mails.filter(sent_at=None, refused_at=None).delete()
    mails.update(person=None, subject="")
