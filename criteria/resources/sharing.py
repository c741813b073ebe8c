"""What an author does with a resource: start, write, submit, take back, write again, withdraw.

Every action locks the resource and asks for the right anew, in one transaction; every move leaves a line in the
journal. Actions raise Refused with a sentence for the author.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from criteria.models import CaseDetails, Resource, ResourceFile, ResourceVersion, Tag
from criteria.resources import telling, uploads
from criteria.resources.composing import compose
from criteria.resources.states import MACHINE, State
from criteria.tags.words import find_or_make
from criteria.terms import FileState, ResourceKind
from networks.members.standing import standing_of
from networks.models import Membership, Role
from portal.models import User
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused, note

PLAIN = {"kind", "title", "abstract", "languages", "authors", "publisher", "year", "licence"}
MANY = {"product_groups", "themes", "criteria", "related"}
OF_VERSION = {"link", "note", "visibility"}
CASE = {field.name for field in CaseDetails._meta.concrete_fields} - {"id", "resource"}
GONE = _("This does not exist any more.")
NOT_NOW = _("This cannot be done any more: somebody has moved it on. Load the page again.")


@transaction.atomic
def start(*, kind: str, title: str, by: User) -> Resource:
    """A new draft. Its address tells nobody else's title, so nobody learns from it what is there already."""
    networks = standing_of(Reader(by)).networks_as(Role.CONTRIBUTOR)
    if not networks and not standing_of(Reader(by)).is_secretariat:
        raise Refused(_("Only members of a network can share. Ask to join yours first."))
    resource = Resource.objects.create(
        kind=kind,
        title=title,
        slug=f"{slugify(title)[:60].strip('-') or kind}-{secrets.token_hex(3)}",
        network_id=next(iter(networks)) if len(networks) == 1 else None,
        submitted_by=by,
    )
    ResourceVersion.objects.create(resource=resource, number=1, made_by=by)
    note(resource, "", State.DRAFT, actor=by)
    return resource


@transaction.atomic
def save_draft(resource: Resource, *, fields: Mapping[str, Any], by: User) -> Resource:
    """Write the fields that are given and keep the others. `fields` come from a checked form."""
    locked = lock(resource, "edit", by=by)
    version = opened(locked, by=by)
    for name in PLAIN & fields.keys():
        setattr(locked, name, fields[name])
    if "network" in fields and locked.submitted_at is None:
        locked.network = fields["network"]
    locked.save()
    for name in MANY & fields.keys():
        getattr(locked, name).set(fields[name])
    if "tags" in fields:
        locked.tags.set(_tags(fields["tags"], by=by))
    for name in OF_VERSION & fields.keys():
        setattr(version, name, fields[name])
    version.save()
    if "shared_with" in fields:
        version.shared_with.set(fields["shared_with"])
    case = {name: fields[name] for name in CASE & fields.keys()}
    if case and (locked.kind == ResourceKind.CASE or CaseDetails.objects.filter(resource=locked).exists()):
        CaseDetails.objects.update_or_create(resource=locked, defaults=case)
    return locked


def _tags(words: Iterable[str], *, by: User) -> list[Tag]:
    """The tags that are meant. Raises Refused for words that break the rules, or too many new ones a day."""
    try:
        return find_or_make(words, by=by)
    except ValidationError as mistake:
        raise Refused(" ".join(mistake.messages)) from mistake


def add_file(resource: Resource, *, uploaded: Any, by: User) -> ResourceFile:
    """Put a file on the open version. The slow checks of what is in it run before anything is locked."""
    if not may(Reader(by), "edit", resource):
        raise Refused(NOT_NOW)
    if uploads.PER_DAY.exceeded_by(str(by.pk)):
        raise Refused(_("You have uploaded very many files today; go on tomorrow."))
    file = uploads.admitted(uploaded)
    with transaction.atomic():
        locked = lock(resource, "edit", by=by)
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
        version = opened(locked, by=by)
        uploads.require_room(locked, file, by=by)
        row = uploads.store(locked, file, by=by)
        version.files.add(row)
        locked.save(update_fields=["changed_at"])
    return row


@transaction.atomic
def remove_file(resource: Resource, *, key: int, by: User) -> None:
    """Take a file off the open version; earlier versions keep theirs."""
    locked = lock(resource, "edit", by=by)
    version = opened(locked, by=by)
    row = version.files.filter(pk=key).first()
    if row is None:
        return
    version.files.remove(row)
    if not row.versions.exists():
        uploads.drop(row)


