"""Files of resources: how many and how big, which are there already, and what is read out of them afterwards."""

from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Sum
from django.tasks import task
from django.utils.translation import gettext as _

from criteria.models import Resource, ResourceFile
from criteria.resources import projection
from criteria.rights import reads
from criteria.terms import FileState
from portal.files.admission import Admitted, admit
from portal.files.antivirus import Clean, Infected, scan
from portal.files.kinds import MEGABYTE, kind_of
from portal.files.preview import first_page
from portal.files.refusals import FileRefused
from portal.files.text import Extracted, extract
from portal.limits import Limit
from portal.models import User
from portal.reader import Reader
from portal.states import Refused

MAX_FILES = 10
"""Files of one version."""
MAX_TOTAL = 500 * MEGABYTE
"""Bytes of all files one person uploaded."""
PER_DAY = Limit("uploads-of-a-person", times=200, seconds=24 * 3600)


def admitted(uploaded: Any) -> Admitted:
    """The file behind an upload, checked and cleaned. Raises Refused with a sentence about it."""
    try:
        return admit(uploaded, str(uploaded.name or ""))
    except FileRefused as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal


def require_room(resource: Resource, file: Admitted, *, by: User) -> None:
    """Raises Refused when the resource or the person has no room for one more. The caller holds the locks."""
    version = resource.open_version()
    held = list(version.files.all()) if version else []
    if any(each.sha256 == file.sha256 for each in held):
        raise Refused(_("“%(name)s” is here already.") % {"name": file.name})
    if len(held) >= MAX_FILES:
        raise Refused(_("There are %(most)d files already; take one away first.") % {"most": MAX_FILES})
    used = ResourceFile.objects.filter(uploaded_by=by).aggregate(bytes=Sum("size"))["bytes"] or 0
    if used + file.size > MAX_TOTAL:
        limit = {"megabytes": MAX_TOTAL // MEGABYTE}
        raise Refused(_("All your files together may have %(megabytes)d MB; remove some that are not needed.") % limit)


def store(resource: Resource, file: Admitted, *, by: User) -> ResourceFile:
    """Write the row and the file; what reads it runs after the commit."""
    row = ResourceFile(
        resource=resource,
        name=file.name,
        media_type=file.kind.media_type,
        size=file.size,
        sha256=file.sha256,
        state=FileState.WAITING if file.waits else FileState.READY,
        uploaded_by=by,
    )
    row.file.save(str(file.content.name), file.content, save=False)
    try:
        with transaction.atomic():
            row.save()
    except BaseException:
        row.file.delete(save=False)
        raise
    transaction.on_commit(lambda: inspect_file.enqueue(row.pk))
    return row


def drop(row: ResourceFile) -> None:
    """Delete a file that no version holds any more; the bytes go once that is certain."""
    names = [(field.storage, field.name) for field in (row.file, row.preview) if field]
    row.delete()
    for storage, name in names:
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]


def elsewhere(reader: Reader, row: ResourceFile) -> Resource | None:
    """A published resource the reader may see that holds the same file; nothing is said about any other."""
    same = ResourceFile.objects.filter(sha256=row.sha256).exclude(resource_id=row.resource_id)
    for other in same.select_related("resource")[:20]:
        if other.resource.is_live and reads(reader, other):
            return other.resource
    return None


@task()
def inspect_file(pk: int) -> str:
    """Scan a file that still waits, then read its words and draw its first page; its state afterwards."""
    row = ResourceFile.objects.filter(pk=pk).first()
    if row is None:
        return ""
    with row.file.open("rb") as file:
        values = _scanned(row, file)
        if values["state"] == FileState.READY:
            values |= _looked_into(row, file)
    preview = values.pop("preview", None)
    ResourceFile.objects.filter(pk=pk).update(**values)
    if preview:
        row.preview.save("preview.webp", ContentFile(preview), save=False)
        ResourceFile.objects.filter(pk=pk).update(preview=row.preview.name)
    if row.resource.is_live and values.get("text"):
        projection.refresh(row.resource)
    return str(values["state"])


def _scanned(row: ResourceFile, file: IO[bytes]) -> dict[str, Any]:
    if row.state in {FileState.READY, FileState.INFECTED}:
        return {"state": row.state}
    found = scan(file)
    if isinstance(found, Clean):
        return {"state": FileState.READY, "state_note": ""}
    if isinstance(found, Infected):
        return {"state": FileState.INFECTED, "state_note": found.name[:200]}
    return {"state": FileState.HELD, "state_note": found.reason[:200]}


def _looked_into(row: ResourceFile, file: IO[bytes]) -> dict[str, Any]:
    """Words and first page; a file that cannot be read is found by its title alone."""
    kind = kind_of(row.name)
    words = extract(file, kind)
    file.seek(0)
    values: dict[str, Any] = {"preview": first_page(file, kind)}
    if isinstance(words, Extracted):
        values |= {"text": words.text, "pages": words.pages or None}
    return values


def inspect_waiting() -> int:
    """Look again at every file whose check could not be done yet; how many are ready now."""
    waiting = ResourceFile.objects.filter(state__in=[FileState.WAITING, FileState.HELD])
    return sum(inspect_file.call(pk) == FileState.READY for pk in waiting.values_list("pk", flat=True))


def count_download(row: ResourceFile) -> None:
    """One more; the page cache is not told, for no page shows the number."""
    ResourceFile.objects.filter(pk=row.pk).update(downloads=F("downloads") + 1)
