"""What people read of a consultation: the wording place by place with what was said, and what waits for whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from criteria.consulting.places import Place, places_of
from criteria.consulting.rights import verbs_of
from criteria.differences import Piece, words
from criteria.documents import CriterionDocument
from criteria.models import Consultation, ConsultationComment
from criteria.talk.text import paragraphs
from criteria.terms import AnswerState, Side
from networks.members.standing import standing_of
from networks.models import NetworkPage, Role
from portal.reader import NOBODY, Reader
from portal.rights import may


@dataclass(frozen=True)
class Voice:
    """Who speaks: a name, never an address, and for whom."""

    name: str
    side: str
    organisation: str = ""
    network: str = ""


@dataclass(frozen=True)
class Entry:
    """A comment as a reader sees it; `change` is the wording it proposes, word by word against what people read."""

    pk: int
    place: Place
    voice: Voice
    at: datetime
    edited_at: datetime | None
    body: SafeString
    change: tuple[Piece, ...]
    condition: str
    hidden_reason: str
    state: AnswerState
    response: SafeString
    answered_at: datetime | None
    is_taken_over: bool
    is_example: bool
    verbs: frozenset[str]


@dataclass(frozen=True)
class Spot:
    """A place of the wording and what the reader sees there."""

    place: Place
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Discussion:
    """A consultation as a reader sees it. `total` counts what everybody who reads along sees."""

    spots: tuple[Spot, ...]
    total: int
    unanswered: int
    reads_along: bool
    may_take_part: bool
    is_moderator: bool
    is_member: bool


@dataclass(frozen=True)
class Waiting:
    """A comment in the queue, with what it is about."""

    entry: Entry
    consultation: Consultation


def find(ref: str, pk: int | None = None) -> Consultation | None:
    """A consultation of a published criterion: the last one, or a certain one."""
    rows = Consultation.objects.filter(criterion__ref=ref.upper(), criterion__live=True).select_related("criterion")
    return (rows.filter(pk=pk) if pk else rows).first()


def find_comment(reader: Reader, pk: int) -> ConsultationComment | None:
    """A comment that the reader may read."""
    rows = ConsultationComment.objects.visible_to(reader).filter(pk=pk)
    return rows.select_related("consultation__criterion", "author__profile", "network").first()


def discussion(reader: Reader, consultation: Consultation, document: CriterionDocument) -> Discussion:
    """All that was said, in two queries besides the reader's own rights."""
    said: dict[str, list[ConsultationComment]] = defaultdict(list)
    for row in _with_people(ConsultationComment.objects.visible_to(reader).filter(consultation=consultation)):
        row.consultation = consultation
        said[row.paragraph_key].append(row)
    named = open_networks(row for rows in said.values() for row in rows)
    shown = [row for rows in said.values() for row in rows if row.condition == "shown"]
    return Discussion(
        spots=tuple(
            Spot(place, tuple(entry(reader, row, place, named) for row in said.get(place.key, ())))
            for place in places_of(document)
        ),
        total=len(shown),
        unanswered=sum(row.state == AnswerState.OPEN for row in shown),
        reads_along=may(reader, "read_comments", consultation),
        may_take_part=may(reader, "take_part", consultation),
        is_moderator=may(reader, "moderate_comments", consultation),
        is_member=standing_of(reader).is_member,
    )


def waiting(reader: Reader, ref: str = "") -> list[Waiting]:
    """What waits for this reader to let it through or to answer it, the longest waiting first; of one criterion."""
    rows = list(_with_people(_waiting(reader, ref)).select_related("consultation__criterion"))
    named = open_networks(rows)
    documents = {row.consultation_id: row.consultation.read() for row in rows}
    places = {pk: {place.key: place for place in places_of(document)} for pk, document in documents.items()}
    return [
        Waiting(entry(reader, row, places[row.consultation_id][row.paragraph_key], named), row.consultation)
        for row in rows
    ]


def waiting_count(reader: Reader) -> int:
    return _waiting(reader).count()


def one(reader: Reader, comment: ConsultationComment) -> Entry:
    """A single comment as a reader sees it."""
    known = {place.key: place for place in places_of(comment.consultation.read())}
    return entry(reader, comment, known[comment.paragraph_key], open_networks([comment]))


def entry(reader: Reader, row: ConsultationComment, place: Place, named: frozenset[int]) -> Entry:
    """`named` are the networks that everybody may know."""
    verbs = verbs_of(reader, row)
    is_told = "hide_comment" in verbs or (reader.user is not None and row.author_id == reader.user.pk)
    return Entry(
        pk=row.pk,
        place=place,
        voice=voice(row, named),
        at=row.created_at,
        edited_at=row.edited_at,
        body=paragraphs(row.body, {}),
        change=words(place.text, row.proposed_text) if row.proposed_text else (),
        condition=row.condition,
        hidden_reason=row.hidden_reason if is_told else "",
        state=AnswerState(row.state),
        response=paragraphs(row.response, {}),
        answered_at=row.answered_at,
        is_taken_over=row.taken_over_at is not None,
        is_example=row.is_example,
        verbs=verbs,
    )


def voice(row: ConsultationComment, named: frozenset[int]) -> Voice:
    """Who speaks, as everybody sees it. `row` comes with author and network; closed networks stay unnamed."""
    author = row.author
    if author is None:
        name = gettext("Somebody who has no account any more")
    else:
        profile = getattr(author, "profile", None)
        name = author.get_full_name() or (f"@{profile.handle}" if profile else gettext("Somebody without a name"))
    network = row.network.title if row.network is not None and row.network_id in named else ""
    return Voice(name, str(Side(row.side).label), row.organisation, network)


def open_networks(rows: Iterable[ConsultationComment]) -> frozenset[int]:
    """Which of the networks people speak from everybody may know; no query where there is none."""
    asked = {row.network_id for row in rows if row.network_id}
    if not asked:
        return frozenset()
    return frozenset(NetworkPage.objects.visible_to(NOBODY).filter(pk__in=asked).values_list("pk", flat=True))


def rounds_of(criterion: int) -> list[Consultation]:
    """All consultations of a criterion, by its key, newest first, without their wordings."""
    return list(Consultation.objects.filter(criterion=criterion).defer("document"))


def address_of(consultation: Consultation) -> str:
    """The page of a consultation; the last one has the plain address."""
    ref = consultation.criterion.ref
    last = Consultation.objects.filter(criterion=consultation.criterion_id).values_list("pk", flat=True)[0]
    if consultation.pk == last:
        return reverse("criteria:consultation", args=[ref])
    return reverse("criteria:consultation_round", args=[ref, consultation.pk])


def _waiting(reader: Reader, ref: str = "") -> QuerySet[ConsultationComment]:
    """The same as the rights to let through and to answer, as a query: never what somebody said themselves."""
    rows = ConsultationComment.objects.filter(consultation__criterion__live=True).exclude(author=reader.user)
    rows = rows.unanswered() | rows.unmoderated()
    standing = standing_of(reader)
    mine = (
        Q()
        if standing.is_secretariat
        else Q(consultation__criterion__owner_network__in=standing.networks_as(Role.REVIEWER))
    )
    return rows.filter(mine, **({"consultation__criterion__ref": ref.upper()} if ref else {}))


def _with_people(rows: QuerySet[ConsultationComment]) -> QuerySet[ConsultationComment]:
    return rows.select_related("author__profile", "network")
