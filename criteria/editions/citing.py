"""How to cite an edition: as a sentence, as BibTeX, and as CSL JSON for reference managers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from criteria.models import Edition

PUBLISHER = "Circular and Fair ICT Pact"
TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
TEX |= {sign: f"\\{sign}" for sign in "&%$#_{}"}


@dataclass(frozen=True)
class Citation:
    """An edition as others name it; `url` is its permanent address."""

    ref: str
    number: str
    title: str
    published: date
    url: str

    @property
    def text(self) -> str:
        """One sentence in the reader's language."""
        words = {
            "title": self.title,
            "ref": self.ref,
            "number": self.number,
            "publisher": PUBLISHER,
            "day": date_format(self.published),
        }
        return gettext("%(title)s. %(ref)s, edition %(number)s. %(publisher)s, %(day)s.") % words

    @property
    def bibtex(self) -> str:
        """Type `misc`, which every BibTeX style knows; `version` and `url` are read by biblatex."""
        fields = {
            "title": _tex(self.title),
            "author": f"{{{PUBLISHER}}}",
            "number": self.ref,
            "version": self.number,
            "year": f"{self.published:%Y}",
            "month": f"{self.published:%m}",
            "url": self.url,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.ref}-{self.number},\n{lines}\n}}\n"

    @property
    def csl(self) -> dict[str, Any]:
        """An item of the CSL JSON schema 1.0.2."""
        day = self.published
        return {
            "id": f"{self.ref}-{self.number}",
            "type": "standard",
            "title": self.title,
            "author": [{"literal": PUBLISHER}],
            "publisher": PUBLISHER,
            "number": self.ref,
            "version": self.number,
            "issued": {"date-parts": [[day.year, day.month, day.day]]},
            "URL": self.url,
        }


def cite(edition: Edition, title: str, *, portal: str) -> Citation:
    """The citation of an edition; `portal` is where the portal stands, such as https://portal.example."""
    address = portal.rstrip("/") + reverse("permanent:edition", args=[edition.ref, edition.number])
    return Citation(edition.ref, edition.number, title, edition.published_at.date(), address)


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in text)
