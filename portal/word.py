"""Word documents that screen readers can use: real headings, rows of headings in tables, a language, a title."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.run import Run

from portal.tables import printable

A4 = (Cm(21), Cm(29.7))


class Paper:
    """A document being written from top to bottom. `language` is a code such as `en`; texts may say another."""

    def __init__(self, title: str, *, language: str, author: str) -> None:
        self._made = Document()
        self._language = language
        section = self._made.sections[0]
        section.page_width, section.page_height = A4
        known = self._made.core_properties
        known.title, known.author, known.last_modified_by = printable(title)[:255], author, author
        known.language, known.comments, known.created = language, "", timezone.now().replace(tzinfo=None)
        self._made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").set(qn("w:val"), language)
        self.heading(title, 0)

    def heading(self, text: str, level: int) -> None:
        """0 is the title, 1 its chapters. A level is never left out: people go through a text by its headings."""
        self._made.add_heading(printable(text), level)

    def text(self, text: str, *, lead: str = "", style: str | None = None, language: str = "") -> None:
        """A paragraph for each part between empty lines; `lead` stands before the first, in bold."""
        for part in text.split("\n\n"):
            paragraph = self._made.add_paragraph(style=style)
            if lead:
                paragraph.add_run(f"{printable(lead)} ").bold = True
            run = paragraph.add_run(printable(part))
            if language and language != self._language:
                _say_language(run, language)
            lead = ""

    def quote(self, text: str, *, language: str = "") -> None:
        """Words that stand elsewhere."""
        self.text(text, style="Quote", language=language)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose first row is marked as headings and comes again on each page."""
        table = self._made.add_table(rows=1, cols=len(headings), style="Table Grid")
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            cell.paragraphs[0].add_run(printable(heading)).bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = printable(text)
        self._made.add_paragraph()

    def file(self) -> IO[bytes]:
        """The document as an open temporary file."""
        file = TemporaryFile()  # noqa: SIM115  the response closes it
        self._made.save(file)
        file.seek(0)
        return file


def _say_language(run: Run, language: str) -> None:
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(tag)