@transaction.atomic
def submit(resource: Resource, *, by: User) -> Resource:
    """Freeze the open version and ask the network's reviewers."""
    if resource.network_id is not None:
        # Whoever ends the membership at this moment comes either before us, and we refuse, or after the submission.
        list(Membership.objects.active().select_for_update(of=("self",)).filter(user=by, network=resource.network_id))
    locked = lock(resource, "submit", by=by, refusal=_("Only members of the network can submit to its reviewers."))
    version = opened(locked, by=by)
    missing = what_is_missing(locked, version)
    if missing:
        raise Refused(missing[0][1])
    now = timezone.now()
    version.made_by, version.made_at = by, now
    version.document = compose(locked, version).model_dump(mode="json")
    version.frozen_at = now
    version.save()
    locked.submitted_at = locked.submitted_at or now
    locked.waiting_since, locked.reminded_at = now, None
    MACHINE.move(locked, State.SUBMITTED, actor=by, reason=version.note)
    telling.tell_reviewers(
        locked,
        key=f"submitted-{version.number}",
        title=lambda: _("Waits for your review: %(title)s") % {"title": locked.title},
        text=locked.abstract,
        actor=by,
    )
    return locked


@transaction.atomic
def take_back(resource: Resource, *, by: User) -> Resource:
    """Back to writing before anybody decided."""
    locked = lock(resource, "take_back", by=by)
    locked.waiting_since = None
    MACHINE.move(locked, State.DRAFT, actor=by)
    opened(locked, by=by)
    return locked


@transaction.atomic
def edit_again(resource: Resource, *, by: User) -> Resource:
    """Open a new version; what readers see stays until that one is approved."""
    locked = lock(resource, "reopen", by=by)
    MACHINE.move(locked, State.DRAFT, actor=by)
    opened(locked, by=by)
    return locked


@transaction.atomic
def withdraw(resource: Resource, *, reason: str, by: User) -> Resource:
    """Readers see it no longer; its author and reviewers still do, with the reason."""
    if not reason.strip():
        raise Refused(_("Say why, in a sentence."))
    locked = lock(resource, "withdraw", by=by)
    locked.live_version, locked.waiting_since = None, None
    MACHINE.move(locked, State.WITHDRAWN, actor=by, reason=reason.strip())
    telling.tell_author(
        locked,
        key=f"withdrawn-{timezone.now():%Y%m%d%H%M%S}",
        title=lambda: _("Withdrawn: %(title)s") % {"title": locked.title},
        text=reason.strip(),
        actor=by,
    )
    return locked


@transaction.atomic
def discard(resource: Resource, *, by: User) -> None:
    """Delete a draft that was never submitted, with its files."""
    locked = lock(resource, "discard", by=by)
    for row in locked.files.all():
        uploads.drop(row)
    locked.delete()


def what_is_missing(resource: Resource, version: ResourceVersion) -> list[tuple[str, str]]:
    """Field and sentence of everything a submission still needs."""
    files = list(version.files.all())
    needs = [
        ("title", resource.title.strip(), _("Give it a title.")),
        ("abstract", resource.abstract.strip(), _("Say in a few sentences what it is for.")),
        ("languages", resource.languages, _("Say in which languages it is.")),
        ("uploads", files or version.link, _("Add a file or a link.")),
        ("network", resource.network_id or resource.submitted_by_id is None, _("Choose the network that reviews it.")),
    ]
    missing = [(field, str(sentence)) for field, given, sentence in needs if not given]
    if any(row.state == FileState.INFECTED for row in files):
        missing.append(("uploads", str(_("The virus check refused a file; take it away."))))
    return missing


def lock(resource: Resource, verb: str, *, by: User, refusal: Any = NOT_NOW) -> Resource:
    """The resource as it is now, held until the end of the transaction. Raises Refused without the right to `verb`.

    Rights are read anew: whoever lost them a moment ago is refused.
    """
    locked = Resource.objects.select_for_update(of=("self",)).filter(pk=resource.pk).first()
    if locked is None:
        raise Refused(GONE)
    if not may(Reader(by), verb, locked):
        raise Refused(refusal)
    return locked


def opened(resource: Resource, *, by: User) -> ResourceVersion:
    """The open version of a locked resource; a new one starts with the files, link and audience of the newest."""
    found = resource.open_version()
    if found is not None:
        return found
    before = resource.versions.first()
    made = ResourceVersion.objects.create(
        resource=resource,
        number=before.number + 1 if before else 1,
        link=before.link if before else "",
        visibility=before.visibility if before else resource.visibility,
        made_by=by,
    )
    if before is not None:
        made.files.set(before.files.all())
        made.shared_with.set(before.shared_with.all())
    return made
