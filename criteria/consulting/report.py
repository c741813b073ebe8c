"""The report of a consultation: all that was said and answered, as one value that page, DOCX and CSV are made of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from criteria.consulting.places import Place, places_of
from criteria.consulting.queries import Voice, open_networks, voice
from criteria.differences import Piece, words
from criteria.documents import CriterionDocument
from criteria.models import Consultation, ConsultationComment
from criteria.talk.text import paragraphs
from criteria.terms import AnswerState, Side
from portal.reader import Reader


@dataclass(frozen=True)
class Said:
    """A comment with its answer; `number` counts through the report."""

    pk: int
    number: int
    place: Place
    voice: Voice
    at: datetime
    text: str
    proposed: str
    state: AnswerState
    response: str
    answered_at: datetime | None
    is_taken_over: bool
    is_example: bool

    @property
    def change(self) -> tuple[Piece, ...]:
        """The proposed wording against what people read, word by word."""
        return words(self.place.text, self.proposed) if self.proposed else ()

    @property
    def answered_as(self) -> str:
        """The answer in words; nothing where there is none."""
        return "" if self.state == AnswerState.OPEN else str(self.state.label)

    @property
    def body(self) -> SafeString:
        return paragraphs(self.text, {})

    @property
    def answer(self) -> SafeString:
        return paragraphs(self.response, {})


@dataclass(frozen=True)
class Chapter:
    """A place of the wording that somebody said something about."""

    place: Place
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Report:
    """What was said in the order of the wording, and counts of it by side and answer."""

    consultation: Consultation
    document: CriterionDocument
    chapters: tuple[Chapter, ...]
    counts: Sequence[tuple[str, Sequence[int]]]
    """For each side that spoke: how many comments got each of the answers, in their order."""

    @property
    def everything(self) -> list[Said]:
        return [each for chapter in self.chapters for each in chapter.said]

    @property
    def states(self) -> list[AnswerState]:
        return list(AnswerState)

    @property
    def open(self) -> int:
        return sum(each.state == AnswerState.OPEN for each in self.everything)

    @property
    def is_final(self) -> bool:
        """Whether nothing is said or answered any more."""
        return self.consultation.has_closed() and not self.open


def report_of(reader: Reader, consultation: Consultation) -> Report:
    """In two queries. What waits for a moderator, is hidden or was taken back is in no report, whoever reads it."""
    rows = ConsultationComment.objects.visible_to(reader).counted().filter(consultation=consultation)
    rows = rows.select_related("author__profile", "network")
    by_place: dict[str, list[ConsultationComment]] = defaultdict(list)
    for row in rows:
        by_place[row.paragraph_key].append(row)
    named = open_networks(row for some in by_place.values() for row in some)
    document, number, chapters = consultation.read(), 0, []
    for place in places_of(document):
        said = []
        for row in by_place.get(place.key, ()):
            number += 1
            said.append(_said(number, place, row, voice(row, named)))
        if said:
            chapters.append(Chapter(place, tuple(said)))
    return Report(consultation, document, tuple(chapters), _counts(rows))


def _said(number: int, place: Place, row: ConsultationComment, speaks: Voice) -> Said:
    return Said(
        pk=row.pk,
        number=number,
        place=place,
        voice=speaks,
        at=row.created_at,
        text=row.body,
        proposed=row.proposed_text,
        state=AnswerState(row.state),
        response=row.response,
        answered_at=row.answered_at,
        is_taken_over=row.taken_over_at is not None,
        is_example=row.is_example,
    )


def _counts(rows: Iterable[ConsultationComment]) -> list[tuple[str, list[int]]]:
    counted = Counter((row.side, row.state) for row in rows)
    spoke = [side for side in Side if any(counted[side, state] for state in AnswerState)]
    return [(str(side.label), [counted[side, state] for state in AnswerState]) for side in spoke]
