"""Makes members and comments for tests of the talk."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from criteria.models import Comment, Criterion, Report, Resource
from networks.models import MemberProfile, Membership, NetworkPage, Role
from portal.models import User
from tests.people import make_user

_numbers = count(1)


def make_member(network: NetworkPage, role: Role = Role.CONTRIBUTOR, name: str = "", *, days: float = 30) -> User:
    """Somebody who has belonged to a network for some days, with a short name like the first part of the address."""
    name = name or f"member-{next(_numbers)}"
    user = User.objects.filter(email=f"{name}@example.org").first() or make_user(f"{name}@example.org")
    since = timezone.now() - timedelta(days=days)
    Membership.objects.create(user=user, network=network, role=role, state=Membership.State.ACTIVE, since=since)
    MemberProfile.objects.get_or_create(user=user, defaults={"handle": name})
    return user


def make_comment(target: Criterion | Resource, author: User | None, text: str = "It worked.", **fields: Any) -> Comment:
    about = "criterion" if isinstance(target, Criterion) else "resource"
    return Comment.objects.create(author=author, text=text, **{about: target}, **fields)


def make_report(comment: Comment, reporter: User, reason: str = "Off the subject.") -> Report:
    return Report.objects.create(comment=comment, reporter=reporter, reason=reason, text=comment.text)
