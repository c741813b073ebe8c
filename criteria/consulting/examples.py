"""A made-up consultation for development, marked as such wherever it is shown; no server ever loads it."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from criteria.consulting import actions
from criteria.lifecycle.actions import open_consultation
from criteria.models import Consultation, ConsultationComment, Criterion
from criteria.starter.examples import FOLDER
from criteria.starter.records import Ref, Text
from criteria.terms import AnswerState, Side
from portal.models import User
from portal.reader import Reader
from portal.seed.reading import Record, read


class CommentRecord(Record):
    """What somebody would have said, and what was answered by who opened the consultation."""

    by: Text
    paragraph: str
    body: Text
    proposed_text: str = ""
    side: Side = Side.BUYER
    answer: AnswerState = AnswerState.OPEN
    response: str = ""


class ConsultationRecord(Record):
    """A consultation that began on the day it was loaded."""

    criterion: Ref
    by: Text
    open_for_days: int
    question: Text
    comments: list[CommentRecord]


def load(folder: Path = FOLDER) -> int:
    """Write those that are not there yet, after their people; how many there are. Raises StarterDataError."""
    records = read(folder / "consultations.yaml", ConsultationRecord)
    for record in records:
        if not Consultation.objects.filter(criterion__ref=record.criterion).exists():
            _write(record)
    return len(records)


def _write(record: ConsultationRecord) -> None:
    by, today = _person(record.by), timezone.localdate()
    asked = open_consultation(
        Criterion.objects.get(ref=record.criterion),
        opens_on=today,
        closes_on=today + timedelta(days=record.open_for_days),
        question=record.question,
        by=by,
    )
    for each in record.comments:
        _comment(asked, each, by)


def _comment(asked: Consultation, record: CommentRecord, by: User) -> None:
    said = record.model_dump(include={"body", "proposed_text", "side"})
    comment = actions.say(Reader(_person(record.by)), asked, paragraph_key=record.paragraph, **said)
    ConsultationComment.objects.filter(pk=comment.pk).update(is_example=True)
    if record.answer != AnswerState.OPEN:
        actions.answer(Reader(by), comment, state=record.answer, response=record.response)


def _person(name: str) -> User:
    first, _space, last = name.partition(" ")
    return User.objects.get(first_name=first, last_name=last, email__endswith="@example.org")
