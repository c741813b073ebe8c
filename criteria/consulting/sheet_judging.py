"""What taking in a row would do: say something, answer something, nothing, or it cannot be. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from criteria.consulting import places, sheets
from criteria.consulting.places import Place
from criteria.consulting.sheet_reading import Line
from criteria.documents import CriterionDocument
from criteria.importing.cells import bare
from criteria.models import Consultation, ConsultationComment
from criteria.models.consultation_comment import MAX_BODY
from criteria.models.consultation_sheet import SheetKind
from criteria.talk.text import says_something
from criteria.terms import AnswerState
from portal.reader import Reader
from portal.rights import may
from portal.states import Refused
from portal.tables import MAX_CELL, printable

NEW, UNCHANGED, ERROR = "new", "unchanged", "error"


@dataclass
class Verdict:
    """What becomes of a row. `comment` is what an answer is for."""

    line: Line
    place: Place | None = None
    comment: ConsultationComment | None = None
    outcome: str = NEW
    problems: list[list[str]] = field(default_factory=list)

    def wrong(self, column: str, sentence: str) -> None:
        at = self.line["at"]
        self.problems.append([at.get(column) or next(iter(at.values()), ""), sentence])


def judge_all(reader: Reader, asked: Consultation, kind: SheetKind, lines: Iterable[Line]) -> list[Verdict]:
    """One verdict a row, in order; in one query, and one more for what answers are for."""
    document = asked.read()
    if kind == SheetKind.COMMENTS:
        return _Comments(reader, asked, document).judge(lines)
    return _Answers(reader, asked, document).judge(lines)


class _Comments:
    def __init__(self, reader: Reader, asked: Consultation, document: CriterionDocument) -> None:
        self.places = {place.key: place for place in places.places_of(document)}
        self.said = {
            (row.paragraph_key, bare(row.body)): bare(row.proposed_text) for row in sheets.own_comments(reader, asked)
        }
        self.seen: dict[tuple[str, str], str] = {}

    def judge(self, lines: Iterable[Line]) -> list[Verdict]:
        return [_closed(self._judge(Verdict(line))) for line in lines]

    def _judge(self, verdict: Verdict) -> Verdict:
        line = verdict.line
        key = "" if line["key"] == sheets.WHOLE_KEY else line["key"]
        place = verdict.place = self.places.get(key) if line["key"] else None
        if place is None:
            verdict.wrong("key", _("No paragraph of this wording has this key. Leave the column as it was."))
            return verdict
        _check_wording(verdict, place)
        _check_length(verdict, "comment")
        if not says_something(line["comment"]):
            verdict.wrong("comment", _("Say why: a proposed wording needs a comment beside it."))
        self._check_proposed(verdict, place)
        if not verdict.problems and not line["problems"]:
            self._compare(verdict, key)
        return verdict

    def _check_proposed(self, verdict: Verdict, place: Place) -> None:
        proposed = verdict.line["proposed"]
        if not proposed:
            return
        if not place.is_text:
            verdict.wrong("proposed", _("A wording can be proposed for a single paragraph only."))
            return
        try:
            verdict.line["proposed"] = places.fitting(place, proposed)
        except Refused as refused:
            verdict.wrong("proposed", str(refused.reason))

    def _compare(self, verdict: Verdict, key: str) -> None:
        """The same words about the same paragraph are the same comment, however often they come."""
        line = verdict.line
        known = (key, bare(line["comment"]))
        before = self.said.get(known, self.seen.get(known))
        if before is None:
            self.seen[known] = bare(line["proposed"])
        elif before == bare(line["proposed"]):
            verdict.outcome = UNCHANGED
        else:
            verdict.wrong("proposed", _("You said this already with another wording. Change that comment on the page."))


class _Answers:
    def __init__(self, reader: Reader, asked: Consultation, document: CriterionDocument) -> None:
        rows = ConsultationComment.objects.visible_to(reader).counted().filter(consultation=asked)
        self.comments = {str(row.pk): row for row in rows.select_related("author")}
        self.places = {place.key: place for place in places.places_of(document)}
        self.reader, self.asked, self.seen = reader, asked, set[str]()

    def judge(self, lines: Iterable[Line]) -> list[Verdict]:
        return [_closed(self._judge(Verdict(line))) for line in lines]

    def _judge(self, verdict: Verdict) -> Verdict:
        line = verdict.line
        comment = verdict.comment = self.comments.get(line["number"])
        if comment is None:
            verdict.wrong("number", _("No comment that you can answer has this number. Leave the column as it was."))
            return verdict
        comment.consultation = self.asked
        verdict.place = self.places.get(comment.paragraph_key)
        if line["number"] in self.seen:
            verdict.wrong("number", _("This comment has an answer in this file already."))
        self.seen.add(line["number"])
        if (line["answer"], bare(line["reason"])) == (comment.state, bare(comment.response)):
            verdict.outcome = UNCHANGED
            return verdict
        if not line["answer"] or not says_something(line["reason"]):
            verdict.wrong("reason" if line["answer"] else "answer", _("Say what you decided, and why."))
        _check_length(verdict, "reason")
        if not may(self.reader, "answer_comment", comment):
            own = self.reader.user is not None and comment.author_id == self.reader.user.pk
            verdict.wrong("answer", _("You said this yourself.") if own else _("Its answer stands and cannot change."))
        return verdict


def _check_wording(verdict: Verdict, place: Place) -> None:
    """A wording that was changed in its own column would be lost without a word; so would one of another round."""
    told = verdict.line["wording"].split()
    stands = printable(place.text or "\n".join(place.lines))[:MAX_CELL].split()
    if told and told != stands:
        verdict.wrong(
            "wording",
            _("This is not the wording people are asked about. Write yours into the column “%(column)s”.")
            % {"column": sheets.PROPOSED.heading},
        )


def _check_length(verdict: Verdict, column: str) -> None:
    count = len(verdict.line[column])
    if count > MAX_BODY:
        says = _("Use at most %(most)d characters; this has %(count)d.")
        verdict.wrong(column, says % {"most": MAX_BODY, "count": count})


def _closed(verdict: Verdict) -> Verdict:
    verdict.problems = verdict.line["problems"] + verdict.problems
    if verdict.problems:
        verdict.outcome = ERROR
    return verdict


def decided(verdict: Verdict) -> AnswerState:
    """The answer of a row."""
    return AnswerState(verdict.line["answer"])
