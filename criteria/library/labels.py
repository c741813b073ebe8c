"""What labels prove: what each generation demands, and how much of which criterion it shows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from criteria.documents import CriterionDocument, LabelPart
from criteria.models import Label, LabelGeneration, LabelRequirement, LibraryEntry
from portal.reader import Reader


@dataclass(frozen=True)
class Shown:
    """A published criterion, and how much of it the label shows."""

    criterion: CriterionDocument
    part: LabelPart


@dataclass(frozen=True)
class GenerationPage:
    """A generation with what it demands and what was compared with it; without generation what names none."""

    generation: LabelGeneration | None
    requirements: tuple[LabelRequirement, ...]
    shown: tuple[Shown, ...]


def labels() -> QuerySet[Label]:
    """All labels with their generations and what these demand."""
    return Label.objects.prefetch_related("generations__requirements__source")


def what_it_proves(reader: Reader, label: Label) -> tuple[GenerationPage, ...]:
    """The generations of a label of `labels()`, each with the criteria it was compared with; one query."""
    rows = LibraryEntry.objects.visible_to(reader).filter(facets__contains=[f"compared:{label.key}"]).order_by("title")
    shown: dict[str, list[Shown]] = {}
    for row in rows:
        document = row.read()
        for part in document.labels:
            if part.label.key == label.key:
                shown.setdefault(part.generation, []).append(Shown(document, part))
    pages = [
        GenerationPage(
            generation,
            tuple(requirement for requirement in generation.requirements.all() if requirement.is_published),
            tuple(shown.pop(generation.name, ())),
        )
        for generation in label.generations.all()
    ]
    without = [each for left in shown.values() for each in left]
    return (*pages, GenerationPage(None, (), tuple(without))) if without else tuple(pages)
