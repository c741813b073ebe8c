"""What reviewers do with a submission: decide, talk about it, hand it on; and who is reminded when nobody does."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from criteria import followers
from criteria.models import Resource, ResourceVersion, ReviewDecision, ReviewMessage
from criteria.resources import telling
from criteria.resources.sharing import lock, opened
from criteria.resources.states import MACHINE, State
from criteria.resources.waiting import REMIND_AFTER, long_ago, working_days
from criteria.terms import Decision, FileState
from networks.members.standing import standing_of
from networks.models import Role
from portal.models import User
from portal.reader import Reader
from portal.states import Refused, note

TITLES = {
    Decision.APPROVE: _("Published: %(title)s"),
    Decision.REQUEST_CHANGES: _("Asked for changes: %(title)s"),
    Decision.REJECT: _("Not accepted: %(title)s"),
}


@transaction.atomic
def decide(version: ResourceVersion, *, decision: Decision, reason: str, by: User) -> ReviewDecision:
    """Decide about the version that waits. Of two reviewers at once one decides, the other hears who was faster."""
    if not reason.strip():
        raise Refused(_("Every decision needs a reason; the author reads it."))
    Resource.objects.select_for_update(of=("self",)).get(pk=version.resource_id)
    _require_undecided(version)
    resource = lock(version.resource, "decide", by=by)
    current = resource.newest_frozen()
    if current is None or current.pk != version.pk:
        raise Refused(_("There is a newer version by now. Load the page again and read that one."))
    if decision is Decision.APPROVE:
        _publish(resource, current)
    made = ReviewDecision.objects.create(version=current, reviewer=by, decision=decision, reason=reason.strip())
    resource.waiting_since = None
    MACHINE.move(resource, _state_after(decision, resource), actor=by, reason=made.reason)
    if decision is Decision.REQUEST_CHANGES and resource.submitted_by is not None:
        opened(resource, by=resource.submitted_by)
    telling.tell_author(
        resource,
        key=f"decided-{current.number}",
        title=lambda: TITLES[decision] % {"title": resource.title},
        text=made.reason,
        actor=by,
    )
    if decision is Decision.APPROVE:
        followers.resource_published(resource, current, by=by)
    return made


def _require_undecided(version: ResourceVersion) -> None:
    faster = ReviewDecision.objects.filter(version=version).select_related("reviewer").first()
    if faster is not None:
        said = {"name": str(faster.reviewer or _("Somebody")), "decision": faster.get_decision_display().lower()}
        raise Refused(_("%(name)s was faster and decided: %(decision)s.") % said)


def _state_after(decision: Decision, resource: Resource) -> State:
    """Rejecting a new version leaves the published one as it is."""
    if decision is Decision.REQUEST_CHANGES:
        return State.CHANGES_REQUESTED
    return State.PUBLISHED if decision is Decision.APPROVE or resource.is_live else State.WITHDRAWN


def _publish(resource: Resource, version: ResourceVersion) -> None:
    if version.files.exclude(state=FileState.READY).exists():
        raise Refused(_("A file is still being checked for viruses. Publish it when that is done."))
    version.published_at = timezone.now()
    version.save()
    resource.live_version, resource.published_at = version, version.published_at
    resource.visibility = version.visibility
    resource.shared_with.set(version.shared_with.all())


@transaction.atomic
def message(resource: Resource, *, text: str, by: User) -> ReviewMessage:
    """A line to the other side, who is told."""
    if not text.strip():
        raise Refused(_("Write something first."))
    locked = lock(resource, "converse", by=by)
    made = ReviewMessage.objects.create(resource=locked, author=by, text=text.strip())
    tell = telling.tell_reviewers if locked.submitted_by_id == by.pk else telling.tell_author
    tell(
        locked,
        key=f"message-{made.pk}",
        title=lambda: _("About %(title)s") % {"title": locked.title},
        text=made.text,
        actor=by,
    )
    return made


@transaction.atomic
def delegate(resource: Resource, *, to: User, by: User) -> Resource:
    """Ask a reviewer of any network to decide, for example because the only one here is the author."""
    locked = lock(resource, "delegate", by=by)
    standing = standing_of(Reader(to))
    if not (standing.is_secretariat or standing.networks_as(Role.REVIEWER)):
        raise Refused(_("Only reviewers can be asked to decide."))
    if to.pk == locked.submitted_by_id:
        raise Refused(_("Authors never decide about what they wrote."))
    locked.reviewer = to
    locked.save()
    note(locked, locked.state, locked.state, actor=by, reason=str(_("Asked %(name)s to decide.") % {"name": to}))
    telling.tell(
        [to],
        locked,
        key=f"delegated-{to.pk}-{timezone.now():%Y%m%d%H%M}",
        title=lambda: _("You are asked to review: %(title)s") % {"title": locked.title},
        actor=by,
    )
    return locked


def remind(*, at: datetime | None = None) -> int:
    """Remind reviewers after five working days, and coordinators every five after that; how many reminders went out."""
    now = at or timezone.now()
    waiting = Resource.objects.filter(state=State.SUBMITTED, waiting_since__lte=long_ago(now)).values_list(
        "pk", flat=True
    )
    return sum(_remind(pk, now) for pk in list(waiting))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    locked = Resource.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if locked is None or locked.state != State.SUBMITTED or locked.waiting_since is None:
        return False
    if working_days(locked.reminded_at or locked.waiting_since, now) < REMIND_AFTER:
        return False
    days = working_days(locked.waiting_since, now)
    people = telling.reviewers_of(locked) if locked.reminded_at is None else _next_in_line(locked)
    locked.reminded_at = now
    locked.save(update_fields=["reminded_at"])
    telling.tell(
        people,
        locked,
        key=f"reminder-{now:%Y%m%d}",
        title=lambda: _("Still waits, %(days)d working days: %(title)s") % {"days": days, "title": locked.title},
        text=locked.abstract,
    )
    return True


def _next_in_line(resource: Resource) -> list[User]:
    return list(telling.people_as([Role.COORDINATOR], resource)) or list(telling.secretariat(resource))
