"""Loads the first texts in other languages. All were written by a machine, and are shown as such."""

from pathlib import Path

from django.utils import timezone

from criteria.languages.staleness import other_numbers
from criteria.library import projection
from criteria.models import Criterion, CriterionText
from criteria.paragraphs import paragraphs_of
from criteria.terms import TextState
from portal.seed.reading import Record, StarterDataError, read

FOLDER = Path(__file__).parent.parent / "data" / "texts"


class TextRecord(Record):
    """A criterion in the language its file is named after: texts by the keys of its paragraphs."""

    ref: str
    texts: dict[str, str]


def load(folder: Path = FOLDER) -> int:
    """Write the texts; how many that were.

    Raises StarterDataError for a criterion or paragraph that is not there, and where a number is not the original's.
    """
    made = 0
    for file in sorted(folder.glob("*.yaml")):
        for record in read(file, TextRecord):
            _write(file, record)
            made += 1
    return made


def _write(file: Path, record: TextRecord) -> None:
    criterion = Criterion.objects.filter(ref=record.ref, live=True).first()
    edition = criterion.editions.first() if criterion else None
    if criterion is None or edition is None:
        raise StarterDataError(file, _line_of(file, record.ref), f"{record.ref} is not published")
    originals = {each.key: each.text for each in paragraphs_of(edition.read())}
    for key, text in record.texts.items():
        if key not in originals:
            raise StarterDataError(file, _line_of(file, record.ref), f"{record.ref} has no paragraph {key}")
        if differing := other_numbers(originals[key], text):
            said = f"{key} differs from the original in {', '.join(differing)}"
            raise StarterDataError(file, _line_of(file, record.ref), said)
    pairs = {key: {"text": text, "original": originals[key]} for key, text in record.texts.items()}
    CriterionText.objects.create(
        criterion=criterion,
        language=file.stem,
        state=TextState.MACHINE,
        paragraphs=pairs,
        round=1,
        decided_at=timezone.now(),
    )
    projection.refresh(criterion)


def _line_of(file: Path, ref: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if ref in line), 1)
