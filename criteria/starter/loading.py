"""Loads the starter data: reads and checks every file first, then writes all of it or nothing."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from criteria.models import (
    AmbitionLevel,
    BackgroundFact,
    CpvCode,
    Criterion,
    CriterionSource,
    Label,
    LabelEquivalence,
    LabelGeneration,
    LabelRequirement,
    LegalBasis,
    LevelMapping,
    LifeCycleStage,
    Parameter,
    ProductGroup,
    Relation,
    ScaleStep,
    SourceReference,
    Strategy,
    Theme,
    Verification,
)
from criteria.starter import records as schema
from criteria.terms import LegalRole
from portal.seed.reading import StarterDataError, read

DATA = Path(__file__).parent.parent / "data"


def load(folder: Path = DATA) -> int:
    """Write the library's starter content; how many criteria that were.

    Raises StarterDataError, naming file and line, for the first mistake in any file.
    """
    return Library(folder).write()


class Library:
    """All records of a folder, checked against each other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cpv = self._keyed("cpv-codes.yaml", schema.CpvRecord, "code")
        self.groups = self._keyed("product-groups.yaml", schema.ProductGroupRecord)
        self.themes = self._keyed("themes.yaml", schema.WordRecord)
        self.strategies = self._keyed("strategies.yaml", schema.WordRecord)
        self.stages = self._keyed("stages.yaml", schema.WordRecord)
        self.levels = self._keyed("levels.yaml", schema.LevelRecord)
        self.sources = self._keyed("sources.yaml", schema.SourceRecord)
        self.labels = self._keyed("labels.yaml", schema.LabelRecord)
        self.background = read(folder / "background.yaml", schema.BackgroundRecord)
        self.enabling = {each.type: each for each in read(folder / "enabling-law.yaml", schema.EnablingRecord)}
        self.criteria: dict[str, tuple[Path, schema.CriterionRecord]] = {}
        for file in sorted((folder / "criteria").glob("*.yaml")):
            for record in read(file, schema.CriterionRecord):
                if record.ref in self.criteria:
                    raise _mistake(file, record.ref, f"{record.ref} is there twice")
                self.criteria[record.ref] = file, record
        self._check_references()

    def write(self) -> int:
        self._write_words()
        self._write_labels()
        made = {ref: self._write_criterion(file, record) for ref, (file, record) in self.criteria.items()}
        for ref, (_file, record) in self.criteria.items():
            for row in record.related:
                made[ref].relations.add(Relation(kind=row.kind, to=made[row.to]))
            made[ref].save()
            revision = made[ref].save_revision()
            if not record.draft:
                revision.publish()
        return len(made)

    def _keyed[R: schema.Record](self, name: str, record: type[R], key: str = "key") -> dict[str, R]:
        found: dict[str, R] = {}
        for each in read(self.folder / name, record):
            if getattr(each, key) in found:
                raise _mistake(self.folder / name, getattr(each, key), f"{getattr(each, key)} is there twice")
            found[getattr(each, key)] = each
        return found

    def _check_references(self) -> None:
        """Every key that a record names must be there."""
        for group in self.groups.values():
            self._known(self.folder / "product-groups.yaml", [group.parent] if group.parent else [], self.groups)
            self._known(self.folder / "product-groups.yaml", group.cpv, self.cpv)
        for fact in self.background:
            self._known(self.folder / "background.yaml", [fact.source], self.sources)
        for act in self.enabling.values():
            self._known(self.folder / "enabling-law.yaml", [act.source], self.sources)
        for label in self.labels.values():
            named = [row.source for generation in label.generations for row in generation.requirements]
            self._known(self.folder / "labels.yaml", named, self.sources)
        refs = dict.fromkeys(self.criteria, True)
        for file, each in self.criteria.values():
            self._known(file, each.products, self.groups)
            self._known(file, [each.theme], self.themes)
            self._known(file, [each.strategy] if each.strategy else [], self.strategies)
            self._known(file, each.stages, self.stages)
            self._known(file, [each.level] if each.level else [], self.levels)
            self._known(file, [row.source for row in each.sources] + [row.source for row in each.law], self.sources)
            self._known(file, [row.label for row in each.labels], self.labels)
            self._known(file, [row.to for row in each.related], refs)
            for row in each.labels:
                generations = {generation.name for generation in self.labels[row.label].generations}
                if row.generation and row.generation not in generations:
                    raise _mistake(file, row.generation, f"{row.label} has no generation “{row.generation}”")

    def _known(self, file: Path, keys: Iterable[str], known: dict[str, Any]) -> None:
        for key in keys:
            if key not in known:
                raise _mistake(file, key, f"nothing has the key “{key}”")

    def _write_words(self) -> None:
        for code in self.cpv.values():
            CpvCode.objects.create(**code.model_dump())
        for order, group in enumerate(self.groups.values()):
            above = ProductGroup.objects.get(key=group.parent) if group.parent else None
            kept = group.model_dump(exclude={"parent", "cpv"})
            made = ProductGroup.objects.create(**kept, order=order, parent=above)
            made.cpv_codes.set(CpvCode.objects.filter(code__in=group.cpv))
        plain: list[tuple[Callable[..., Any], dict[str, schema.WordRecord]]] = [
            (Theme.objects.create, self.themes),
            (Strategy.objects.create, self.strategies),
            (LifeCycleStage.objects.create, self.stages),
        ]
        for create, words in plain:
            for order, word in enumerate(words.values()):
                create(**word.model_dump(), order=order)
        for level in self.levels.values():
            made_level = AmbitionLevel(**level.model_dump(exclude={"elsewhere"}), order=level.rank)
            for row in level.elsewhere:
                made_level.mappings.add(LevelMapping(scheme=row.scheme, scheme_level=row.level))
            made_level.save()
        for source in self.sources.values():
            SourceReference.objects.create(**source.model_dump(exclude={"short", "celex"}))
        for fact in self.background:
            source_row = SourceReference.objects.get(key=fact.source)
            BackgroundFact.objects.create(key=fact.key, kind=fact.kind, statement=fact.statement, source=source_row)

    def _write_labels(self) -> None:
        for order, label in enumerate(self.labels.values()):
            made = Label(**label.model_dump(exclude={"generations"}), order=order)
            made.save()
            for position, generation in enumerate(label.generations):
                kept = generation.model_dump(exclude={"draft", "requirements"})
                row = LabelGeneration.objects.create(label=made, is_draft=generation.draft, sort_order=position, **kept)
                for requirement in generation.requirements:
                    LabelRequirement.objects.create(
                        generation=row,
                        is_published=requirement.published,
                        source=SourceReference.objects.get(key=requirement.source),
                        **requirement.model_dump(include={"key", "statement", "clause", "confidence"}),
                    )

    def _write_criterion(self, file: Path, record: schema.CriterionRecord) -> Criterion:
        texts = {"ref", "title", "summary", "requirement", "rationale", "guidance_buyer", "guidance_bidder"}
        texts |= {"subject_matter_note", "cost_note", "market_readiness", "applies_to", "topic", "review_due_on"}
        criterion = Criterion(
            **record.model_dump(include=texts),
            criterion_type=record.type,
            theme=Theme.objects.get(key=record.theme),
            strategy=Strategy.objects.filter(key=record.strategy).first(),
            ambition=AmbitionLevel.objects.filter(key=record.level).first(),
            live=False,
        )
        criterion.product_groups = list(ProductGroup.objects.filter(key__in=record.products))
        criterion.stages = list(LifeCycleStage.objects.filter(key__in=record.stages))
        self._add_parts(criterion, record)
        try:
            criterion.full_clean()
            for relation in ("parameters", "verifications", "legal_bases", "sources", "labels", "scale_steps"):
                for part in getattr(criterion, relation).all():
                    part.clean()
        except ValidationError as error:
            raise _mistake(file, record.ref, f"{record.ref}: {' '.join(error.messages)}") from error
        criterion.save()
        criterion.tags.add(*record.tags)
        return criterion

    def _add_parts(self, criterion: Criterion, record: schema.CriterionRecord) -> None:
        for parameter in record.parameters:
            values = parameter.model_dump(exclude={"counted_from"})
            criterion.parameters.add(Parameter(**values, counted_from=parameter.counted_from or ""))
        for proof in record.proofs:
            criterion.verifications.add(Verification(**proof.model_dump()))
        for law in record.law:
            criterion.legal_bases.add(self._legal(law.source, **law.model_dump(exclude={"source"})))
        enabling = self.enabling[record.type]
        criterion.legal_bases.add(
            self._legal(enabling.source, role=LegalRole.ENABLES, article=enabling.article, note=enabling.note)
        )
        for row in record.sources:
            source = SourceReference.objects.get(key=row.source)
            criterion.sources.add(CriterionSource(source=source, **row.model_dump(exclude={"source"})))
        for label in record.labels:
            criterion.labels.add(
                LabelEquivalence(
                    label=Label.objects.get(key=label.label),
                    generation=LabelGeneration.objects.filter(label__key=label.label, name=label.generation).first(),
                    **label.model_dump(exclude={"label", "generation"}),
                )
            )
        if record.scale:
            criterion.scale_method, criterion.scale_parameter = record.scale.method, record.scale.parameter
            criterion.weight_min, criterion.weight_max = record.scale.weight_min, record.scale.weight_max
            criterion.scale_note = record.scale.note
            for step in record.scale.steps:
                criterion.scale_steps.add(ScaleStep(**step.model_dump()))

    def _legal(self, source: str, **fields: Any) -> LegalBasis:
        act = self.sources[source]
        return LegalBasis(
            act=act.short or act.title, celex=act.celex, url=act.url, jurisdiction=act.jurisdiction, **fields
        )


def _mistake(file: Path, word: str, what: str) -> StarterDataError:
    return StarterDataError(file, _line_of(file, word), what)


def _line_of(file: Path, word: str) -> int:
    """The last line that holds `word` as a value; mistakes between records are only seen after the file was read."""
    lines = file.read_text(encoding="utf-8").splitlines()
    held = [number for number, line in enumerate(lines, 1) if word in line.replace("“", "").split("#")[0]]
    return held[-1] if held else 1
