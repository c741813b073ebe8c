"""Workbooks of a consultation to fill in: a row for each paragraph, or for each comment that waits for an answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from criteria.consulting.places import Place, places_of
from criteria.consulting.report import Said, report_of
from criteria.importing import columns as spec
from criteria.importing.columns import Kind
from criteria.models import Consultation, ConsultationComment
from criteria.terms import AnswerState
from portal.reader import Reader
from portal.tables import Column, Sheet, workbook

WHOLE_KEY = "whole"
"""What the whole criterion is called in a file; an empty cell could be a slip."""


@dataclass(frozen=True)
class Asked(spec.Column):
    """A column of ours: `label` heads it."""

    label: str | Promise = ""

    @property
    def heading(self) -> str:
        return str(self.label)

    @property
    def choices(self) -> dict[str, str]:
        return {state.value: str(state.label) for state in AnswerState if state != AnswerState.OPEN}


def _asked(name: str, label: Promise, kind: Kind = Kind.TEXT) -> Asked:
    return Asked(ConsultationComment, name, kind, label=label)


KEY = _asked("key", gettext_lazy("Key"))
NUMBER = _asked("number", gettext_lazy("Number"), Kind.NUMBER)
HEADING = _asked("heading", gettext_lazy("Paragraph"))
WORDING = _asked("wording", gettext_lazy("Wording"))
WHO = _asked("who", gettext_lazy("Who"))
COMMENT = _asked("comment", gettext_lazy("Comment"))
PROPOSED = _asked("proposed", gettext_lazy("Proposed wording"))
ANSWER = _asked("answer", gettext_lazy("Answer"), Kind.CHOICE)
REASON = _asked("reason", gettext_lazy("Reason"))
COMMENTS: tuple[spec.Column, ...] = (KEY, HEADING, WORDING, COMMENT, PROPOSED)
ANSWERS: tuple[spec.Column, ...] = (NUMBER, HEADING, WORDING, WHO, COMMENT, PROPOSED, ANSWER, REASON)


@dataclass(frozen=True)
class Row:
    """A place with one thing somebody said about it, or with nothing yet."""

    place: Place
    comment: str = ""
    proposed: str = ""


def comments_book(reader: Reader, asked: Consultation) -> IO[bytes]:
    """A row for each place, with what the reader said there already."""
    columns: list[Column[Row]] = [
        Column("key", KEY.heading, lambda row: row.place.key or WHOLE_KEY, 24),
        Column("heading", HEADING.heading, lambda row: row.place.heading, 24),
        Column("wording", WORDING.heading, lambda row: row.place.text or "\n".join(row.place.lines), 60),
        Column("comment", COMMENT.heading, lambda row: row.comment, 60),
        Column("proposed", PROPOSED.heading, lambda row: row.proposed, 60),
    ]
    guide = [
        _("Write into the columns “Comment” and “Proposed wording” only. Leave other rows as they are."),
        _("A proposed wording needs a comment beside it that says why."),
        _("To say two things about one paragraph, copy its row."),
        _("Then upload the file where you took it. You see what it would do before anything is taken in."),
        _("What you said already stands here too; left as it is, it is not said again."),
    ]
    return workbook(Sheet(_("Comments"), columns, _rows(reader, asked), frozen="D2"), _guide(guide))


def answers_book(reader: Reader, asked: Consultation) -> IO[bytes]:
    """A row for each comment that is shown, with its answer where it has one."""
    columns: list[Column[Said]] = [
        Column("number", NUMBER.heading, lambda said: said.pk, 10),
        Column("heading", HEADING.heading, lambda said: said.place.heading, 24),
        Column("wording", WORDING.heading, lambda said: said.place.text or "\n".join(said.place.lines), 50),
        Column("who", WHO.heading, _who, 24),
        Column("comment", COMMENT.heading, lambda said: said.text, 50),
        Column("proposed", PROPOSED.heading, lambda said: said.proposed, 50),
        Column("answer", ANSWER.heading, lambda said: said.answered_as, 18),
        Column("reason", REASON.heading, lambda said: said.response, 50),
    ]
    guide = [
        _("Write into the columns “Answer” and “Reason” only. Leave both empty to answer later."),
        _("Answers: %(answers)s.") % {"answers": ", ".join(ANSWER.choices.values())},
        _("Every answer needs a reason: the author is told, and everybody who reads the comment reads it."),
        _("Then upload the file where you took it. You see what it would do before anything is taken in."),
    ]
    return workbook(Sheet(_("Answers"), columns, report_of(reader, asked).everything), _guide(guide))


def own_comments(reader: Reader, asked: Consultation) -> list[ConsultationComment]:
    """What the reader said in it and did not take back."""
    return list(asked.comments.filter(author=reader.user, taken_back_at=None)) if reader.user else []


def _rows(reader: Reader, asked: Consultation) -> Iterable[Row]:
    said: dict[str, list[ConsultationComment]] = defaultdict(list)
    for comment in own_comments(reader, asked):
        said[comment.paragraph_key].append(comment)
    for place in places_of(asked.read()):
        yield from (Row(place, each.body, each.proposed_text) for each in said[place.key])
        if not said[place.key]:
            yield Row(place)


def _who(said: Said) -> str:
    return ", ".join(filter(None, [said.voice.name, said.voice.side, said.voice.organisation, said.voice.network]))


def _guide(lines: list[str]) -> Sheet[str]:
    return Sheet(str(spec.GUIDE), [Column("guide", str(spec.GUIDE), lambda line: line, 100)], lines)
