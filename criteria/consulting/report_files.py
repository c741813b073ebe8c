"""The report of a consultation as files: DOCX for people, CSV for tables."""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from criteria.consulting.report import Chapter, Report, Said
from criteria.editions.citing import PUBLISHER
from portal.tables import Column, csv_lines

if TYPE_CHECKING:
    from portal.word import Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_csv(report: Report) -> Iterator[bytes]:
    """One line for each comment, with its answer."""
    return csv_lines(columns(), report.everything)


def columns() -> list[Column[Said]]:
    return [
        Column("number", _("Number"), lambda said: said.number),
        Column("key", _("Key"), lambda said: said.place.key),
        Column("paragraph", _("Paragraph"), lambda said: said.place.heading),
        Column("wording", _("Wording"), lambda said: said.place.text),
        Column("name", _("Name"), lambda said: said.voice.name),
        Column("side", _("Speaks as"), lambda said: said.voice.side),
        Column("organisation", _("Organisation"), lambda said: said.voice.organisation),
        Column("network", _("Network"), lambda said: said.voice.network),
        Column("said_on", _("Said on"), lambda said: said.at.date()),
        Column("comment", _("Comment"), lambda said: said.text),
        Column("proposed", _("Proposed wording"), lambda said: said.proposed),
        Column("answer", _("Answer"), lambda said: str(said.state.label)),
        Column("reason", _("Reason"), lambda said: said.response),
        Column("answered_on", _("Answered on"), lambda said: said.answered_at.date() if said.answered_at else None),
        Column("taken_over", _("Taken over"), lambda said: _("Yes") if said.is_taken_over else ""),
        Column("example", _("Example"), lambda said: _("Example") if said.is_example else ""),
    ]


def as_docx(report: Report) -> IO[bytes]:
    """A document with a chapter for each paragraph that somebody spoke about, and a section for each comment."""
    document, asked = report.document, report.consultation
    title = _("Report of the consultation: %(title)s") % {"title": document.title}
    from portal.word import Paper  # noqa: PLC0415  loading python-docx takes longer than most requests

    paper = Paper(title, language=get_language() or document.language, author=PUBLISHER)
    paper.text(document.ref, lead=_("Criterion:"))
    days = {"opens": date_format(asked.opens_on), "closes": date_format(asked.closes_on)}
    paper.text(_("%(opens)s to %(closes)s") % days, lead=_("Open:"))
    paper.text(str(asked.get_audience_display()), lead=_("Who could take part:"))
    paper.text(asked.question, lead=_("What was asked:"))
    if not report.is_final:
        paper.text(_("This is not final: comments or answers may still change."))
    paper.heading(_("Overview"), 1)
    if report.counts:
        states = [str(state.label) for state in report.states]
        rows = [[side, *map(str, numbers)] for side, numbers in report.counts]
        paper.table([_("Speaks as"), *states], rows)
    else:
        paper.text(_("Nobody said anything."))
    for chapter in report.chapters:
        _chapter(paper, chapter, document.language)
    return paper.file()


def _chapter(paper: "Paper", chapter: Chapter, language: str) -> None:
    place = chapter.place
    paper.heading(place.heading, 1)
    if place.text:
        paper.quote(place.text, language=language)
    for line in place.lines:
        paper.text(line)
    for said in chapter.said:
        _comment(paper, said, language)


def _comment(paper: "Paper", said: Said, language: str) -> None:
    names = {"number": said.number, "name": said.voice.name}
    paper.heading(_("%(number)d. %(name)s") % names, 2)
    speaks = [said.voice.side, said.voice.organisation, said.voice.network, date_format(said.at.date())]
    paper.text(", ".join(filter(None, [*speaks, _("Example") if said.is_example else ""])))
    paper.text(said.text)
    if said.proposed:
        paper.text("", lead=_("Proposed wording:"))
        paper.quote(said.proposed, language=language)
    paper.text(str(said.state.label), lead=_("Answer:"))
    if said.response:
        paper.text(said.response)
    if said.is_taken_over:
        paper.text(_("The proposed wording was taken over into the draft."))
