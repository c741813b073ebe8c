"""The story of a submission: who moved it, who decided what and why, and what was said; oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.documents import ResourceDocument
from criteria.models import Resource, ResourceFile, ResourceVersion, ReviewDecision, ReviewMessage
from criteria.resources.changes import Change, compare
from criteria.resources.reading import audience
from criteria.resources.states import State
from criteria.resources.waiting import Age, working_days
from criteria.terms import Decision
from portal.models import JournalEntry, User
from portal.reader import Reader

MOVES: dict[tuple[str, str], str | Promise] = {
    ("", State.DRAFT): _("started it"),
    (State.DRAFT, State.SUBMITTED): _("submitted it"),
    (State.CHANGES_REQUESTED, State.SUBMITTED): _("submitted it again"),
    (State.SUBMITTED, State.CHANGES_REQUESTED): _("asked for changes"),
    (State.SUBMITTED, State.PUBLISHED): _("published it"),
    (State.SUBMITTED, State.DRAFT): _("took it back"),
    (State.SUBMITTED, State.SUBMITTED): _("handed it on"),
    (State.PUBLISHED, State.DRAFT): _("began a new version"),
    (State.WITHDRAWN, State.DRAFT): _("began anew"),
}


@dataclass(frozen=True)
class Happening:
    """A line of the story."""

    at: datetime
    person: User | None
    what: str | Promise
    text: str = ""
    is_message: bool = False


@dataclass(frozen=True)
class Case:
    """A submission as its review page shows it. `changes` are against `before`."""

    version: ResourceVersion
    document: ResourceDocument
    files: Sequence[ResourceFile]
    before: ResourceVersion | None
    changes: Sequence[Change]
    story: Sequence[Happening]
    audience: Sequence[str | Promise]
    age: Age | None


def case_of(reader: Reader, resource: Resource, *, now: datetime) -> Case:
    """Raises ValueError for a resource that was never submitted."""
    frozen = list(resource.versions.exclude(frozen_at=None)[:2])
    if not frozen:
        raise ValueError("Nothing was submitted yet.")
    document = frozen[0].read()
    live = resource.live_version if resource.live_version_id not in {None, frozen[0].pk} else None
    before = frozen[1] if len(frozen) > 1 else live
    waits = resource.state == State.SUBMITTED and resource.waiting_since
    return Case(
        version=frozen[0],
        document=document,
        files=list(frozen[0].files.defer("text")),
        before=before,
        changes=compare(before.read(), document) if before else [],
        story=story(resource),
        audience=audience(reader, resource, frozen[0]),
        age=Age(working_days(resource.waiting_since, now)) if waits and resource.waiting_since else None,
    )


def story(resource: Resource) -> list[Happening]:
    """Moves and messages in the order they happened."""
    kept = ContentType.objects.get_for_model(Resource)
    moves = JournalEntry.objects.filter(subject_type=kept, subject_id=str(resource.pk)).select_related("actor")
    said = ReviewMessage.objects.filter(resource=resource).select_related("author")
    rejections = ReviewDecision.objects.filter(version__resource=resource, decision=Decision.REJECT)
    rejected = set(rejections.values_list("reason", flat=True))
    lines = [Happening(move.at, move.actor, _said(move, rejected), move.reason) for move in moves]
    lines += [Happening(each.at, each.author, _("wrote"), each.text, is_message=True) for each in said]
    return sorted(lines, key=lambda line: line.at)


def _said(move: JournalEntry, rejected: set[str]) -> str | Promise:
    """A rejection ends in two states: a published version stays published."""
    if move.from_state == State.SUBMITTED and move.to_state != State.CHANGES_REQUESTED and move.reason in rejected:
        return _("did not accept it")
    if move.to_state == State.WITHDRAWN:
        return _("withdrew it")
    return MOVES.get((move.from_state, move.to_state), _("moved it"))
